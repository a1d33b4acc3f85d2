import Foundation
import Kernels
import Records
import Storage
import Suggesting

/// What labelling rules do to the items of a project: those of its definition, or a draft that is stored nowhere.
public struct WeakOfProject: Codable, Sendable, Hashable {
    public var question: String
    /// The members of `weak:` as they were asked; empty where none are declared.
    public var yaml: String
    /// Of the definition: what a change is made against.
    public var version: Int
    /// Items the rules were asked of, at most `Workflows.weakItems`, and all that are ready.
    public var items: Int
    public var ready: Int
    /// nil without rules.
    public var report: WeakReport?
    public var findings: [Finding]
}

extension Workflows {
    /// Rules are tried on the first so many ready items, so that an answer comes while somebody waits.
    public static let weakItems = 50_000

    /// The declared rules, or a draft of them: coverage, overlap, conflict, accuracy on what people answered, and examples.
    public func weak(of slug: String, as actor: Actor, draft: String? = nil) async throws -> WeakOfProject {
        let project = try await project(slug, as: actor, needs: .manageProject)
        let ready = try await store.read { try $0.items.count(of: project.id, .ready) }
        let stored = WeakText.section(of: try await definitionYAML(slug, as: actor), project.definition)
        guard let declared = draft ?? stored else {
            return WeakOfProject(question: try Self.learnable(nil, of: project).name, yaml: "", version: project.version, items: 0, ready: ready, report: nil, findings: [])
        }
        let rules = try await DeclaredRules(yaml: declared, project, self)
        var findings = FileFindings(rules.findings)
        var run = try WeakRun(rules, project, most: Self.weakItems)
        try await run.read(self, &findings)
        guard run.items.count > 0 else {
            return WeakOfProject(question: rules.question.name, yaml: declared, version: project.version, items: 0, ready: ready, report: nil, findings: findings.kept)
        }
        let weighed = try run.weighed(&findings)
        var (report, conflicts) = try weighed.report(run.pass.examples, queue: max(rules.settings.queue, 10))
        report.findings(weighed.votes).forEach { findings.add($0) }
        report.queue = try await queue(conflicts, weighed, run.items)
        try Exposure(of: project, to: actor).mask(&report)
        return WeakOfProject(
            question: rules.question.name, yaml: declared, version: project.version, items: run.items.count, ready: ready, report: report, findings: findings.kept)
    }

    /// Writes rules into the definition as a new version; the rest of its text stays as it was written.
    public func setWeak(of slug: String, as actor: Actor, yaml: String, expectedVersion: Int) async throws -> DefinitionApplied {
        let project = try await project(slug, as: actor, needs: .manageProject)
        _ = try await DeclaredRules(yaml: yaml, project, self)
        guard let changed = WeakText.writing(yaml, into: try await definitionYAML(slug, as: actor)) else {
            throw WorkflowError(.unprocessable, "definition.by-hand", "these rules cannot be written into this definition", hint: "write them under `weak:` in Settings")
        }
        return try await applyDefinition(as: actor, project: slug, yaml: changed, expectedVersion: expectedVersion)
    }

    private func queue(_ conflicts: [TopK.Entry], _ weighed: WeighedRules, _ items: [ItemID]) async throws -> [WeakReport.Conflict] {
        let found = try await store.read { connection in
            Dictionary(uniqueKeysWithValues: try connection.items.find(conflicts.map { items[$0.index] }).map { ($0.id, $0) })
        }
        return try conflicts.map { entry in
            let item = found[items[entry.index]]
            let answer = try weighed.answers(entry.index..<entry.index + 1)[0]
            return weighed.conflict(entry, place: item?.key ?? "", text: item?.text ?? "", answer, item: items[entry.index])
        }
    }
}

