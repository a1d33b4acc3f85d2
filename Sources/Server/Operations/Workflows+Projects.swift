import Records
import Workflows

/// Projects, items and the annotator's loop, as the routes know them.
extension Workflows: ProjectOperations {
    public func projects(as actor: Actor) async throws -> Payload {
        let list: ProjectList = try await projects(as: actor)
        return list
    }

    public func createProject(as actor: Actor, yaml: String) async throws -> Payload {
        try await createProject(as: actor, yaml: yaml, guidelines: nil, file: nil)
    }

    public func project(as actor: Actor, _ project: String) async throws -> Payload { try await self.project(project, as: actor) }
    public func definitionText(as actor: Actor, _ project: String) async throws -> String { try await definitionYAML(project, as: actor) }

    public func applyDefinition(as actor: Actor, yaml: String, expectedVersion: Int?, to project: String) async throws -> Payload {
        try await applyDefinition(as: actor, project: project, yaml: yaml, expectedVersion: expectedVersion)
    }

    public func overview(as actor: Actor, _ project: String) async throws -> Payload { try await overview(of: project, as: actor) }
}

extension Workflows: ItemOperations {
    public func items(as actor: Actor, in project: String, _ query: ItemQuery) async throws -> Payload {
        try await items(of: project, as: actor, query)
    }

    public func item(as actor: Actor, in project: String, _ item: ItemID) async throws -> Payload {
        try await self.item(item, of: project, as: actor)
    }

    public func findings(as actor: Actor, in project: String, _ query: FindingQuery) async throws -> Payload {
        try await findings(of: project, as: actor, severity: query.severity, code: query.code, limit: query.limit, after: query.after)
    }

    public func coverage(as actor: Actor, in project: String, question: String?) async throws -> Payload {
        try await coverage(of: project, as: actor, question: question)
    }

    public func runs(as actor: Actor, in project: String) async throws -> Payload { try await runs(of: project, as: actor) }
}

extension Workflows: DescriptionOperations {
    public func profile(as actor: Actor, in project: String) async throws -> Payload { try await profile(of: project, as: actor) }

    public func splits(as actor: Actor, in project: String, question: String?) async throws -> Payload {
        try await splits(of: project, as: actor, question: question)
    }

    public func bias(as actor: Actor, in project: String, by fields: [String], question: String?, reference: String?) async throws -> Payload {
        try await bias(of: project, as: actor, by: fields, question: question, reference: reference)
    }
}

extension Workflows: DuplicateOperations {
    public func duplicates(as actor: Actor, in project: String, _ standing: DuplicateStanding, limit: Int, after: ItemID?) async throws -> Payload {
        try await duplicates(of: project, as: actor, standing, limit: limit, after: after)
    }

    public func foreseeDuplicates(as actor: Actor, in project: String) async throws -> Payload { try await foreseeDuplicates(of: project, as: actor) }

    public func decideDuplicates(as actor: Actor, in project: String, _ groups: [ItemID], keep: DuplicateWord) async throws -> Payload {
        try await decideDuplicates(groups, in: project, as: actor, keep: keep)
    }

    public func decideAllDuplicates(as actor: Actor, in project: String, keep: DuplicateWord) async throws -> Payload {
        try await decideAllDuplicates(of: project, as: actor, keep: keep)
    }
}

extension Workflows: ScoreOperations {
    public func pictureScores(as actor: Actor, in project: String, check: String?, limit: Int, after: ItemID?) async throws -> Payload {
        try await pictureScores(of: project, as: actor, check: check, limit: limit, after: after)
    }

    public func setPictureCheck(as actor: Actor, in project: String, _ check: String, to value: Double, expectedVersion: Int) async throws -> Payload {
        try await setPictureCheck(check, of: project, as: actor, to: value, expectedVersion: expectedVersion)
    }
}

extension Workflows: PersonalDataOperations {
    public func personalData(as actor: Actor, in project: String, entity: String?, standing: PersonalDataWord?, limit: Int, after: PersonalPlaceID?) async throws -> Payload {
        try await personalData(of: project, as: actor, entity: entity, standing: standing, limit: limit, after: after)
    }

    public func decidePersonalData(as actor: Actor, in project: String, _ places: [PersonalPlaceID], _ word: PersonalDataWord, alike: Bool) async throws -> Payload {
        try await decidePersonalData(places, in: project, as: actor, word: word, alike: alike)
    }
}

extension Workflows: WorkOperations {
    public func nextWork(as actor: Actor, in project: String, count: Int, resume: Bool) async throws -> Payload {
        try await next(in: project, as: actor, count: count, resume: resume)
    }

    public func saveDraft(as actor: Actor, of assignment: AssignmentID, counter: Int, _ annotation: Annotation, activeSeconds: Double) async throws -> Payload {
        let request = DraftRequest(counter: counter, annotation: annotation, activeSeconds: activeSeconds)
        switch try await saveDraft(assignment, as: actor, request) {
        case .saved(let saved): return saved
        case .stale(let current): throw try HTTPFailure.staleDraft(current)
        }
    }

    public func heartbeat(as actor: Actor, _ assignment: AssignmentID) async throws -> Payload { try await heartbeat(assignment, as: actor) }

    public func submit(as actor: Actor, _ assignment: AssignmentID, _ annotation: Annotation, activeSeconds: Double, idempotencyKey: String) async throws -> Payload {
        try await submit(assignment, as: actor, SubmitRequest(annotation: annotation, activeSeconds: activeSeconds, idempotencyKey: idempotencyKey))
    }

    public func skip(as actor: Actor, _ assignment: AssignmentID, reason: String) async throws { try await skip(assignment, as: actor, reason: reason) }
    public func release(as actor: Actor, _ assignment: AssignmentID) async throws { try await release(assignment, as: actor) }

    public func correct(as actor: Actor, in project: String, _ item: ItemID, _ annotation: Annotation, activeSeconds: Double) async throws -> Payload {
        try await correct(item, in: project, as: actor, annotation: annotation, activeSeconds: activeSeconds)
    }
}

extension Workflows: EventOperations {
    public func events(in project: String) -> AsyncStream<EventHub.Event> { events.events(in: project) }
}

extension Workflows: CatalogOperations {
    public func catalogs() async throws -> Payload { Catalogs.all }
    public func licences(for use: TaskDefinition.Use) async throws -> Payload { ["licences": Catalogs.licences(for: use)] }
}
