import Foundation
import Records
import Storage

/// A project's recipe: collect, prepare, consensus, augment, ship; executing what is out of date and nothing else.
///
/// Each step's inputs have a fingerprint, kept in the report of the run that read them. A step is out of date when the
/// fingerprint of its inputs is not that of its last finished run.

/// What the skin does for a step: runs its job with progress, tells of steps as they end.
public struct RecipeHandlers: Sendable {
    public var perform: @Sendable (_ job: JobStarted, _ step: RecipeStep) async throws -> Job
    public var tell: @Sendable (RecipeStep) -> Void

    public init(perform: @escaping @Sendable (JobStarted, RecipeStep) async throws -> Job, tell: @escaping @Sendable (RecipeStep) -> Void) {
        self.perform = perform
        self.tell = tell
    }
}

extension Workflows {
    /// What `runRecipe` would do, and why; nothing is changed.
    public func planRecipe(of slug: String, as actor: Actor) async throws -> RecipeReport {
        try await Recipe(slug, as: actor, in: self, handlers: nil).carryOut()
    }

    public func runRecipe(of slug: String, as actor: Actor, _ handlers: RecipeHandlers) async throws -> RecipeReport {
        try await Recipe(slug, as: actor, in: self, handlers: handlers).carryOut()
    }

    /// The most severe finding of runs since a job began, or of all; nil when nothing was found.
    public func worstFinding(of slug: String, since job: JobID? = nil, as actor: Actor) async throws -> Finding.Severity? {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            guard let job else { return try connection.findings.counts(of: project.id).map(\.severity).max() }
            // A run has the id of its job or one made after it.
            let runs = try connection.runs.page(of: project.id, limit: 1000).filter { $0.id.raw >= job.raw }
            return try [Finding.Severity.error, .warning, .note].first { severity in
                try runs.contains { try !connection.findings.page(of: project.id, severity: severity, run: $0.id, limit: 1).isEmpty }
            }
        }
    }
}

/// One pass over the steps, in order; without handlers it only says what it would do.
private struct Recipe: Sendable {
    static let inputsKey = "inputs"

    let workflows: Workflows
    let actor: Actor
    let project: ProjectContext
    let inputs: RecipeInputs
    let handlers: RecipeHandlers?

    init(_ slug: String, as actor: Actor, in workflows: Workflows, handlers: RecipeHandlers?) async throws {
        self.workflows = workflows
        self.actor = actor
        self.handlers = handlers
        project = try await workflows.project(slug, as: actor, needs: .manageProject)
        inputs = RecipeInputs(workflows: workflows, project: project, folder: try await workflows.folder(of: project.id))
    }

    func carryOut() async throws -> RecipeReport {
        var steps: [RecipeStep] = []
        for declaration in project.definition.sources { steps.append(try await collect(declaration)) }
        steps += try await prepare(after: steps)
        for question in project.definition.questions where Workflows.settings(of: question, in: project.definition) != nil {
            steps.append(try await consensus(question))
        }
        if let declared = project.definition.augment { steps.append(try await augment(declared, after: steps)) }
        for target in project.definition.ship { steps.append(try await ship(target)) }
        return RecipeReport(project: project.slug, version: project.version, steps: steps)
    }

    // MARK: Collect

    private func collect(_ declaration: SourceDeclaration) async throws -> RecipeStep {
        let print = try inputs.source(declaration)
        let last = try await lastRun("collect", source: declaration.name)
        var step = RecipeStep(kind: .collect, name: declaration.name, state: .outOfDate, reason: "")
        if last?.report[Self.inputsKey]?.string == print { return told(&step, .upToDate, "its file and settings are as they were") }
        step.reason = switch last {
        case nil: "it was never collected"
        case let run? where run.report[Self.inputsKey] == nil: "it was collected without this command, which did not note what it read"
        default: "its file or its settings changed"
        }
        guard let handlers else { return told(&step, .outOfDate, step.reason) }
        for job in try await workflows.collect(project.slug, as: actor, source: declaration.name) {
            let ended = try await handlers.perform(job, step)
            step.report = ended.report
        }
        try await note(print, onRunOf: "collect", source: declaration.name)
        return told(&step, .done, step.reason)
    }

    // MARK: Prepare

    private func prepare(after collected: [RecipeStep]) async throws -> [RecipeStep] {
        let declared = PrepareJob.declared(project.definition)
        let items = try await inputs.items()
        let isEmpty = try await workflows.store.read { [project] in try $0.items.count(of: project.id, .ready) } == 0
        let isOpen = collected.contains { $0.state == .outOfDate }
        var before: [String] = []
        var steps: [RecipeStep] = []
        for declaration in declared {
            let print = try inputs.step(declaration, items: items, before: before)
            before.append(print)
            let last = try await lastRun(declaration.step)
            var step = RecipeStep(kind: .prepare, name: declaration.step, state: .outOfDate, reason: "")
            if isEmpty, !isOpen {
                steps.append(told(&step, .waiting, "there are no items"))
            } else if last?.report[Self.inputsKey]?.string == print {
                steps.append(isOpen ? told(&step, .depends, "if collecting changes the items") : told(&step, .upToDate, "items and settings are as they were"))
            } else {
                steps.append(try await prepare(declaration, print, &step, last))
            }
        }
        return steps
    }

