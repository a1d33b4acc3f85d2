import Records
import Storage

/// What becomes of an annotator's work: drafts overwritten by autosave, submissions as revisions, corrections.

public struct SubmitRequest: Codable, Sendable, Hashable {
    public var annotation: Annotation
    public var activeSeconds: Double
    /// The client's own name for this act; sent again, it changes nothing.
    public var idempotencyKey: String

    public init(annotation: Annotation, activeSeconds: Double, idempotencyKey: String) {
        self.annotation = annotation
        self.activeSeconds = activeSeconds
        self.idempotencyKey = idempotencyKey
    }
}

public struct DraftRequest: Codable, Sendable, Hashable {
    /// The counter last seen; 0 for the first save.
    public var counter: Int
    public var annotation: Annotation
    public var activeSeconds: Double

    public init(counter: Int, annotation: Annotation, activeSeconds: Double) {
        self.counter = counter
        self.annotation = annotation
        self.activeSeconds = activeSeconds
    }
}

public enum DraftOutcome: Sendable, Hashable {
    case saved(DraftSaved)
    /// Another tab saved since; the stored draft wins until the caller has seen it.
    case stale(WorkDraft)
}

extension Workflows {
    public func saveDraft(_ id: AssignmentID, as actor: Actor, _ request: DraftRequest) async throws -> DraftOutcome {
        let person = try Self.person(actor)
        let definitions = definitions
        return try await store.write { [store] connection in
            let assignment = try Self.assignment(id, of: person, actor, definitions, connection)
            guard assignment.state == .leased || assignment.state == .expired else { throw Self.notHeld(assignment.state) }
            let draft = Draft(
                assignment: id, counter: request.counter, annotation: request.annotation,
                activeSeconds: try Self.checkedSeconds(request.activeSeconds), savedAt: store.now())
            switch try connection.drafts.save(draft) {
            case .saved(let counter): return .saved(DraftSaved(counter: counter))
            case .stale(let current):
                return .stale(WorkDraft(counter: current.counter, annotation: current.annotation, activeSeconds: current.activeSeconds))
            }
        }
    }

    /// Makes the annotation a revision, settles what can be settled, and ends the assignment: all or nothing, on the
    /// disk before it returns. An annotation that breaks the definition is refused with findings and nothing is lost.
    public func submit(_ id: AssignmentID, as actor: Actor, _ request: SubmitRequest) async throws -> Submitted {
        let person = try Self.person(actor)
        guard (1...200).contains(request.idempotencyKey.utf8.count) else {
            throw WorkflowError(.badInput, "submit.key", "`idempotencyKey` must have 1 to 200 bytes")
        }
        let seconds = try Self.checkedSeconds(request.activeSeconds)
        let definitions = definitions
        let (submitted, slug) = try await store.write { [store] connection -> (Submitted, String) in
            guard let assignment = try connection.assignments.find(id), assignment.person == person else { throw Self.notHeld(nil) }
            let project = try definitions.project(assignment.project, as: actor, needs: .label, connection)
            let item = try Self.item(assignment.item, in: project, connection)
            try Self.check(request.annotation, project, item)
            let submission = Submission(
                assignment: id, person: person, annotation: request.annotation, activeSeconds: seconds,
                definitionVersion: project.version, key: request.idempotencyKey)
            switch try connection.assignments.submit(submission, revision: store.ids.next(), now: store.now()) {
            case .notHeld(let state): throw Self.notHeld(state)
            case .submitted(let revision, let number, let item, let isRepeat):
                if !isRepeat {
                    try Self.settle(item, in: project, store, connection)
                    try connection.audit.append(actor: actor.name, action: "annotation.submit", subject: "\(item)", details: ["revision": .string(revision.description)], at: store.now())
                }
                return (Submitted(revision: revision, number: number), project.slug)
            }
        }
        events.send("work", in: slug, ["person": .string(actor.name)])
        return submitted
    }

    /// A person's own earlier answer, changed: a new revision, the old one stays.
    public func correct(_ item: ItemID, in slug: String, as actor: Actor, annotation: Annotation, activeSeconds: Double = 0) async throws -> Submitted {
        let person = try Self.person(actor)
        let seconds = try Self.checkedSeconds(activeSeconds)
        let definitions = definitions
        return try await store.write { [store] connection in
            let project = try definitions.project(slug, as: actor, needs: .label, connection)
            let found = try Self.item(item, in: project, connection)
            guard try connection.revisions.current(of: item, stage: .label, author: person) != nil else {
                throw WorkflowError(.notFound, "correct.none", "you have not answered this item yet", hint: "take it through `next`")
            }
            try Self.check(annotation, project, found)
            let number = try connection.revisions.nextNumber(item: item, stage: .label, author: person)
            let revision = Revision(
                id: store.ids.next(), item: item, stage: .label, author: person, number: number, origin: .person, annotation: annotation,
                definitionVersion: project.version, activeSeconds: seconds, madeAt: store.now())
            try connection.revisions.insert(revision, in: project.id)
            try Self.settle(item, in: project, store, connection)
            try connection.audit.append(actor: actor.name, action: "annotation.correct", subject: "\(item)", details: ["revision": .string(revision.id.description)], at: store.now())
            return Submitted(revision: revision.id, number: number)
        }
    }

    private static func assignment(
        _ id: AssignmentID, of person: PersonID, _ actor: Actor, _ definitions: DefinitionCache, _ connection: any Connection
    ) throws -> Assignment {
        guard let assignment = try connection.assignments.find(id), assignment.person == person else { throw notHeld(nil) }
        _ = try definitions.project(assignment.project, as: actor, needs: .label, connection)
        return assignment
    }

    static func check(_ annotation: Annotation, _ project: ProjectContext, _ item: Item, isPartial: Bool = false) throws {
        let findings = AnnotationCheck.check(annotation, against: project.definition, item: item, isPartial: isPartial)
        guard !findings.contains(where: { $0.severity == .error }) else { throw WorkflowError.refused(findings, what: "annotation") }
    }

    static func checkedSeconds(_ seconds: Double) throws -> Double {
        guard seconds.isFinite, seconds >= 0, seconds < 86_400 else {
            throw WorkflowError(.badInput, "activeSeconds", "`activeSeconds` must lie between 0 and 86400, not \(seconds)")
        }
        return seconds
    }
}
