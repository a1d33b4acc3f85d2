import Records
import Workflows

/// Quality, models, versions, shipping and jobs, as the routes know them.
extension Workflows: QualityOperations {
    public func disagreements(as actor: Actor, in project: String, _ query: DisagreementQuery) async throws -> Payload {
        try await disagreements(
            of: project, as: actor, question: query.question, by: query.order, between: query.labels, limit: query.limit, after: query.after)
    }

    public func adjudicate(as actor: Actor, in project: String, _ item: ItemID, _ annotation: Annotation, note: String?) async throws -> Payload {
        try await adjudicate(item, in: project, as: actor, annotation: annotation, note: note)
    }

    public func reviews(as actor: Actor, in project: String, limit: Int, after: SlotID?) async throws -> Payload {
        try await reviews(of: project, as: actor, limit: limit, after: after)
    }

    public func judge(as actor: Actor, in project: String, _ revision: RevisionID, _ verdict: VerdictRequest) async throws -> Payload {
        try await judge(revision, in: project, as: actor, outcome: verdict.outcome, note: verdict.note, annotation: verdict.annotation)
    }

    public func agreement(as actor: Actor, in project: String, question: String?, measure: String?) async throws -> Payload {
        try await agreement(of: project, as: actor, question: question, measure: measure)
    }

    public func annotators(as actor: Actor, in project: String, question: String?) async throws -> Payload {
        try await annotators(of: project, as: actor, question: question)
    }

    public func agreementHistory(as actor: Actor, in project: String, question: String?, measure: String?, by period: HistoryPeriod) async throws -> Payload {
        try await agreementHistory(of: project, as: actor, question: question, measure: measure, by: period)
    }

    public func judgeSuspects(as actor: Actor, in project: String, question: String?, _ word: SuspectWord, _ suspects: [Suspect]) async throws -> Payload {
        try await judgeSuspects(suspects, in: project, as: actor, question: question, word: word)
    }

    public func undoSuspects(as actor: Actor, in project: String, revisions: [RevisionID], slots: [SlotID]) async throws -> Payload {
        try await undoSuspects(in: project, as: actor, revisions: revisions, slots: slots)
    }

    public func runConsensus(as actor: Actor, in project: String, method: String?, question: String?) async throws -> Payload {
        try await runConsensus(project, as: actor, method: method, question: question)
    }

    public func findLabelErrors(as actor: Actor, in project: String, question: String?, filter: String?, score: String?) async throws -> Payload {
        try await labelErrors(in: project, as: actor, question: question, filter: filter, score: score)
    }
}

extension Workflows: ModelOperations {
    public func suggest(as actor: Actor, in project: String, question: String?) async throws -> Payload {
        try await suggest(project, as: actor, question: question)
    }

    public func acceptSuggestions(as actor: Actor, in project: String, question: String?, above: Double) async throws -> Payload {
        try await acceptSuggestions(in: project, as: actor, question: question, above: above)
    }

    public func queue(
        as actor: Actor, in project: String, question: String?, strategy: String, budget: Int, randomShare: Double, seed: UInt64
    ) async throws -> Payload {
        try await queueUncertain(in: project, as: actor, question: question, strategy: strategy, budget: budget, randomShare: randomShare, seed: seed)
    }

    public func select(as actor: Actor, in project: String, question: String?, _ settings: SelectionSettings) async throws -> Payload {
        try await select(in: project, as: actor, question: question, settings)
    }

    public func stopping(as actor: Actor, in project: String, question: String?, planned: Int?) async throws -> Payload {
        try await stopping(of: project, as: actor, question: question, planned: planned)
    }
}

extension Workflows: VersionOperations {
    public func commit(as actor: Actor, in project: String, message: String) async throws -> Payload {
        try await commit(project, as: actor, message: message)
    }

    public func commits(as actor: Actor, in project: String) async throws -> Payload { try await commits(of: project, as: actor) }

    public func diff(as actor: Actor, in project: String, from: String?, to: String?, limit: Int, after: String?) async throws -> Payload {
        try await diff(project, as: actor, from: from, to: to, limit: limit, after: after)
    }

