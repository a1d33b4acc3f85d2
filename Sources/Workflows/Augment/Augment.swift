import Augmenting
import Records
import Storage

/// Making more pictures out of the labelled ones: new items with answers that follow, in their parents' split and under
/// their parents' licence. The same recipe and seed over the same answers make nothing twice.

/// What of the declared recipe a caller wants otherwise this once.
public struct AugmentRequest: Codable, Sendable, Hashable {
    /// New pictures of each picture.
    public var copies: Int?
    public var seed: UInt64?
    /// Items without a split are augmented too, at the risk that a later split puts their parents among those that judge.
    public var withoutSplit: Bool?

    public init(copies: Int? = nil, seed: UInt64? = nil, withoutSplit: Bool? = nil) {
        self.copies = copies
        self.seed = seed
        self.withoutSplit = withoutSplit
    }
}

extension Workflows {
    public func augment(_ slug: String, as actor: Actor, _ request: AugmentRequest = AugmentRequest()) async throws -> JobStarted {
        let project = try await project(slug, as: actor, needs: .manageProject)
        guard var declared = project.definition.augment else {
            throw WorkflowError(.badInput, "augment.none", "project `\(slug)` declares no `augment:`", hint: "add for example `augment: {copies: 2, seed: 7, steps: [{operation: flip-horizontal, chance: 0.5}]}`; `winnow list augmentations` shows the operations")
        }
        declared.copies = request.copies ?? declared.copies
        declared.seed = request.seed ?? declared.seed
        guard (1...1000).contains(declared.copies) else { throw WorkflowError(.badInput, "augment.copies", "`copies` is from 1 to 1000, not `\(declared.copies)`") }
        let takesUnsplit = request.withoutSplit ?? false
        let hasSplit = try await store.read { try !$0.items.countsBySplit(of: project.id).isEmpty }
        guard hasSplit || takesUnsplit else {
            throw WorkflowError(
                .unprocessable, "augment.no-split", "no item of `\(slug)` has a split yet, so copies of test items could end up in training",
                hint: "declare `splits:` and run `winnow prepare`, or say `--without-split`")
        }
        var settings = try JSONValue(encoding: declared).object ?? [:]
        settings["without-split"] = .bool(takesUnsplit)
        return JobStarted(job: try await queueJob(AugmentJob.self, project: project, settings: settings, as: actor).id)
    }
}

enum AugmentJob: JobKind {
    static let name = "augment"
    static let summary = "Make more pictures out of the labelled ones, with answers that follow"

    static func run(_ job: Job, in workflows: Workflows, _ progress: JobProgress) async throws -> JSONObject {
        let system = Actor(person: nil, name: "system", isOwner: true)
        let project = try await workflows.project(progress.slug, as: system, needs: .manageProject)
        let declared = try JSONValue.object(job.settings).decode(AugmentDeclaration.self)
        let store = workflows.store
        let run = Run(id: RunID(raw: job.id.raw), project: project.id, step: name, seed: declared.seed, startedAt: store.now())
        try await store.write { connection in
            if try connection.runs.find(run.id) == nil { try connection.runs.insert(run) }
            _ = try connection.findings.remove(of: project.id, ofStep: name)
        }
        let work = try AugmentWork(project: project, store: store, runID: run.id, declared: declared, takesUnsplit: job.settings["without-split"]?.bool ?? false)
        let report = try await work.run(progress)
        try await store.write { try $0.runs.finish(run.id, .done, report: report, at: store.now()) }
        return report
    }
}
