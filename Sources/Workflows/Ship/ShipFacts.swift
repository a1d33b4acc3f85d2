import Assuring
import Foundation
import Records
import Shipping
import Storage

/// What the dataset card says beside the items: how they were collected, prepared and agreed on.
struct ShipFacts {
    /// Steps that bring items in.
    private static let bringing: Set<String> = [CollectJob.name, ImportJob.name]
    let project: ProjectID
    let store: Store

    init(_ project: ProjectID, store: Store) {
        self.project = project
        self.store = store
    }

    func facts(definition: TaskDefinition, commit: String) async throws -> ShipmentFacts {
        let project = project
        return try await store.read { connection in
            let sources = try connection.sources.all(of: project)
            let runs = try connection.runs.page(of: project, limit: 1000).filter { $0.state == .done }.reversed()
            let names = Dictionary(uniqueKeysWithValues: sources.map { ($0.id, $0.name) })
            return ShipmentFacts(
                definition: definition, commit: commit, sources: sources,
                collection: runs.filter { Self.bringing.contains($0.step) }.map { run in "\(run.source.flatMap { names[$0] } ?? "?"): \(counts(run.report))" },
                preparation: runs.filter { !Self.bringing.contains($0.step) }.map { run in
                    "\(run.step)" + (run.seed.map { " (seed \($0))" } ?? "") + ": \(counts(run.report))"
                },
                agreement: try agreement(definition, connection))
        }
    }

    /// The whole numbers of a report, which are its counts.
    private func counts(_ report: JSONObject) -> String {
        report.members.compactMap { key, value in value.int.map { "\($0) \(key)" } }.joined(separator: ", ")
    }

    private func agreement(_ definition: TaskDefinition, _ connection: any Connection) throws -> [String] {
        try definition.questions.compactMap { question in
            if question.isComparedByArea { return try overlap(question, definition, connection) }
            return question.kind == .choice ? try alpha(question, connection) : nil
        }
    }

    private func alpha(_ question: Question, _ connection: any Connection) throws -> String? {
        let votes = try QuestionVotes.read(question, of: project, connection)
        let alpha = KrippendorffAlpha().agreement(of: votes.table)
        guard alpha.items > 0 else { return nil }
        let value = alpha.value.map { String(format: "%.3f", $0) } ?? "undefined (\(alpha.undefined.map { "\($0)" } ?? "?"))"
        return "\(question.name): Krippendorff's alpha \(value) on \(Self.items(alpha.items))"
    }

    private func overlap(_ question: Question, _ definition: TaskDefinition, _ connection: any Connection) throws -> String? {
        let survey = try DrawingSurvey.read(question, definition, of: project, connection)
        guard let f1 = survey.overall.f1(at: 0.5), let strict = survey.overall.meanF1, let iou = survey.overall.meanIoU else { return nil }
        let figures = [f1, strict, iou].map { String(format: "%.3f", $0) }
        return "\(question.name): F1 \(figures[0]) at an overlap (IoU) of 0.5, \(figures[1]) averaged over 0.5 to 0.95, mean IoU \(figures[2]), on \(Self.items(survey.items))"
    }

    private static func items(_ count: Int) -> String { "\(count) items with two or more answers" }
}
