import Formats
import Records
import Storage

/// What an annotator does to get work: ask for the next items, keep hold of them, give them back.

extension Workflows {
    /// `remaining` is counted no further than this: counting is the only part of `next` that grows with what is open.
    static let remainingCounted = 100

    /// Leases up to `count` items and gives all an editor needs to show them. With `resume` what the person still holds
    /// comes first, with its drafts, so that a reloaded page goes on where it stood.
    public func next(in slug: String, as actor: Actor, count: Int = 1, resume: Bool = false) async throws -> NextWork {
        let person = try Self.person(actor)
        guard (1...20).contains(count) else {
            throw WorkflowError(.badInput, "next.count", "between 1 and 20 items can be taken at once, not \(count)")
        }
        let definitions = definitions
        // A lease lost at a power cut is harmless, so nobody waits for the disk.
        let (project, leased) = try await store.write(.relaxed) { [store] connection in
            let project = try definitions.project(slug, as: actor, needs: .label, connection)
            let seconds = project.definition.labelling.leaseMinutes * 60
            let held = resume ? try Self.held(by: person, in: project.id, at: store.now(), leaseSeconds: seconds, connection) : []
            guard held.count < count else { return (project, held) }
            let fresh = try connection.slots.next(
                of: project.id, stage: .label, for: person, count: count - held.count, now: store.now(), leaseSeconds: seconds, ids: store.ids)
            return (project, held + fresh)
        }
        return try await store.read { connection in
            NextWork(
                assignments: try Self.shown(leased, Exposure(of: project, to: actor), connection),
                remaining: try connection.slots.countOpen(of: project.id, stage: .label, limit: Self.remainingCounted))
        }
    }

    /// What a person still holds, its leases lengthened, oldest first.
    private static func held(
        by person: PersonID, in project: ProjectID, at now: Timestamp, leaseSeconds: Double, _ connection: any Connection
    ) throws -> [Assignment] {
        try connection.assignments.leased(by: person, in: project).compactMap {
            try connection.assignments.extend($0.id, by: person, now: now, leaseSeconds: leaseSeconds)
        }
    }

    /// Assignments with their items as far as they may be seen, drafts and suggestions, in the order given.
    static func shown(_ assignments: [Assignment], _ exposure: Exposure, _ connection: any Connection) throws -> [WorkAssignment] {
        let ids = assignments.map(\.item)
        let items = Dictionary(uniqueKeysWithValues: try exposure.of(connection.items.find(ids), connection).map { ($0.id, $0) })
        let suggestions = try connection.suggestions.open(of: ids)
        return try assignments.compactMap { assignment in
            guard let item = items[assignment.item] else { return nil }
            let draft = try connection.drafts.find(assignment.id)
            return WorkAssignment(
                assignment: assignment.id,
                item: WorkItem(id: item.id, key: item.key, fields: item.fields, blobs: item.blobs, metadata: seen(item.metadata)),
                expiresAt: assignment.expiresAt,
                draft: draft.map { WorkDraft(counter: $0.counter, annotation: $0.annotation, activeSeconds: $0.activeSeconds) },
                suggestions: (suggestions[item.id] ?? []).map { WorkSuggestion(id: $0.id, question: $0.question, answer: $0.answer, score: $0.score) })
        }
    }

    /// Metadata as annotators may see it: without what an annotation file said, which gives imported answers away.
    private static func seen(_ metadata: JSONObject) -> JSONObject {
        var seen = metadata
        for member in FormatCatalog.metadataMembers { seen[member] = nil }
        return seen
    }

    /// Work needs somebody whose work it is.
    static func person(_ actor: Actor) throws -> PersonID {
        guard let person = actor.person else { throw nobody }
        return person
    }

    public func heartbeat(_ id: AssignmentID, as actor: Actor) async throws -> LeaseExtended {
        let person = try Self.person(actor)
        let definitions = definitions
        let extended = try await store.write(.relaxed) { [store] connection -> Assignment? in
            guard let assignment = try connection.assignments.find(id), assignment.person == person else { throw Self.notHeld(nil) }
            let project = try definitions.project(assignment.project, as: actor, needs: .label, connection)
            return try connection.assignments.extend(id, by: person, now: store.now(), leaseSeconds: project.definition.labelling.leaseMinutes * 60)
        }
        guard let extended else { throw Self.notHeld(.expired) }
        return LeaseExtended(expiresAt: extended.expiresAt)
    }

    public func skip(_ id: AssignmentID, as actor: Actor, reason: String) async throws {
        let person = try Self.person(actor)
        let reason = String(reason.prefix(500))
        guard !reason.allSatisfy(\.isWhitespace) else { throw WorkflowError(.badInput, "skip.reason", "skipping needs a reason") }
        try await giveBack(id, as: actor) { connection, now in
            try connection.assignments.skip(id, by: person, reason: reason, now: now)
        }
    }

    public func release(_ id: AssignmentID, as actor: Actor) async throws {
        let person = try Self.person(actor)
        try await giveBack(id, as: actor) { connection, now in
            try connection.assignments.release(id, by: person, now: now)
        }
    }

    private func giveBack(_ id: AssignmentID, as actor: Actor, _ body: @escaping @Sendable (any Connection, Timestamp) throws -> Bool) async throws {
        let definitions = definitions
        try await store.write { [store] connection in
            guard let assignment = try connection.assignments.find(id), assignment.person == actor.person else { throw Self.notHeld(nil) }
            let project = try definitions.project(assignment.project, as: actor, needs: .label, connection)
            guard try body(connection, store.now()) else { throw Self.notHeld(assignment.state) }
            // The policy may have come to want fewer places while this one was held.
            if let item = try connection.items.find(assignment.item) { try Self.planSlots(of: [item], in: project, store, connection) }
        }
    }

    /// Somebody else's assignment and none at all look the same.
    static func notHeld(_ state: Assignment.State?) -> WorkflowError {
        switch state {
        case nil: .unknown("assignment", "of that id")
        case .submitted: WorkflowError(.conflict, "assignment.submitted", "this item was submitted already", hint: "correct it in your history")
        case .skipped: WorkflowError(.conflict, "assignment.skipped", "this item was skipped")
        default: WorkflowError(.conflict, "assignment.expired", "the lease of this item ran out and somebody else has it now", hint: "take the next item; your draft is kept")
        }
    }

    /// The project an assignment belongs to, for skins that check permission by route.
    public func projectID(ofAssignment id: AssignmentID) async throws -> ProjectID? {
        try await store.read { try $0.assignments.find(id)?.project }
    }
}
