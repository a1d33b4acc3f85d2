import Records
import Storage

/// A project's settled answers against a file of an expert's, or of an existing set.
extension Workflows {
    /// Items are those of the project by their keys; only questions whose answer is one label can be compared.
    public func compare(
        _ slug: String, as actor: Actor, with path: String, _ columns: VoteFiles.Columns, question name: String? = nil, watch: ReadWatch? = nil
    ) async throws -> (report: CompareReport, findings: FileFindings) {
        let definitions = definitions
        let settled = try await store.read { connection -> ItemLabels in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let question = try Self.question(name, of: project)
            guard question.kind == .choice else {
                throw WorkflowError(.badInput, "question.unfit", "`\(question.name)` is a `\(question.kind.rawValue)` question, and files of labels are compared with `choice` questions", hint: "name a choice with `--question`")
            }
            return try Self.settledLabels(question, of: project, connection)
        }
        guard settled.count > 0 else {
            throw WorkflowError(.unprocessable, "compare.nothing-settled", "no answer of `\(slug)` is settled yet", hint: "`winnow consensus --project \(slug)` settles those with enough votes")
        }
        var findings = FileFindings()
        let other = try ItemLabels.read(path, columns, &findings, watch)
        return (try CompareReport(settled, other), findings)
    }

    private static func settledLabels(_ question: Question, of project: ProjectContext, _ connection: any Connection) throws -> ItemLabels {
        var answers: [(item: ItemID, label: String)] = []
        try connection.settled.forEach(of: project.id, question: question.name) { answer in
            if case .choice(let label) = answer.answer { answers.append((answer.item, label)) }
            return true
        }
        var labels = ItemLabels(name: project.slug)
        for start in stride(from: 0, to: answers.count, by: settlingPiece) {
            let piece = answers[start..<min(start + settlingPiece, answers.count)]
            let keys = Dictionary(uniqueKeysWithValues: try connection.items.find(piece.map(\.item)).map { ($0.id, $0.key) })
            for row in piece { if let key = keys[row.item] { labels.add(key, row.label) } }
        }
        return labels
    }
}
