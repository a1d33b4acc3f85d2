import Assuring
import Records
import Storage

/// Where people differ, and the word that ends it.

public struct Adjudicated: Codable, Sendable, Hashable {
    public var revision: RevisionID
    public var settled: [String: SettledView]
}

extension Workflows {
    /// Items whose annotators differ and nobody has decided, most disputed first.
    public func disagreements(of slug: String, as actor: Actor, question name: String? = nil, limit: Int = 50, after: ItemID? = nil) async throws -> DisagreementPage {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .review, connection)
            let question = try Self.question(name, of: project)
            let votes = try QuestionVotes.read(question, of: project.id, connection)
            let disputed = try Self.undecided(votes, project, connection)
            // `after` may have been decided meanwhile: its place is looked for among all that were ever disputed.
            let passed = after.map { id in Self.upTo(id, votes) } ?? []
            let rest = disputed.filter { !passed.contains($0.item) }
            let rows = try rest.prefix(limit).map { try Self.row($0, votes, connection) }
            return DisagreementPage(items: rows, total: disputed.count, next: rest.count > limit ? rows.last?.id : nil)
        }
    }

    /// The disputed items up to this one, decided or not; none when nobody disputes it any more.
    private static func upTo(_ id: ItemID, _ votes: QuestionVotes) -> Set<Int32> {
        let queue = Disagreement.queue(of: votes.table)
        guard let place = queue.firstIndex(where: { votes.items[Int($0.item)] == id }) else { return [] }
        return Set(queue[...place].map(\.item))
    }

    static func undecided(_ votes: QuestionVotes, _ project: ProjectContext, _ connection: any Connection) throws -> [Disagreement.DisputedItem] {
        let decided = Set(try connection.revisions.items(of: project.id, stage: .adjudication))
        return Disagreement.queue(of: votes.table).filter { !decided.contains(votes.items[Int($0.item)]) }
    }

    private static func row(_ disputed: Disagreement.DisputedItem, _ votes: QuestionVotes, _ connection: any Connection) throws -> DisagreementRow {
        let id = votes.items[Int(disputed.item)]
        let item = try connection.items.find(id)
        let shown = try connection.revisions.current(of: id, stage: .label).map { revision in
            let person = try revision.author.flatMap { try connection.people.find($0) }
            return Vote(
                login: person?.login ?? "?", name: person?.name ?? "?", revision: revision.id, answer: revision.annotation.answers[votes.question.name],
                isUnknown: revision.annotation.unknown.contains(votes.question.name), note: revision.annotation.note)
        }
        return DisagreementRow(
            id: id, key: item?.key ?? "", preview: preview(of: item?.fields ?? [:]), fields: item?.fields ?? [:], question: votes.question.name,
            votes: shown, score: disputed.score)
    }

    /// A reviewer's own answer, which counts above all others.
    public func adjudicate(_ item: ItemID, in slug: String, as actor: Actor, annotation: Annotation, note: String? = nil) async throws -> Adjudicated {
        let definitions = definitions
        let adjudicated = try await store.write { [store] connection -> Adjudicated in
            let project = try definitions.project(slug, as: actor, needs: .review, connection)
            let found = try Self.item(item, in: project, connection)
            var annotation = annotation
            if let note { annotation.note = String(note.prefix(2000)) }
            try Self.check(annotation, project, found)
            let revision = Revision(
                id: store.ids.next(), item: item, stage: .adjudication, author: actor.person,
                number: try connection.revisions.nextNumber(item: item, stage: .adjudication, author: actor.person), origin: .person,
                annotation: annotation, definitionVersion: project.version, madeAt: store.now())
            try connection.revisions.insert(revision, in: project.id)
            try Self.settle(item, in: project, store, connection)
            try connection.audit.append(actor: actor.name, action: "annotation.adjudicate", subject: "\(item)", details: ["revision": .string(revision.id.description)], at: store.now())
            return Adjudicated(revision: revision.id, settled: Self.views(of: try connection.settled.find(item)))
        }
        events.send("settled", in: slug, ["item": .string(item.description)])
        return adjudicated
    }
}
