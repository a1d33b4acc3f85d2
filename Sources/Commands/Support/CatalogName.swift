import ArgumentParser
import Workflows

/// A name out of one of the catalogues: checked while the command line is read, offered by completion.
enum CatalogName {
    static func names(_ catalog: String) -> [String] { Catalogs.all[catalog]?.map(\.name) ?? [] }

    static func completion(_ catalogs: String...) -> CompletionKind { .list(catalogs.flatMap(names)) }

    /// Passes a name that one of the catalogues has; an unknown one is wrong use, told with the nearest or with what there is.
    static func oneOf(_ catalogs: String...) -> @Sendable (String) throws -> String {
        { name in
            let known = catalogs.flatMap(names)
            if known.contains(name) { return name }
            let lists = catalogs.map { "`winnow list \($0)`" }.joined(separator: " or ")
            throw ValidationError("there is no `\(name)` in \(lists); \(Nearest.hint(name, among: known))")
        }
    }
}

/// "Did you mean": the name closest to a misspelt one.
enum Nearest {
    /// `did you mean `x`?`, or the list of what there is.
    static func hint(_ word: String, among known: [String]) -> String {
        if known.isEmpty { return "there is none yet" }
        if let name = of(word, among: known) { return "did you mean `\(name)`?" }
        let shown = known.prefix(20).map { "`\($0)`" }.joined(separator: ", ")
        return "there \(known.count == 1 ? "is" : "are") \(shown)" + (known.count > 20 ? " and \(known.count - 20) more" : "")
    }

    /// At most a third of its letters wrong; or the only name that it begins or is part of.
    static func of(_ word: String, among known: [String]) -> String? {
        let near = known.map { ($0, distance(word.lowercased(), $0.lowercased())) }.min { $0.1 < $1.1 }
        if let near, near.1 <= max(1, word.count / 3) { return near.0 }
        let holding = known.filter { word.count >= 3 && $0.lowercased().contains(word.lowercased()) }
        return holding.count == 1 ? holding[0] : nil
    }

    /// Insertions, deletions and substitutions (Levenshtein).
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.prefix(64)), Array(right.prefix(64)))
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                current.append(min(last[column] + (left[row] == right[column] ? 0 : 1), last[column + 1] + 1, current[column] + 1))
            }
            last = current
        }
        return last[right.count]
    }
}
