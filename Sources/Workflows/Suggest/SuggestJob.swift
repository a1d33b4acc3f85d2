import Foundation
import Records
import Storage
import Suggesting

/// Learning from the answers that count and proposing answers for the rest.

public struct TrainingSet: Sendable {
    let question: Question
    var items: [ItemID] = []
    var texts: [String] = []
    var labels: [Int] = []
    /// Near-duplicate groups as numbers, so that copies never lie on both sides of a fold.
    var groups: [Int] = []
}

extension Workflows {
    /// Rules whose answers a model may learn from: what people said, never what a model or a policy said.
    static let taught: Set<SettledAnswer.Rule> = [.adjudication, .review, .consensus, .single]

    public func suggest(_ slug: String, as actor: Actor, question name: String? = nil, seed: UInt64 = 0) async throws -> JobStarted {
        let project = try await project(slug, as: actor, needs: .manageProject)
        let question = try Self.learnable(name, of: project)
        let settings: JSONObject = ["question": .string(question.name), "seed": .int(Int64(bitPattern: seed))]
        return JobStarted(job: try await queueJob(SuggestJob.self, project: project, settings: settings, as: actor).id)
    }

    static func learnable(_ name: String?, of project: ProjectContext) throws -> Question {
        let question = try question(name, of: project)
        guard question.kind == .choice, project.definition.media == .text || project.definition.media == .mixed else {
            throw WorkflowError(.badInput, "suggest.kind", "the built-in model learns `choice` questions about texts; `\(question.name)` is `\(question.kind.rawValue)` about \(project.definition.media.rawValue)")
        }
        return question
    }

    /// Texts and labels whose settled answer follows one of `rules`, in the order of items.
    func trainingSet(_ question: Question, of project: ProjectID, rules: Set<SettledAnswer.Rule>) async throws -> TrainingSet {
        try await store.read { connection in
            var set = TrainingSet(question: question)
            let places = Dictionary(uniqueKeysWithValues: question.labelNames.enumerated().map { ($1, $0) })
            var answers: [(ItemID, Int)] = []
            try connection.settled.forEach(of: project, question: question.name) { settled in
                if rules.contains(settled.rule), case .choice(let label) = settled.answer, let place = places[label] { answers.append((settled.item, place)) }
                return true
            }
            var groups: [ItemID: Int] = [:]
            for start in stride(from: 0, to: answers.count, by: 500) {
                let piece = answers[start..<min(start + 500, answers.count)]
                let items = Dictionary(uniqueKeysWithValues: try connection.items.find(piece.map(\.0)).map { ($0.id, $0) })
                for (id, label) in piece {
                    guard let item = items[id], item.state == .ready, let text = item.text else { continue }
                    let group = item.group ?? id
                    groups[group] = groups[group] ?? groups.count
                    set.items.append(id)
                    set.texts.append(text)
                    set.labels.append(label)
                    set.groups.append(groups[group] ?? 0)
                }
            }
            return set
        }
    }
}

enum SuggestJob: JobKind {
    static let name = "suggest"
    static let summary = "Train the built-in text model on what people answered and suggest the rest"

    static func run(_ job: Job, in workflows: Workflows, _ progress: JobProgress) async throws -> JSONObject {
        let system = Actor(person: nil, name: "system", isOwner: true)
        let project = try await workflows.project(progress.slug, as: system, needs: .manageProject)
        let question = try Workflows.learnable(job.settings["question"]?.string, of: project)
        let seed = UInt64(bitPattern: job.settings["seed"]?.int ?? 0)
        let training = try await workflows.trainingSet(question, of: project.id, rules: Workflows.taught)
        let fitted = try fit(training, seed: seed)
        let report = try await keep(fitted, question, project, workflows, seed)
        let suggested = try await suggest(fitted.model, question, project, workflows, progress)
        var result = report
        result["suggested"] = .int(Int64(suggested))
        return result
    }

    private static func fit(_ training: TrainingSet, seed: UInt64) throws -> TextClassifier.Fitted {
        try checkEnough(training)
        return try TextClassifier().fit(
            training.texts, labels: training.labels, labelNames: training.question.labelNames, seed: seed, groups: training.groups)
    }

    /// A model learns nothing from answers of one label.
    static func checkEnough(_ training: TrainingSet) throws {
        guard Set(training.labels).count >= 2 else {
            throw WorkflowError(
                .badInput, "suggest.too-little", "a model needs answers of at least two labels of `\(training.question.name)`; there are \(training.labels.count) answers of \(Set(training.labels).count)",
                hint: "label more items, run `winnow consensus`, or ask fewer people per item (`labelling: {overlap: 1}`)")
        }
    }

    private static func keep(
        _ fitted: TextClassifier.Fitted, _ question: Question, _ project: ProjectContext, _ workflows: Workflows, _ seed: UInt64
    ) async throws -> JSONObject {
        let store = workflows.store
        let data = fitted.model.data
        let blob = try await store.blobs.offloaded { try $0.put(data) }
        var report = try JSONValue(encoding: fitted.report).object ?? [:]
        report["model"] = .string(TextModel.name)
        report["version"] = .string(fitted.model.version)
        let stored = report
        try await store.write { connection in
            if let last = try connection.models.latest(of: project.id, question: question.name, name: TextModel.name), last.version == fitted.model.version { return }
            try connection.models.insert(StoredModel(
                id: store.ids.next(), project: project.id, question: question.name, name: TextModel.name, version: fitted.model.version, blob: blob,
                settings: ["seed": .int(Int64(bitPattern: seed))], report: stored, madeAt: store.now()))
        }
        return report
    }

    /// Suggests every ready item whose answer no person has given.
    private static func suggest(
        _ model: TextModel, _ question: Question, _ project: ProjectContext, _ workflows: Workflows, _ progress: JobProgress
    ) async throws -> Int {
        let store = workflows.store
        let total = try await store.read { try $0.items.count(of: project.id, .ready) }
        let counter = SuggestCounter()
        try await store.write { try $0.suggestions.retire(model: TextModel.name, question: question.name, in: project.id) }
        try await store.forEachBatch(of: project.id, .ready, size: 1000) { batch in
            let settled = try await store.read { try $0.settled.find(batch.map(\.id)) }
            let open = batch.filter { item in
                item.text != nil && !(settled[item.id] ?? []).contains { $0.question == question.name && Workflows.taught.contains($0.rule) }
            }
            let probabilities = model.predict(open.map { $0.text ?? "" })
            let width = model.labelNames.count
            let suggestions = open.indices.map { row in
                let best = TextModel.best(probabilities, row: row, labelCount: width)
                return Suggestion(
                    id: store.ids.next(), item: open[row].id, question: question.name, answer: .choice(model.labelNames[best]),
                    score: probabilities[row * width + best], probabilities: Array(probabilities[row * width..<(row + 1) * width]),
                    model: TextModel.name, version: model.version)
            }
            try await store.writeBulk { try $0.suggestions.replace(suggestions, in: project.id) }
            let done = counter.add(items: batch.count, suggestions: suggestions.count)
            try await progress.report(done: Int64(done), total: Int64(total))
        }
        return counter.suggestions
    }
}
