import Records

/// Labels as single words, for formats whose rows are split at spaces; labels that had to change stand in a file of their own
/// beside the rows, so that they come back.
struct LabelTokens {
    static let fileName = "label_names.json"
    private var tokens: [String: String] = [:]
    private var taken: Set<String> = []
    private var changed: [(token: String, label: String)] = []

    /// The word for a label; `isNew` when it had to change and this is the first time.
    mutating func token(for label: String) -> (token: String, isKept: Bool) {
        if let known = tokens[label] { return (known, known == label) }
        let words = String(label.map { $0.isWhitespace ? "_" : $0 })
        let plain = words.isEmpty ? "_" : words
        var token = plain
        var copy = 2
        while !taken.insert(token).inserted {
            token = "\(plain)_\(copy)"
            copy += 1
        }
        tokens[label] = token
        if token != label { changed.append((token, label)) }
        return (token, token == label)
    }

    /// nil when every label is its own word.
    var file: String? {
        // By the word's bytes: the order in which labels came is not kept.
        let sorted = changed.sorted { $0.token.utf8.lexicographicallyPrecedes($1.token.utf8) }
        return changed.isEmpty ? nil : JSONValue.object(JSONObject(sorted.map { (key: $0.token, value: .string($0.label)) })).text() + "\n"
    }

    /// What the file says; empty when there is none or it cannot be read.
    static func names(in listing: FolderListing) -> [String: String] {
        guard listing.paths.contains(fileName), case .success(let text) = TextFileReader.read(path: listing.fullPath(fileName), shownAs: fileName),
              let object = (try? JSONParser.parse(text))?.object else { return [:] }
        return Dictionary(object.members.compactMap { member in member.value.string.map { (member.key, $0) } }, uniquingKeysWith: { first, _ in first })
    }
}
