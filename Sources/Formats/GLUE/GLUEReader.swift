import Records

/// Reads GLUE's tables row by row. Keys are the row's id where the table has one, else its number.
final class GLUEReader: QueuedReader {
    private let files: [SplitFiles.File]
    private var question: String?
    private var isScore = false
    private var place = 0
    private var reader: CSVReader?
    private var columns: GLUE.Columns?
    private var keys = KeyBook()

    init(reading input: DatasetInput, options: DatasetReadOptions) throws {
        files = SplitFiles(GLUE.files(input)).files
        super.init(input, options: options)
        if files.isEmpty { throw ImageFormatError.noFiles(format: "glue", folder: input.path, expected: "table of a GLUE task") }
        let found = files.compactMap { GLUE.columns(input, $0.path)?.columns }
        isScore = found.contains { $0.isScore }
        if found.contains(where: { $0.label != nil }) { question = options.questions.name(isScore ? .number : .choice, called: nil) }
        if let question { questions = [Question(name: question, kind: isScore ? .number : .choice, labels: isScore ? [] : try labels())] }
    }

    /// In the order in which they come.
    private func labels() throws -> [LabelDefinition] {
        var labels: [String] = []
        var known: Set<String> = []
        for file in files {
            guard let (columns, reader) = try open(file), let column = columns.label, column < reader.columns.count else { continue }
            while let row = try reader.next() {
                if let label = row.fields[reader.columns[column]]?.string, known.count < 1000, known.insert(label).inserted { labels.append(label) }
            }
        }
        return labels.map { LabelDefinition(name: $0) }
    }

    private func open(_ file: SplitFiles.File) throws -> (GLUE.Columns, CSVReader)? {
        guard let (columns, hasHeader) = GLUE.columns(input, file.path) else { return nil }
        return (columns, try CSVReader(try input.source(file.path), dialect: .tsv, header: hasHeader ? .firstRow : .none))
    }

    override func produce() throws -> [LabelledItem]? {
        while place < files.count {
            if reader == nil, let opened = try open(files[place]) { (columns, reader) = opened }
            let row = try reader?.next()
            findings.add(reader?.takeFindings() ?? [])
            if let row, let item = item(row) { return [item] }
            if row == nil { (reader, place) = (nil, place + 1) }
        }
        return nil
    }

    private func item(_ row: RawRecord) -> LabelledItem? {
        guard let columns, let names = reader?.columns else { return nil }
        let file = files[place]
        func cell(_ column: Int?) -> String? { column.flatMap { $0 < names.count ? row.fields[names[$0]]?.string : nil } }
        done += 1
        let name = cell(columns.id).map { "\(file.prefix)\($0)" } ?? "\(file.prefix)\(row.number)"
        let key = keys.key(for: name, split: file.split) ?? "\(file.prefix)#\(row.number)"
        var item = LabelledItem(key: key, fields: ["text": .string(cell(columns.first) ?? "")], split: file.split)
        item.media = .text
        item.place = Place(file: file.path, line: row.line, record: key)
        if let second = cell(columns.second) { item.fields["text_b"] = .string(second) }
        if let label = cell(columns.label), let question {
            if !isScore { item.answers[question] = .choice(label) } else if let score = Double(label), score.isFinite { item.answers[question] = .number(score) } else {
                findings.add(Finding(.error, "glue.score", "`\(label)` on line \(row.line) is no score", at: item.place))
            }
        }
        let used = Set([columns.first, columns.second, columns.label, columns.id].compactMap(\.self))
        let others = names.enumerated().filter { !used.contains($0.offset) }.compactMap { name in row.fields[name.element].map { (key: name.element, value: $0) } }
        if !others.isEmpty { item.metadata["glue"] = .object(JSONObject(others)) }
        return item
    }
}
