import Foundation
import Kernels
import Records
import Storage
import Suggesting

/// Whether enough is labelled: the project's models so far, asked about the same open items.
extension Workflows {
    /// Open items that every model is asked about, and models that are asked.
    private static let stoppingItems = 2000
    private static let stoppingModels = 8

    /// A round is a model that `suggest` trained. The items are ones nobody has answered yet, so no model has learned them.
    public func stopping(of slug: String, as actor: Actor, question name: String? = nil, planned: Int? = nil) async throws -> StoppingReport {
        let project = try await project(slug, as: actor, needs: .manageProject)
        let question = try Self.learnable(name, of: project)
        let models = try await store.read { connection in
            try connection.models.all(of: project.id).filter { $0.question == question.name && $0.name == TextModel.name }.prefix(Self.stoppingModels)
        }
        guard !models.isEmpty else {
            throw WorkflowError(.badInput, "stopping.no-model", "no model was trained for `\(question.name)` yet", hint: "`winnow suggest` trains one; each is a round")
        }
        let texts = try await openTexts(question, of: project.id)
        var rounds: [LabellingRound] = []
        for stored in models.reversed() { rounds.append(try await round(stored, question, texts)) }
        return StoppingReport(rounds, knowsLabels: true, planned: planned)
    }

    private func round(_ stored: StoredModel, _ question: Question, _ texts: [String]) async throws -> LabellingRound {
        var round = LabellingRound(labelled: Int(stored.report["rows"]?.int ?? 0), validation: stored.report["accuracy"]?.double)
        guard let blob = stored.blob, !texts.isEmpty else { return round }
        let model = try TextModel(data: try await store.blobs.offloaded { try $0.read(blob) })
        let outlook = try PoolOutlook(Matrix(model.predict(texts), rowCount: texts.count, columnCount: model.labelNames.count))
        // By name: the labels may have been declared in another order when the model was trained.
        let places = Dictionary(uniqueKeysWithValues: question.labelNames.enumerated().map { ($1, $0) })
        round.predictions = outlook?.predictions.map { places[model.labelNames[$0]] ?? -1 }
        round.uncertainty = outlook?.uncertainty
        round.expectedError = outlook?.expectedError
        return round
    }

    /// Texts of open items with a suggestion, evenly over all of them in the order of items.
    private func openTexts(_ question: Question, of project: ProjectID) async throws -> [String] {
        try await store.read { connection in
            var open: [ItemID] = []
            try connection.suggestions.forEachOpen(of: project, question: question.name) { suggestion in
                open.append(suggestion.item)
                return true
            }
            open.sort()
            let count = min(open.count, Self.stoppingItems)
            let chosen = (0..<count).map { open[$0 * open.count / count] }
            let items = Dictionary(uniqueKeysWithValues: try connection.items.find(chosen).map { ($0.id, $0) })
            return chosen.compactMap { items[$0]?.text }
        }
    }
}
