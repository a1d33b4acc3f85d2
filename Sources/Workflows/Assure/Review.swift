import Labeling
import Records
import Storage

/// Reviewers' work: the answers of the sample that wait for a verdict, and the verdicts.

public struct VerdictMade: Codable, Sendable, Hashable {
    public var verdict: VerdictID
    public var fix: RevisionID?
}

public struct ReviewRow: Codable, Sendable, Hashable {
    public var revision: RevisionID
    public var item: ItemID
    public var key: String
    public var preview: String
    public var fields: JSONObject
    public var blobs: [String: BlobReference]
    public var login: String
    public var name: String
    public var annotation: Annotation
    public var madeAt: Timestamp
}

public struct ReviewPage: Codable, Sendable, Hashable {
    public var reviews: [ReviewRow]
    /// Items whose answers wait for a reviewer, counted no further than 10,000.
    public var items: Int
    public var next: SlotID?
}

extension Workflows {
    /// Answers that wait for a verdict, by item, the longest waiting first. `labelling.review` says which share of all
    /// answers is asked for; one's own are left out.
    public func reviews(of slug: String, as actor: Actor, limit: Int = 50, after: SlotID? = nil) async throws -> ReviewPage {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .review, connection)
            let found = try connection.slots.openItems(of: project.id, stage: .review, after: after, limit: limit + 1)
            let shown = Array(found.prefix(limit))
            let items = Dictionary(uniqueKeysWithValues: try connection.items.find(shown.map(\.item)).map { ($0.id, $0) })
            let people = Dictionary(uniqueKeysWithValues: try connection.people.all().map { ($0.id, $0) })
            let rows = try shown.flatMap { place in
                try items[place.item].map { try Self.waiting(of: $0, for: actor, in: project, people, connection) } ?? []
            }
            let count = try connection.slots.countOpen(of: project.id, stage: .review, limit: 10_000)
            return ReviewPage(reviews: rows, items: count, next: found.count > limit ? shown.last?.slot : nil)
        }
    }

    private static func waiting(
        of item: Item, for actor: Actor, in project: ProjectContext, _ people: [PersonID: Person], _ connection: any Connection
    ) throws -> [ReviewRow] {
        let current = CurrentRevisions(try connection.revisions.all(of: item.id), verdicts: try connection.verdicts.all(of: item.id))
        return unreviewed(item, current, project, people.mapValues(\.login)).filter { $0.author != actor.person }.map { revision in
            let author = revision.author.flatMap { people[$0] }
            return ReviewRow(
                revision: revision.id, item: item.id, key: item.key, preview: preview(of: item.fields), fields: item.fields, blobs: item.blobs, login: author?.login ?? "?",
                name: author?.name ?? "?", annotation: revision.annotation, madeAt: revision.madeAt)
        }
    }

    /// A reviewer's word on one revision. `fix` brings the reviewer's own annotation; `return` gives it back to its author.
    public func judge(
        _ id: RevisionID, in slug: String, as actor: Actor, outcome: Verdict.Outcome, note: String? = nil, annotation: Annotation? = nil
    ) async throws -> VerdictMade {
        let reviewer = try Self.person(actor)
        let definitions = definitions
        return try await store.write { [store] connection in
            let project = try definitions.project(slug, as: actor, needs: .review, connection)
            guard let revision = try connection.revisions.find(id), try connection.revisions.project(of: id) == project.id else {
                throw WorkflowError.unknown("revision", id.description)
            }
            guard try connection.revisions.current(of: revision.item, stage: revision.stage).contains(where: { $0.id == id }) else {
                throw WorkflowError(.conflict, "review.outdated", "this answer was changed or put aside meanwhile", hint: "look at the item again")
            }
            guard revision.author != reviewer else { throw WorkflowError(.forbidden, "review.own", "nobody reviews their own work") }
            var fix: RevisionID?
            if outcome == .fix {
                guard let annotation else { throw WorkflowError(.badInput, "verdict.fix", "a fix needs the corrected annotation") }
                let item = try Self.item(revision.item, in: project, connection)
                try Self.check(annotation, project, item)
                let number = try connection.revisions.nextNumber(item: item.id, stage: .review, author: reviewer)
                let made = Revision(
                    id: store.ids.next(), item: item.id, stage: .review, author: reviewer, number: number, origin: .person, annotation: annotation,
                    definitionVersion: project.version, madeAt: store.now())
                try connection.revisions.insert(made, in: project.id)
                fix = made.id
            }
            let verdict = Verdict(id: store.ids.next(), revision: id, reviewer: reviewer, outcome: outcome, fix: fix, note: note.map { String($0.prefix(2000)) }, madeAt: store.now())
            try connection.verdicts.insert(verdict)
            try Self.settle(revision.item, in: project, store, connection)
            try connection.audit.append(actor: actor.name, action: "review.\(outcome.rawValue)", subject: id.description, at: store.now())
            return VerdictMade(verdict: verdict.id, fix: fix)
        }
    }
}
