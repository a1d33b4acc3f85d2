import ArgumentParser
import Records
import Workflows

/// A name out of one of the catalogues: checked while the command line is read, offered by completion.
enum CatalogName {
    static func names(_ catalog: String) -> [String] { Catalogs.all[catalog]?.map(\.name) ?? [] }

    static func completion(_ catalogs: String...) -> CompletionKind { .list(catalogs.flatMap(names)) }

    /// Passes a name that one of the catalogues has; an unknown one is wrong use, told with the nearest or with what there is.
    static func oneOf(_ catalogs: String...) -> @Sendable (String) throws -> String {
        { name in
            if catalogs.contains(where: { Catalogs.takes(name, in: $0) }) { return name }
            let known = catalogs.flatMap(names)
            let lists = catalogs.map { "`winnow list \($0)`" }.joined(separator: " or ")
            throw ValidationError("there is no `\(name)` in \(lists); \(KnownNames.hint(name, among: known))")
        }
    }
}

/// What to say of a name that is none: the nearest one, or what there is.
enum KnownNames {
    /// `did you mean `x`?`, or the list of what there is.
    static func hint(_ word: String, among known: [String]) -> String {
        if known.isEmpty { return "there is none yet" }
        if let name = nearest(to: word, among: known) { return "did you mean `\(name)`?" }
        let shown = known.prefix(20).map { "`\($0)`" }.joined(separator: ", ")
        return "there \(known.count == 1 ? "is" : "are") \(shown)" + (known.count > 20 ? " and \(known.count - 20) more" : "")
    }

    /// By its letters; or the only name that holds the word, since people type a part of a name.
    static func nearest(to word: String, among known: [String]) -> String? {
        if let name = NearestName.of(word, among: known) { return name }
        let holding = known.filter { word.count >= 3 && $0.lowercased().contains(word.lowercased()) }
        return holding.count == 1 ? holding[0] : nil
    }
}