    public func restore(as actor: Actor, in project: String, commit: String) async throws -> Payload {
        try await restore(commit, in: project, as: actor)
    }
}

extension Workflows: ShippingOperations {
    /// Over HTTP files always go to the workspace's own folder of shipments, never to a path of the caller's.
    public func ship(
        as actor: Actor, in project: String, commit: String?, format: String, _ filter: ShipmentFilter, settledBy: Bool, preview: Bool, settings: JSONObject
    ) async throws -> Payload {
        try await ship(project, as: actor, commit: commit, format: format, to: nil, filter, settledBy: settledBy, preview: preview, settings: settings)
    }

    public func shipments(as actor: Actor, in project: String) async throws -> Payload { try await shipments(of: project, as: actor) }

    public func shippedFile(as actor: Actor, in project: String, shipment: String, name: String) async throws -> Download {
        Download(name: name, bytes: .file(path: try await shippedFile(try id(shipment), name, of: project, as: actor)))
    }

    /// Over HTTP an export goes below the workspace too.
    public func export(as actor: Actor, in project: String, format: String, _ filter: ShipmentFilter, preview: Bool, settings: JSONObject) async throws -> Payload {
        try await export(project, as: actor, format: format, to: nil, filter, preview: preview, settings: settings)
    }

    public func exportedFiles(as actor: Actor, in project: String, export: String) async throws -> Payload {
        try await exportedFiles(try id(export), of: project, as: actor)
    }

    public func exportedFile(as actor: Actor, in project: String, export: String, name: String) async throws -> Download {
        Download(name: name, bytes: .file(path: try await exportedFile(try id(export), name, of: project, as: actor)))
    }

    /// Over HTTP a dataset is files of an uploaded source, never a path of the caller's.
    public func importDataset(as actor: Actor, into project: String, _ request: ImportRequest) async throws -> Payload {
        try await importDataset(into: project, as: actor, path: nil, request)
    }
}

/// What is no id names nothing.
private func id<Kind>(_ text: String) throws -> EntityID<Kind> {
    guard let id = EntityID<Kind>(text) else { throw HTTPFailure.notFound }
    return id
}

extension Workflows: JobOperations {
    public func prepare(as actor: Actor, in project: String, steps: [String]?, dryRun: Bool) async throws -> Payload {
        try await prepare(project, as: actor, steps: steps, dryRun: dryRun)
    }

    public func augment(as actor: Actor, in project: String, _ request: AugmentRequest) async throws -> Payload {
        try await augment(project, as: actor, request)
    }

    /// One job per source; `job` is the first.
    public func collect(as actor: Actor, in project: String, source: String?) async throws -> Payload {
        let jobs = try await collect(project, as: actor, source: source).map { JSONValue.string($0.job.description) }
        return ["job": jobs.first ?? .null, "jobs": .array(jobs)] as JSONValue
    }

    public func jobs(as actor: Actor, in project: String, kind: String?, limit: Int, before: JobID?) async throws -> Payload {
        try await jobs(of: project, as: actor, kind: kind, limit: limit, before: before)
    }

    public func job(as actor: Actor, _ job: JobID) async throws -> Payload { try await self.job(job, as: actor) }

    public func cancelJob(as actor: Actor, _ job: JobID) async throws -> Payload {
        try await cancelJob(job, as: actor) as Void
        return try await self.job(job, as: actor)
    }
}

extension Workflows: Operations {}

extension Workflows: RuleOperations {
    public func weak(as actor: Actor, in project: String, draft: String?) async throws -> Payload {
        try await weak(of: project, as: actor, draft: draft)
    }

    public func setWeak(as actor: Actor, in project: String, yaml: String, expectedVersion: Int) async throws -> Payload {
        try await setWeak(of: project, as: actor, yaml: yaml, expectedVersion: expectedVersion)
    }

    public func applyWeak(as actor: Actor, in project: String) async throws -> Payload { try await applyWeak(project, as: actor) }
}
