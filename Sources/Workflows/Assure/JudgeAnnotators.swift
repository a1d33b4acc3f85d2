import Assuring
import Records
import Storage

/// How good each annotator of a project is, and what a lead should look into.
extension Workflows {
    private enum Work: Sendable {
        case votes(QuestionHistory)
        case drawings(AnnotatorReportView)
    }

    /// The table, best first; empty while nobody has answered. Drawings are no votes: of them only how far they match what
    /// the others drew is known.
    public func annotators(of slug: String, as actor: Actor, question name: String? = nil) async throws -> AnnotatorReportView {
        switch try await work(of: slug, as: actor, question: name) {
        case .drawings(let view): view
        case .votes(let votes): votes.history.count == 0 ? AnnotatorReportView(question: votes.question.name, votes: 0, rows: [], findings: []) : try Self.judged(votes).view
        }
    }

    /// Everything known of each annotator of a question that is answered by votes.
    ///
    /// - Throws: `annotators.drawn`, `annotators.none`.
    public func annotatorDetails(of slug: String, as actor: Actor, question name: String? = nil) async throws -> AnnotatorDetails {
        guard case .votes(let votes) = try await work(of: slug, as: actor, question: name) else {
            throw WorkflowError(
                .badInput, "annotators.drawn", "drawings are compared with each other, and only votes have skill, confusion and habits",
                hint: "name a question that is answered by votes with `--question`, or leave out `--of` and `--full`")
        }
        guard votes.history.count > 0 else {
            throw WorkflowError(.unprocessable, "annotators.none", "nobody has answered `\(votes.question.name)` yet", hint: "judging people takes their answers")
        }
        return try Self.judged(votes)
    }

    private func work(of slug: String, as actor: Actor, question name: String?) async throws -> Work {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .review, connection)
            let question = try Self.comparedQuestion(name, of: project)
            guard question.isComparedByArea else { return .votes(try QuestionHistory.read(question, of: project.id, connection)) }
            return .drawings(AnnotatorReportView(try DrawingSurvey.read(question, in: project, connection), try Self.logins(connection)))
        }
    }

    private static func judged(_ votes: QuestionHistory) throws -> AnnotatorDetails {
        let reports = if let settled = votes.settled {
            try AnnotatorReports(votes.history, gold: votes.gold, consensus: settled)
        } else {
            try AnnotatorReports(votes.history, gold: votes.gold)
        }
        return AnnotatorDetails(votes.question.name, classes: votes.history.votes.classNames, reports)
    }
}
