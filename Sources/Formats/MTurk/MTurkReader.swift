import Records

/// Reads batch results.
final class MTurkReader: QueuedReader {
    private static let ofAssignments: Set<String> = [
        "AssignmentId", "WorkerId", "AssignmentStatus", "AcceptTime", "SubmitTime", "AutoApprovalTime", "ApprovalTime", "RejectionTime", "RequesterFeedback",
        "WorkTimeInSeconds", "LifetimeApprovalRate", "Last30DaysApprovalRate", "Last7DaysApprovalRate", "Approve", "Reject",
    ]

    private var table: CrowdTable?
    private var columns: [String] = []
    private var kinds: [String: (question: String, kind: QuestionKind)] = [:]

    init(reading input: DatasetInput, options: DatasetReadOptions) throws {
        super.init(input, options: options)
        var (order, surveys) = ([String](), [String: ValueSurvey]())
        let table = try CrowdTable(input, files: MTurk.files(in: input), unit: "HITId", format: "mturk") { row in
            for (name, value) in MTurkAnswers(row).values {
                if surveys[name] == nil { order.append(name) }
                surveys[name, default: ValueSurvey()].add(value)
            }
        }
        self.table = table
        columns = table.columns
        for name in order { declare(name, surveys[name] ?? ValueSurvey()) }
    }

    private func declare(_ name: String, _ survey: ValueSurvey) {
        let kind = options.asked.first { $0.name == name }?.kind ?? survey.kind
        guard let question = options.questions.name(kind, called: name) else {
            findings.add(Finding(.note, "mturk.answer.not-wanted", "`Answer.\(name)` holds answers of kind `\(kind.rawValue)`, and no question asks for them", at: Place(file: input.path)))
            return
        }
        kinds[name] = (question, kind)
        if !questions.contains(where: { $0.name == question }) { questions.append(Question(name: question, kind: kind, labels: survey.labels.map { LabelDefinition(name: $0) })) }
    }

    override func produce() throws -> [LabelledItem]? {
        guard let table else { return nil }
        let rows = try table.next()
        findings.add(table.takeFindings())
        guard let rows, let first = rows.first else { return nil }
        done += 1
        var item = LabelledItem(key: first["HITId"])
        item.place = Place(file: first.file, line: first.line, record: item.key)
        CrowdFields.place(columns.filter { $0.hasPrefix("Input.") && first.fields[$0] != nil }.map { (String($0.dropFirst(6)), first[$0]) }, in: &item)
        let own = first.fields.members.filter { member in
            !Self.ofAssignments.contains(member.key) && !member.key.hasPrefix("Input.") && !member.key.hasPrefix("Answer.") && member.key != "HITId" && member.value.string?.isEmpty == false
        }
        if !own.isEmpty { item.metadata["mturk"] = .object(JSONObject(own.map { (key: $0.key, value: $0.value) })) }
        item.annotations = rows.map { annotation($0, item.key) }
        return [item]
    }

    private func annotation(_ row: CrowdTable.Row, _ key: String) -> LabelledAnnotation {
        let said = MTurkAnswers(row)
        var annotation = LabelledAnnotation(author: row["WorkerId"].isEmpty ? nil : row["WorkerId"], madeAt: row["SubmitTime"].isEmpty ? nil : row["SubmitTime"])
        annotation.seconds = DecimalText.number(row["WorkTimeInSeconds"])
        for (name, value) in said.values {
            guard let home = kinds[name], !value.isEmpty else { continue }
            if let answer = ValueSurvey.answer(value, home.kind) { annotation.answers[home.question] = answer } else {
                findings.add(Finding(.error, "mturk.answer.bad", "`\(value.prefix(60))` in `Answer.\(name)` is no answer of kind `\(home.kind.rawValue)`", at: Place(file: row.file, line: row.line, record: key)))
            }
        }
        if !said.rest.isEmpty { annotation.metadata["answers"] = .object(said.rest) }
        for (column, value) in row.fields.members where Self.ofAssignments.contains(column) && !["WorkerId", "SubmitTime", "WorkTimeInSeconds"].contains(column) && value.string?.isEmpty == false {
            annotation.metadata[column] = value
        }
        return annotation
    }
}