    private func prepare(_ declaration: StepDeclaration, _ print: String, _ step: inout RecipeStep, _ last: Run?) async throws -> RecipeStep {
        step.reason = switch last {
        case nil: "it never ran"
        case let run? where run.report[Self.inputsKey] == nil: "it ran without this command, which did not note what it read"
        default: "the items, its settings or a step before it changed"
        }
        guard let handlers else { return told(&step, .outOfDate, step.reason) }
        let ended = try await handlers.perform(workflows.prepare(project.slug, as: actor, steps: [declaration.step]), step)
        step.report = ended.report[declaration.step]?.object
        try await note(print, onRunOf: declaration.step)
        return told(&step, .done, step.reason)
    }

    // MARK: Consensus

    private func consensus(_ question: Question) async throws -> RecipeStep {
        var step = RecipeStep(kind: .consensus, name: question.name, state: .outOfDate, reason: "")
        guard let print = try await inputs.consensus(question) else { return told(&step, .waiting, "nobody has answered yet") }
        let last = try await lastRun(Self.name(question))
        if last?.report[Self.inputsKey]?.string == print { return told(&step, .upToDate, "answers and settings are as they were") }
        step.reason = last == nil ? "it never ran" : "answers or settings changed"
        guard handlers != nil else { return told(&step, .outOfDate, step.reason) }
        let store = workflows.store
        let run = Run(id: store.ids.next(), project: project.id, step: Self.name(question), startedAt: store.now())
        let report = try await workflows.runConsensus(project.slug, as: actor, question: question.name)
        var counts: JSONObject = ["settled": .int(Int64(report.settled)), "open": .int(Int64(report.open)), "method": .string(report.method)]
        step.report = counts
        counts[Self.inputsKey] = .string(print)
        let noted = counts
        try await store.write { connection in
            try connection.runs.insert(run)
            try connection.runs.finish(run.id, .done, report: noted, at: store.now())
        }
        return told(&step, .done, step.reason)
    }

    private static func name(_ question: Question) -> String { "consensus:\(question.name)" }

    // MARK: Augment

    private func augment(_ declared: AugmentDeclaration, after steps: [RecipeStep]) async throws -> RecipeStep {
        var step = RecipeStep(kind: .augment, name: AugmentJob.name, state: .outOfDate, reason: "")
        guard let print = try await inputs.augment(declared) else {
            return told(&step, .waiting, "no item of the split\(declared.splits.count == 1 ? "" : "s") \(declared.splits.joined(separator: ", ")) is settled")
        }
        let last = try await lastRun(AugmentJob.name)
        if last?.report[Self.inputsKey]?.string == print {
            let isOpen = steps.contains { $0.state == .outOfDate }
            return isOpen ? told(&step, .depends, "if the steps before it change the items or their answers") : told(&step, .upToDate, "items, answers and recipe are as they were")
        }
        step.reason = switch last {
        case nil: "it never ran"
        case let run? where run.report[Self.inputsKey] == nil: "it ran without this command, which did not note what it read"
        default: "items, answers or the recipe changed"
        }
        guard let handlers else { return told(&step, .outOfDate, step.reason) }
        step.report = try await handlers.perform(workflows.augment(project.slug, as: actor), step).report
        try await note(print, onRunOf: AugmentJob.name)
        return told(&step, .done, step.reason)
    }

    // MARK: Ship

    /// Only the newest commit is shipped: what is not committed is nobody's yet, and a commit is a person's decision.
    private func ship(_ target: ShipDeclaration) async throws -> RecipeStep {
        var step = RecipeStep(kind: .ship, name: target.to, state: .outOfDate, reason: "")
        let folder = URL(fileURLWithPath: target.to, relativeTo: URL(fileURLWithPath: inputs.folder, isDirectory: true)).standardizedFileURL.path
        let (head, shipments) = try await workflows.store.read { [project] connection in
            (try connection.commits.head(of: project.id), try connection.shipments.all(of: project.id))
        }
        guard let head else { return told(&step, .waiting, "there is no commit yet; `winnow commit -m WHY` makes one") }
        let last = shipments.first { $0.settings["to"]?.string == folder }
        let isSame = last?.format == target.format && last?.settings["settings"]?.object ?? [:] == target.settings
        let isThere = FileManager.default.fileExists(atPath: folder)
        if let last, last.commit == head, isSame, isThere { return told(&step, .upToDate, "it holds the newest commit, \(head.prefix(12))") }
        step.reason = last == nil ? "it was never shipped" : !isThere ? "the folder is gone" : isSame ? "there is a newer commit, \(head.prefix(12))" : "its settings changed"
        guard let handlers else { return told(&step, .outOfDate, step.reason) }
        let job = try await workflows.ship(project.slug, as: actor, commit: head, format: target.format, to: folder, settings: target.settings)
        step.report = try await handlers.perform(job, step).report
        return told(&step, .done, step.reason)
    }

    // MARK: Runs

    private func told(_ step: inout RecipeStep, _ state: RecipeStep.State, _ reason: String) -> RecipeStep {
        step.state = state
        step.reason = reason
        handlers?.tell(step)
        return step
    }

    private func lastRun(_ step: String, source name: String? = nil) async throws -> Run? {
        try await workflows.store.read { [project] connection in
            guard let name else { return try connection.runs.latest(of: project.id, step: step) }
            guard let source = try connection.sources.find(project: project.id, name: name) else { return nil }
            return try connection.runs.latest(of: project.id, step: step, source: source.id)
        }
    }

    /// Keeps what the run just ended has read.
    private func note(_ print: String, onRunOf step: String, source name: String? = nil) async throws {
        guard let run = try await lastRun(step, source: name) else { return }
        var report = run.report
        report[Self.inputsKey] = .string(print)
        let noted = report
        let store = workflows.store
        try await store.write { try $0.runs.finish(run.id, .done, report: noted, at: run.endedAt ?? store.now()) }
    }
}
