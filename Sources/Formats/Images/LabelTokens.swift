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

    /// What the file says: nothing when there is none, and nothing but a finding when it cannot be read.
    static func names(in listing: FolderListing, format: String) -> (names: [String: String], findings: [Finding]) {
        guard listing.paths.contains(fileName) else { return ([:], []) }
        func broken(_ reason: String, line: Int? = nil) -> (names: [String: String], findings: [Finding]) {
            ([:], [Finding(
                .error, "\(format).label-names", "`\(fileName)` \(reason); labels stay as the rows have them", at: Place(file: fileName, line: line),
                hint: "Write the dataset again, or remove the file")])
        }
        switch TextFileReader.read(path: listing.fullPath(fileName), shownAs: fileName) {
        case .failure(let finding): return ([:], [finding])
        case .success(let text):
            do throws(JSONError) {
                guard let object = try JSONParser.parse(text).object else { return broken("is no object of words and labels") }
                let names = object.members.compactMap { member in member.value.string.map { (member.key, $0) } }
                guard names.count == object.count else { return broken("has labels that are no texts") }
                return (Dictionary(names, uniquingKeysWith: { first, _ in first }), [])
            } catch { return broken("cannot be read: \(error.message)", line: error.line) }
        }
    }
}
