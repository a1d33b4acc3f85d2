import Records

/// Reads both reports; see `CrowdTable` for the memory it takes.
final class AppenReader: QueuedReader {
    private static let confidence = ":confidence"
    private static let gold = "_gold"

    private var table: CrowdTable?
    private var columns: [String] = []
    /// Answer columns in the order of the file -> question and kind.
    private var answers: [(column: String, question: String, kind: QuestionKind)] = []
    private var isFull = false

    init(reading input: DatasetInput, options: DatasetReadOptions) throws {
        super.init(input, options: options)
        var surveys: [String: ValueSurvey] = [:]
        var first: [String: [String: String]] = [:]
        var differs: Set<String> = []
        let table = try CrowdTable(input, files: Appen.files(in: input), unit: "_unit_id", format: "appen") { row in
            for (column, value) in row.fields.members { surveys[column, default: ValueSurvey()].add(value.string ?? "") }
            guard row.fields["_worker_id"] != nil else { return }
            Self.compare(row, &first, &differs)
        }
        self.table = table
        columns = table.columns
        isFull = columns.contains("_worker_id")
        for column in columns where isAnswer(column, differs) { add(column, surveys[column] ?? ValueSurvey()) }
        if answers.isEmpty {
            findings.add(Finding(.warning, "appen.no-answers", "no column can be told to hold answers", at: Place(file: input.path), hint: "Name them with `--questions name=choice`"))
        }
    }

    /// Notes columns that differ between judgements of one unit. Memory: one row per unit with several judgements pending.
    private static func compare(_ row: CrowdTable.Row, _ first: inout [String: [String: String]], _ differs: inout Set<String>) {
        let unit = row["_unit_id"]
        guard let known = first[unit] else {
            first[unit] = Dictionary(row.fields.members.filter { !$0.key.hasPrefix("_") && !differs.contains($0.key) }.map { ($0.key, $0.value.string ?? "") }, uniquingKeysWith: { a, _ in a })
            return
        }
        for (column, value) in row.fields.members where !column.hasPrefix("_") && known[column] ?? value.string != value.string { differs.insert(column) }
    }

    private func isAnswer(_ column: String, _ differs: Set<String>) -> Bool {
        guard !column.hasPrefix("_"), !column.hasPrefix("orig_"), !isGold(column), !column.hasSuffix(Self.confidence) else { return false }
        if options.asked.contains(where: { $0.name == column }) { return true }
        return differs.contains(column) || columns.contains(column + Self.gold) || columns.contains(column + Self.confidence)
    }

    private func isGold(_ column: String) -> Bool {
        (column.hasSuffix(Self.gold) && columns.contains(String(column.dropLast(Self.gold.count)))) || column.hasSuffix("_gold_reason")
    }

    private func add(_ column: String, _ survey: ValueSurvey) {
        let kind = options.asked.first { $0.name == column }?.kind ?? survey.kind
        guard let name = options.questions.name(kind, called: column) else {
            findings.add(Finding(.note, "appen.column.not-wanted", "column `\(column)` holds answers of kind `\(kind.rawValue)`, and no question asks for them", at: Place(file: input.path)))
            return
        }
        answers.append((column, name, kind))
        if !questions.contains(where: { $0.name == name }) { questions.append(Question(name: name, kind: kind, labels: survey.labels.map { LabelDefinition(name: $0) })) }
    }

    override func produce() throws -> [LabelledItem]? {
        guard let table else { return nil }
        let rows = try table.next()
        findings.add(table.takeFindings())
        guard let rows, let first = rows.first else { return nil }
        done += 1
        var item = LabelledItem(key: first["_unit_id"])
        item.place = Place(file: first.file, line: first.line, record: item.key)
        CrowdFields.place(columns.filter { isField($0) && first.fields[$0] != nil }.map { ($0, first[$0]) }, in: &item)
        item.metadata["appen"] = metadata(first)
        if isFull { item.annotations = rows.map { annotation($0, item.key) } } else { settle(first, &item) }
        return [item]
    }

    private func isField(_ column: String) -> Bool {
        !column.hasPrefix("_") && !column.hasPrefix("orig_") && !isGold(column) && !column.hasSuffix(Self.confidence) && !answers.contains { $0.column == column }
    }

    /// What is said of the unit: its state and its gold answers.
    private func metadata(_ row: CrowdTable.Row) -> JSONValue {
        var own = JSONObject(), gold = JSONObject()
        for (column, value) in row.fields.members where value.string?.isEmpty == false {
            if isGold(column) { gold[column] = value } else if column.hasPrefix("orig_") || (column.hasPrefix("_") && column != "_unit_id" && (!isFull || column == "_golden")) { own[column] = value }
        }
        if !gold.isEmpty { own["gold"] = .object(gold) }
        return .object(own)
    }

    private func given(_ row: CrowdTable.Row, _ key: String) -> [String: Answer] {
        var given: [String: Answer] = [:]
        for answer in answers where !row[answer.column].isEmpty {
            if let value = ValueSurvey.answer(row[answer.column], answer.kind) { given[answer.question] = value } else {
                findings.add(Finding(.error, "appen.answer.bad", "`\(row[answer.column].prefix(60))` in column `\(answer.column)` is no answer of kind `\(answer.kind.rawValue)`", at: Place(file: row.file, line: row.line, record: key)))
            }
        }
        return given
    }

    private func annotation(_ row: CrowdTable.Row, _ key: String) -> LabelledAnnotation {
        let worker = row["_worker_id"]
        var annotation = LabelledAnnotation(author: worker.isEmpty ? nil : worker, answers: given(row, key), madeAt: row["_created_at"].isEmpty ? nil : row["_created_at"])
        if let start = ClockDate.seconds(row["_started_at"]), let end = ClockDate.seconds(row["_created_at"]), end >= start { annotation.seconds = end - start }
        for (column, value) in row.fields.members where column.hasPrefix("_") && value.string?.isEmpty == false && !["_unit_id", "_worker_id", "_created_at", "_golden"].contains(column) {
            annotation.metadata[column] = value
        }
        return annotation
    }

    private func settle(_ row: CrowdTable.Row, _ item: inout LabelledItem) {
        item.answers = given(row, item.key)
        for answer in answers where item.answers[answer.question] != nil {
            guard let confidence = ValueSurvey.lines(row[answer.column + Self.confidence]).first.flatMap(DecimalText.number) else { continue }
            item.settledBy[answer.question] = SettledBy(rule: "appen", reason: "confidence of the aggregated report", posterior: confidence)
        }
    }
}
