import Records

/// One file of what `CSVDatasetWriter` writes. The questions say which columns are answers, and of what kind.
final class CSVDatasetTable {
    private let reader: CSVReader
    private let questions: [String: Question]
    /// Column that says why an answer counts -> its question.
    private let whys: [String: String]
    private let names: CSVColumns
    private var findings: [Finding] = []

    init(_ source: ByteSource, questions: [Question]) throws {
        reader = try CSVReader(source)
        self.questions = Dictionary(questions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        whys = Dictionary(questions.flatMap { question in CSVColumns.why(question.name).map { ($0, question.name) } }, uniquingKeysWith: { first, _ in first })
        names = CSVColumns(questions: questions)
        guard reader.columns.contains("key") else { throw FormatError.noSuchColumn("key", file: source.name, known: reader.columns) }
    }

    func takeFindings() -> [Finding] {
        defer { findings.removeAll() }
        return reader.takeFindings() + findings
    }

    func next() throws -> LabelledItem? {
        while let row = try reader.next() {
            var item = LabelledItem(key: row.fields["key"]?.string ?? "", fields: [:])
            var isGood = true
            for (column, value) in row.fields.members where isGood {
                isGood = put(value.string ?? "", column, row, into: &item)
            }
            if isGood {
                item.place = Place(file: reader.source.name, line: row.line, record: item.key)
                return item
            }
        }
        return nil
    }

    private func put(_ cell: String, _ column: String, _ row: RawRecord, into item: inout LabelledItem) -> Bool {
        switch column {
        case "key": break
        case "split": item.split = cell.isEmpty ? nil : cell
        case "licence": item.licence = cell.isEmpty ? nil : cell
        case "source": item.source = cell.isEmpty ? nil : cell
        default:
            if let question = whys[column] {
                putWhy(cell, column, of: question, into: &item)
                return true
            }
            guard let question = questions[column] else {
                if column.hasPrefix(CSVColumns.file) {
                    if !cell.isEmpty { item.files[String(column.dropFirst(CSVColumns.file.count))] = LabelledFile(path: cell) }
                    return true
                }
                item.fields[names.field(column)] = .string(cell)
                return true
            }
            guard !cell.isEmpty else { return true }
            guard let answer = CSVAnswer.answer(cell, kind: question.kind) else {
                let place = Place(file: reader.source.name, line: row.line, record: item.key)
                findings.append(Finding(.error, "dataset.bad-answer", "`\(cell.prefix(80))` is no answer of kind \(question.kind.rawValue) to `\(column)`", at: place))
                return false
            }
            item.answers[column] = answer
        }
        return true
    }

    /// The rule's column comes first; without a rule there is nothing to say.
    private func putWhy(_ cell: String, _ column: String, of question: String, into item: inout LabelledItem) {
        guard !cell.isEmpty else { return }
        switch CSVColumns.why(question).firstIndex(of: column) {
        case 0: item.settledBy[question] = SettledBy(rule: cell)
        case 1: item.settledBy[question]?.reason = cell
        default: item.settledBy[question]?.posterior = Double(cell)
        }
    }
}
