import Foundation
import Kernels
import Records
import Storage
import Suggesting

/// The open items of a question as a pool: what the built-in model suggests for them, how their texts lie, who is at work.
///
/// Rows are the open suggestions, surest first, then, for methods that look at what is labelled, the items people have
/// answered. In memory: 8 bytes per label and row, of each model of a committee too, and 256 bytes of directions where a
/// method asks for them.
struct ProjectPool {
    private(set) var pool = SelectionPool(threads: ProcessInfo.processInfo.activeProcessorCount)
    private(set) var items: [ItemID] = []
    /// Rows that may be picked or are being labelled come before this one.
    private(set) var suggested = 0
    private var probabilities: [Double] = []
}

extension Workflows {
    /// Models of a committee, each trained on a draw of its own from the labelled texts.
    private static let committeeSize = 5

    /// - Throws: `queue.empty` without open suggestions.
    func pool(_ question: Question, in project: ProjectContext, needs: Set<SelectionNeed>, seed: UInt64) async throws -> ProjectPool {
        let needsLabelled = needs.contains(.features) || needs.contains(.labelled)
        let training = needsLabelled || needs.contains(.committee) ? try await trainingSet(question, of: project.id, rules: Workflows.taught) : nil
        let model = needsLabelled && needs.contains(.probabilities) ? try await latestModel(question, of: project.id) : nil
        if let training, needs.contains(.committee) { try SuggestJob.checkEnough(training) }
        var found = try await store.read { connection in
            var found = ProjectPool()
            try found.read(question, of: project.id, connection)
            return found
        }
        guard found.suggested > 0 else {
            throw WorkflowError(.badInput, "queue.empty", "there are no open suggestions with probabilities for `\(question.name)`", hint: "`winnow suggest` makes them")
        }
        guard let training else { return found.finished(question) }
        if needsLabelled { found.addLabelled(training, model) }
        let texts = try await texts(of: found, training)
        if needs.contains(.features) { found.addDirections(texts) }
        if needs.contains(.committee) { try found.addCommittee(training, texts, seed: seed, size: Self.committeeSize) }
        return found.finished(question)
    }

    private func latestModel(_ question: Question, of project: ProjectID) async throws -> TextModel? {
        let stored = try await store.read { try $0.models.latest(of: project, question: question.name, name: TextModel.name) }
        guard let blob = stored?.blob else { return nil }
        return try TextModel(data: try await store.blobs.offloaded { try $0.read(blob) })
    }

    /// The texts of all rows, in their order; of an item without one an empty text.
    private func texts(of found: ProjectPool, _ training: TrainingSet) async throws -> [String] {
        let ids = Array(found.items.prefix(found.suggested))
        var texts = try await store.read { connection in
            var texts: [String] = []
            for start in stride(from: 0, to: ids.count, by: 500) {
                let piece = Array(ids[start..<min(start + 500, ids.count)])
                let items = Dictionary(uniqueKeysWithValues: try connection.items.find(piece).map { ($0.id, $0) })
                texts += piece.map { items[$0]?.text ?? "" }
            }
            return texts
        }
        if found.items.count > found.suggested { texts += training.texts }
        return texts
    }
}

extension ProjectPool {
    fileprivate mutating func read(_ question: Question, of project: ProjectID, _ connection: any Connection) throws {
        let held = Set(try connection.assignments.leasedItems(of: project, stage: .label))
        var seen: Set<ItemID> = []
        try connection.suggestions.forEachOpen(of: project, question: question.name) { suggestion in
            guard let probabilities = suggestion.probabilities, probabilities.count == question.labelNames.count else { return true }
            guard seen.insert(suggestion.item).inserted else { return true }
            self.probabilities += probabilities
            if held.contains(suggestion.item) { pool.inFlight.append(items.count) }
            items.append(suggestion.item)
            return true
        }
        suggested = items.count
    }

    /// Without a model there are no probabilities of what is labelled: even ones stand in, which no method reads then.
    fileprivate mutating func addLabelled(_ training: TrainingSet, _ model: TextModel?) {
        let width = training.question.labelNames.count
        for start in stride(from: 0, to: training.texts.count, by: 1000) {
            let texts = Array(training.texts[start..<min(start + 1000, training.texts.count)])
            let predicted = model.flatMap { $0.labelNames == training.question.labelNames ? $0.predict(texts) : nil }
            probabilities += predicted ?? Array(repeating: 1 / Double(width), count: texts.count * width)
        }
        pool.labelled = Array(items.count..<items.count + training.items.count)
        items += training.items
    }

    fileprivate mutating func addDirections(_ texts: [String]) {
        let count = min(texts.count, TextDirections.sampleSize)
        let directions = TextDirections(sample: (0..<count).map { texts[$0 * texts.count / count] })
        var values: [Float] = []
        values.reserveCapacity(texts.count * TextDirections.columnCount)
        for start in stride(from: 0, to: texts.count, by: 1000) { values += directions.rows(Array(texts[start..<min(start + 1000, texts.count)])) }
        pool.features = FloatMatrix(values, rowCount: texts.count, columnCount: TextDirections.columnCount)
    }

    /// Models trained on draws with replacement from the labelled texts (Breiman, 1996, doi 10.1007/BF00058655).
    fileprivate mutating func addCommittee(_ training: TrainingSet, _ texts: [String], seed: UInt64, size: Int) throws {
        let labels = training.question.labelNames
        for member in 0..<size {
            var random = SeededRandom.derive(seed, "committee \(member)")
            let drawn = training.texts.indices.map { _ in random.below(training.texts.count) }
            // One text of each label stays in: a model needs them all, or it is certain of what it has not seen.
            let firsts = labels.indices.compactMap { training.labels.firstIndex(of: $0) }
            let rows = firsts + drawn
            let fitted = try TextClassifier(folds: 0).fit(rows.map { training.texts[$0] }, labels: rows.map { training.labels[$0] }, labelNames: labels, seed: seed)
            var predicted: [Double] = []
            for start in stride(from: 0, to: texts.count, by: 1000) { predicted += fitted.model.predict(Array(texts[start..<min(start + 1000, texts.count)])) }
            pool.committee.append(Matrix(predicted, rowCount: texts.count, columnCount: labels.count))
        }
    }

    fileprivate func finished(_ question: Question) -> ProjectPool {
        var found = self
        found.pool.probabilities = Matrix(probabilities, rowCount: items.count, columnCount: question.labelNames.count)
        found.probabilities = []
        return found
    }
}
