import Records
import Storage

/// The word that ends a disagreement.

public struct Adjudicated: Codable, Sendable, Hashable {
    public var revision: RevisionID
    public var settled: [String: SettledView]
}

extension Workflows {
    /// A reviewer's own answer, which counts above all others.
    ///
    /// It may speak of some questions only: the others stay as they are, and what the reviewer decided earlier about them
    /// is said again in the new revision, which is the one that counts.
    public func adjudicate(_ item: ItemID, in slug: String, as actor: Actor, annotation: Annotation, note: String? = nil) async throws -> Adjudicated {
        let definitions = definitions
        let adjudicated = try await store.write { [store] connection -> Adjudicated in
            let project = try definitions.project(slug, as: actor, needs: .review, connection)
            let found = try Self.item(item, in: project, connection)
            let revision = try Self.decide(found, in: project, annotation, note: note, as: actor, store, connection)
            try connection.audit.append(actor: actor.name, action: "annotation.adjudicate", subject: "\(item)", details: ["revision": .string(revision.description)], at: store.now())
            return Adjudicated(revision: revision, settled: Self.views(of: try connection.settled.find(item)))
        }
        events.send("settled", in: slug, ["item": .string(item.description)])
        return adjudicated
    }

    /// Makes the decision a revision of its own and settles the item by it; whoever calls writes the audit entry.
    static func decide(
        _ item: Item, in project: ProjectContext, _ decision: Annotation, note: String?, as actor: Actor, _ store: Store, _ connection: any Connection
    ) throws -> RevisionID {
        guard !decision.spokenOf.isEmpty else {
            throw WorkflowError(.badInput, "adjudicate.empty", "the decision answers no question", hint: "give the answer that counts, or put the question among `unknown`")
        }
        var annotation = joined(decision, to: try Self.decision(on: item.id, by: actor.person, connection), project.definition)
        if let note { annotation.note = String(note.prefix(2000)) }
        // What was decided under an older definition may break the present one, which is no fault of the new decision;
        // and a part may hang on one that was decided earlier.
        do { try check(decision, project, item, isPartial: true) } catch { try check(annotation, project, item, isPartial: true) }
        let revision = Revision(
            id: store.ids.next(), item: item.id, stage: .adjudication, author: actor.person,
            number: try connection.revisions.nextNumber(item: item.id, stage: .adjudication, author: actor.person), origin: .person,
            annotation: annotation, definitionVersion: project.version, madeAt: store.now())
        try connection.revisions.insert(revision, in: project.id)
        try settle(item.id, in: project, store, connection)
        return revision.id
    }

    /// What this reviewer has decided about the item so far.
    private static func decision(on item: ItemID, by person: PersonID?, _ connection: any Connection) throws -> Annotation? {
        try connection.revisions.current(of: item, stage: .adjudication).first { $0.author == person }?.annotation
    }

    /// The new decision with the earlier ones about other questions, as far as those are still asked.
    private static func joined(_ annotation: Annotation, to earlier: Annotation?, _ definition: TaskDefinition) -> Annotation {
        guard let earlier else { return annotation }
        var joined = annotation
        for question in definition.questions where !annotation.spokenOf.contains(question.name) {
            if let answer = earlier.answers[question.name], question.kind.holds(answer) { joined.answers[question.name] = answer }
            if earlier.unknown.contains(question.name) { joined.unknown.insert(question.name) }
        }
        return joined
    }
}
