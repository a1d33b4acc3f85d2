import Foundation
import Kernels
import Records
import Storage
import Suggesting

/// Suggesting by the rules of the definition: labels with their probabilities, and the strongest conflicts asked of people first.

extension Workflows {
    public func applyWeak(_ slug: String, as actor: Actor) async throws -> JobStarted {
        let project = try await project(slug, as: actor, needs: .manageProject)
        guard let yaml = WeakText.section(of: try await definitionYAML(slug, as: actor), project.definition) else { throw Self.noRules }
        _ = try await DeclaredRules(yaml: yaml, project, self)
        return JobStarted(job: try await queueJob(WeakJob.self, project: project, settings: [:], as: actor).id)
    }

    static let noRules = WorkflowError(.badInput, "weak.none", "the definition declares no rules", hint: "write them under `weak:`, or on the page Rules")
}

enum WeakJob: JobKind {
    static let name = "weak"
    static let summary = "Suggest labels by the rules of the definition"
    /// What suggestions name as their model; their version is a hash of the rules and of how they were settled.
    static let model = "rules"

    static func run(_ job: Job, in workflows: Workflows, _ progress: JobProgress) async throws -> JSONObject {
        let system = Actor(person: nil, name: "system", isOwner: true)
        let project = try await workflows.project(progress.slug, as: system, needs: .manageProject)
        guard let yaml = WeakText.section(of: try await workflows.definitionYAML(progress.slug, as: system), project.definition) else { throw Workflows.noRules }
        let rules = try await DeclaredRules(yaml: yaml, project, workflows)
        var findings = FileFindings()
        var run = try WeakRun(rules, project, most: .max)
        try await run.read(workflows, &findings)
        guard !run.items.isEmpty else { throw WorkflowError(.badInput, "weak.no-items", "no item is ready") }
        let weighed = try run.weighed(&findings)
        var (report, _) = try weighed.report(run.pass.examples, queue: 0)
        for rule in report.rules.indices { (report.rules[rule].fired, report.rules[rule].conflicting, report.rules[rule].wrong) = ([], [], []) }
        report.findings(weighed.votes).forEach { findings.add($0) }
        let version = version(of: rules)
        let suggested = try await suggest(weighed, run, rules.question, project, workflows, version, progress)
        let queued = try await queue(weighed, run, rules, project, workflows)
        var result = try JSONValue(encoding: report).object ?? [:]
        result["version"] = .string(version)
        result["suggested"] = .int(Int64(suggested))
        result["queued"] = .int(Int64(queued))
        result["findings"] = try JSONValue(encoding: findings.kept)
        return result
    }

    private static func version(of rules: DeclaredRules) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let parts = (try? encoder.encode(rules.rules)).map { Array($0) } ?? []
        let how = "\(rules.settings.method) \(rules.settings.balance) \(rules.field) \(rules.model?.version ?? "")"
        let hash = Hash64.of(parts + Array(how.utf8))
        return String(hash, radix: 16)
    }

    /// Every ready item that no person has answered and rules give a label.
    private static func suggest(
        _ weighed: WeighedRules, _ run: WeakRun, _ question: Question, _ project: ProjectContext, _ workflows: Workflows, _ version: String, _ progress: JobProgress
    ) async throws -> Int {
        let store = workflows.store
        try await store.write { try $0.suggestions.retire(model: model, question: question.name, in: project.id) }
        var suggested = 0
        for start in stride(from: 0, to: run.items.count, by: 1000) {
            let places = start..<min(start + 1000, run.items.count)
            let answers = try weighed.answers(places)
            let suggestions = places.compactMap { place -> Suggestion? in
                let (item, answer) = (run.items[place], answers[place - start])
                guard let label = answer.label, !run.answered.contains(item) else { return nil }
                return Suggestion(
                    id: store.ids.next(), item: item, question: question.name, answer: .choice(weighed.labels[label]), score: answer.confidence ?? 0,
                    probabilities: Array(answer.probabilities), model: model, version: version)
            }
            try await store.writeBulk { try $0.suggestions.replace(suggestions, in: project.id) }
            suggested += suggestions.count
            try await progress.report(done: Int64(places.upperBound), total: Int64(run.items.count))
        }
        return suggested
    }

    /// The strongest conflicts among items no person has answered come first.
    private static func queue(_ weighed: WeighedRules, _ run: WeakRun, _ rules: DeclaredRules, _ project: ProjectContext, _ workflows: Workflows) async throws -> Int {
        guard rules.settings.queue > 0 else { return 0 }
        let judge = RuleConflict(weights: weighed.settled.learnt, classCount: weighed.labels.count, exponents: weighed.settled.says)
        var strongest = TopK(rules.settings.queue)
        for (place, item) in run.items.enumerated() where !run.answered.contains(item) {
            let strength = judge.strength(weighed.votes, place)
            if strength > 0 { strongest.add(place, strength) }
        }
        let chosen = strongest.sorted.map { run.items[$0.index] }
        let store = workflows.store
        try await store.write { connection in
            try connection.slots.ensure(chosen, of: project.id, stage: .label, overlap: project.firstSlots, ids: store.ids)
            try connection.slots.prioritise(chosen, band: -1, of: project.id, stage: .label)
        }
        return chosen.count
    }
}
