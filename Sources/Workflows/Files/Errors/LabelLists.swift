import Records

/// Several labels a row: classes of an item that may have many, or tags of a sentence's tokens.
///
/// A field with a JSON list of names or numbers, or a text with bars between them (`a|b`). Held as texts' places, four bytes
/// a label.
struct LabelLists {
    let name: String
    /// For each row places in `texts`.
    private(set) var rows: [[Int32]] = []
    private(set) var texts: [String] = []
    /// Line of each row.
    private(set) var lines: [Int] = []
    private var ids: [String] = []
    private var words: [[String]] = []

    /// - Parameters:
    ///   - id: a field to keep of every row.
    ///   - words: a field with a list of as many texts as there are labels, kept where it is there.
    init(_ path: String, column: String?, id: String?, words wordField: String? = nil, _ findings: inout FileFindings, _ watch: ReadWatch?) throws {
        let plain = try PlainFile(path)
        name = plain.name
        let file = try RecordFile(plain)
        let fields = try file.firstFields()
        for (field, option) in [(column, "--label"), (id, "--id")] {
            if let field, !fields.contains(field) { throw WorkflowError.unknownColumn(field, of: name, known: fields, option: option) }
        }
        var places: [String: Int32] = [:]
        try file.forEach(&findings, watch: watch) { record, _ in
            guard let field = column ?? fields.last, let labels = Self.labels(record.fields[field]) else {
                throw WorkflowError(.unprocessable, "errors.label-list", "line \(record.line) of `\(name)` has no list of labels", hint: "a list of names or class numbers, or a text like `a|b`; name its field with `--label`")
            }
            rows.append(labels.map { text in
                if let place = places[text] { return place }
                let place = Int32(texts.count)
                places[text] = place
                texts.append(text)
                return place
            })
            lines.append(record.line)
            if let id { ids.append(RecordFile.text(record.fields[id]) ?? "") }
            if let wordField, let list = record.fields[wordField]?.array { words.append(list.map { RecordFile.text($0) ?? "" }) } else if wordField != nil { words.append([]) }
        }
        guard findings.worst != .error else {
            throw WorkflowError(.unprocessable, "errors.bad-rows", "rows of `\(name)` that cannot be read would put labels beside the wrong probabilities", hint: "mend them, or take out the same rows of both files", findings: findings.kept)
        }
        guard !rows.isEmpty else { throw WorkflowError(.unprocessable, "errors.no-labels", "`\(name)` holds no labels", hint: "one list of labels a row") }
    }

    func id(ofRow row: Int) -> String? { ids.isEmpty ? nil : ids[row] }

    func word(_ place: Int, ofRow row: Int) -> String? { words.isEmpty || words[row].count != rows[row].count ? nil : words[row][place] }

    /// The class of each label, and whether they are names and not numbers.
    func classes(_ classes: ClassNames) throws -> (labels: [[Int32]], isNamed: Bool) {
        if let wrong = texts.indices.first(where: { classes.named(texts[$0]) == nil && classes.numbered(texts[$0]) == nil }) {
            let row = rows.firstIndex { $0.contains(Int32(wrong)) } ?? 0
            throw WorkflowError(
                .unprocessable, "errors.label", "`\(ShownText.of(texts[wrong]))` in line \(lines[row]) of `\(name)` is no class of the \(classes.count) in `\(classes.source)`", hint: "a label is one of \(classes.range)")
        }
        let isNamed = texts.allSatisfy { classes.named($0) != nil } || !texts.allSatisfy { classes.numbered($0) != nil }
        let numbers = texts.map { (isNamed ? classes.named($0) : nil) ?? classes.numbered($0) ?? 0 }
        return (rows.map { $0.map { numbers[Int($0)] } }, isNamed && classes.names != nil)
    }

    private static func labels(_ value: JSONValue?) -> [String]? {
        switch value {
        case .array(let values)?:
            let texts = values.compactMap(RecordFile.text)
            return texts.count == values.count && !texts.contains("") ? texts : nil
        case .string(let text)?: return text.split(separator: "|").map(String.init)
        case .int(let number)?: return ["\(number)"]
        case .null?: return []
        default: return nil
        }
    }
}
