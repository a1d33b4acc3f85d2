import Records

/// Reads Datasaur's documents file by file, and its tables sentence by sentence.
final class DatasaurReader: JSONFilesReader {
    private var declared: [(name: String, labels: [String])] = []
    private var isTable: Bool { files.first?.contains(".tsv") == true }

    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        try super.init(input, options: options, format: "datasaur", files: Datasaur.files(input), expected: "document of Datasaur (label sets and lines of tokens)", kinds: [.spans, .relations])
        try survey()
        for set in declared { declare(set.labels, set.name) }
    }

    override func begin() throws { if isSurveying { declared = [] } }

    override func items(of file: String) throws -> [LabelledItem] {
        if isTable { return try sentences(file) }
        guard let value = try json(file) else { return [] }
        guard let document = DatasaurDocument(value) else {
            say(.error, "no-lines", "`\(file)` has neither `rows`, `sentences` nor `cells`", Place(file: file, line: 1))
            return []
        }
        if isSurveying { for (layer, set) in document.sets.enumerated() { if let name = question(layer, document) { declared.append((name, set.labels.map(\.name))) } } }
        let isRowed = !document.rowAnswers.isEmpty || document.rows.contains { $0.count > 1 }
        let groups = isRowed ? document.rows.indices.map { $0..<$0 + 1 } : [0..<document.rows.count]
        return groups.compactMap { DatasaurItem(document, rows: $0, isRowed: isRowed, file: file, self).item() }
    }

    /// The set's own name where there is one.
    func question(_ layer: Int, _ document: DatasaurDocument) -> String? {
        let name = document.sets.indices.contains(layer) ? document.sets[layer].name : nil
        return options.questions.name(.spans, called: name.flatMap { $0.isEmpty ? nil : $0 })
    }

    private func declare(_ labels: [String], _ name: String) {
        guard let place = questions.firstIndex(where: { $0.name == name }) else { return }
        let known = questions[place].labelNames
        let all = labels + known.filter { !labels.contains($0) } + questions[place].labels.map(\.name).filter { !labels.contains($0) && !known.contains($0) }
        questions[place].labels = all.reduce(into: [LabelDefinition]()) { list, label in if !list.contains(where: { $0.name == label }) { list.append(LabelDefinition(name: label)) } }
        // A set of which no label was used looks like any empty answer.
        if questions[place].kind == .boxes { questions[place].kind = .spans }
    }

    // MARK: Tables

    private func sentences(_ file: String) throws -> [LabelledItem] {
        let lines = try LineReader(try input.source(file))
        var items: [LabelledItem] = []
        let prefix = files.count > 1 ? "\(ImageFiles.stem(file))/" : ""
        while let sentence = try DatasaurTable.next(lines, { say(.error, "line", "line \($0) of `\(file)` \($1)", Place(file: file, line: $0)) }) {
            let text = TokenisedText(spaced: sentence.words)
            var item = LabelledItem(key: "\(prefix)\(items.count + 1)", fields: ["text": .string(text.text)])
            (item.media, item.place) = (.text, Place(file: file, line: sentence.line))
            if let name = options.questions.name(.spans) { item.answers[name] = .parts(sentence.spans.parts(text.tokens)) }
            if let placed = placed(item, AnswerSheet(options.questions), lookingIn: []) { items.append(placed) }
        }
        return items
    }
}