extension Exposure {
    func mask(_ report: inout WeakReport) {
        func masked(_ examples: [WeakReport.Example]) -> [WeakReport.Example] {
            examples.map { example in
                var example = example
                example.text = of(example.text)
                return example
            }
        }
        for rule in report.rules.indices {
            report.rules[rule].fired = masked(report.rules[rule].fired)
            report.rules[rule].conflicting = masked(report.rules[rule].conflicting)
            report.rules[rule].wrong = masked(report.rules[rule].wrong)
        }
        for row in report.queue.indices { report.queue[row].text = of(report.queue[row].text) }
    }
}

/// The rules of a project made ready: texts, patterns and expressions only; no file and no program.
struct DeclaredRules: Sendable {
    let question: Question
    let settings: WeakSettings
    let rules: [LabellingRule]
    let field: String
    let findings: [Finding]
    let model: TextModel?

    /// - Parameter yaml: the members of `weak:` at the outermost level.
    init(yaml: String, _ project: ProjectContext, _ workflows: Workflows) async throws {
        let named = RuleFileParser.parse(yaml: yaml, file: nil).rules?.question
        question = try Workflows.learnable(named, of: project)
        let (declared, rules, findings) = try WeakFiles.parsed(yaml, file: nil, labels: question.labelNames)
        var settings = WeakSettings()
        try settings.take(declared)
        try settings.check()
        (self.settings, self.rules, self.findings, field) = (settings, rules, findings, declared.field ?? "text")
        model = rules.contains { $0.kind == .model } ? try await Self.model(of: question, project, workflows) : nil
        // What needs a file or a program is refused before anything is read.
        _ = try prepared()
    }

    func prepared() throws -> PreparedRules { try PreparedRules(rules, labels: question.labelNames, field: field, .textsOnly(model: model)) }

    private static func model(of question: Question, _ project: ProjectContext, _ workflows: Workflows) async throws -> TextModel? {
        let store = workflows.store
        let stored = try await store.read { try $0.models.latest(of: project.id, question: question.name, name: TextModel.name) }
        guard let blob = stored?.blob else { return nil }
        return try TextModel(data: try await store.blobs.offloaded { try $0.read(blob) })
    }
}

/// A pass of a project's rules over its ready items.
struct WeakRun {
    private(set) var pass: WeakPass
    /// In the order of the votes.
    private(set) var items: [ItemID] = []
    /// Items people have answered.
    private(set) var answered: Set<ItemID> = []
    private let rules: DeclaredRules
    private let project: ProjectContext
    private let most: Int
    private let threads = ProcessInfo.processInfo.activeProcessorCount
    static let knownField = "\u{0}known"

    init(_ rules: DeclaredRules, _ project: ProjectContext, most: Int) throws {
        (self.rules, self.project, self.most) = (rules, project, most)
        pass = try WeakPass(try rules.prepared(), known: Self.knownField, isOpen: false, file: project.definition.project, examples: 3, threads: threads)
    }

    mutating func read(_ workflows: Workflows, _ findings: inout FileFindings) async throws {
        let (store, id, name) = (workflows.store, project.id, rules.question.name)
        var after: ItemID?
        while items.count < most {
            let (start, limit) = (after, min(2000, most - items.count))
            let (batch, answers) = try await store.read { connection in
                let batch = try connection.items.page(of: id, .ready, after: start, limit: limit)
                return (batch, try connection.settled.find(batch.map(\.id)))
            }
            guard let last = batch.last else { break }
            for item in batch {
                var fields = item.fields
                if let answer = (answers[item.id] ?? []).first(where: { $0.question == name && Workflows.taught.contains($0.rule) }) {
                    answered.insert(item.id)
                    if case .choice(let label) = answer.answer { fields[Self.knownField] = .string(label) }
                }
                items.append(item.id)
                try pass.add(.init(fields: fields, line: items.count, place: item.key), &findings)
            }
            after = last.id
        }
        if !items.isEmpty { try pass.end(&findings) }
    }

    func weighed(_ findings: inout FileFindings) throws -> WeighedRules {
        try WeighedRules(pass, rules.rules, rules.settings, &findings, threads: threads)
    }
}
