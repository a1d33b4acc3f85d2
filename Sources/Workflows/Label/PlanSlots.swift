import Labeling
import Records
import Storage

/// Keeping the places for annotators and reviewers as the policy wants them: after each word about an item, and for all
/// items when the policy changes. `Labeling` decides, this reads and writes.

extension ProjectContext {
    var slotPolicy: SlotPolicy { SlotPolicy(definition.labelling, seed: definition.splits?.seed ?? 0) }

    /// How many places an item has to begin with.
    var firstSlots: Int { slotPolicy.plan(.init()).open }
}

/// What is known of one item when its places are planned.
struct SlotFacts {
    var item: Item
    var revisions: [Revision]
    var verdicts: [Verdict]
    /// Posteriors of a consensus that was just computed, by question.
    var posteriors: [String: Double] = [:]
}

extension Workflows {
    /// Whether a word about an item can change anything but the place it came from.
    static func needsPlan(_ project: ProjectContext, _ revisions: [Revision], _ verdicts: [Verdict]) -> Bool {
        let policy = project.definition.labelling
        return policy.settle != nil || policy.reviewShare > 0 || !verdicts.isEmpty || revisions.contains { $0.stage == .adjudication }
    }

    /// Reads and plans a batch of items.
    static func planSlots(of items: [Item], in project: ProjectContext, _ store: Store, _ connection: any Connection) throws {
        guard !items.isEmpty else { return }
        let settled = try connection.settled.find(items.map(\.id))
        let facts = try slotFacts(of: items, connection).map { facts in
            let posteriors = (settled[facts.item.id] ?? []).compactMap { answer in answer.posterior.map { (answer.question, $0) } }
            var facts = facts
            facts.posteriors = Dictionary(posteriors) { first, _ in first }
            return facts
        }
        try planSlots(facts, in: project, store, connection)
    }

    /// Items with all that was said about them, in the order given; ones that are not there are left out. Three reads in all.
    static func slotFacts(of ids: [ItemID], _ connection: any Connection) throws -> [SlotFacts] {
        let items = Dictionary(uniqueKeysWithValues: try connection.items.find(ids).map { ($0.id, $0) })
        return try slotFacts(of: ids.compactMap { items[$0] }, connection)
    }

    private static func slotFacts(of items: [Item], _ connection: any Connection) throws -> [SlotFacts] {
        let ids = items.map(\.id)
        let revisions = try connection.revisions.all(of: ids)
        let byRevision = Dictionary(grouping: try connection.verdicts.all(of: ids)) { $0.revision }
        return items.map { item in
            let own = revisions[item.id] ?? []
            return SlotFacts(item: item, revisions: own, verdicts: own.flatMap { byRevision[$0.id] ?? [] })
        }
    }

    static func planSlots(_ facts: [SlotFacts], in project: ProjectContext, _ store: Store, _ connection: any Connection) throws {
        let ids = facts.map(\.item.id)
        let places = try connection.slots.all(of: ids, stage: .label)
        let reviews = try connection.slots.all(of: ids, stage: .review)
        let logins = project.definition.labelling.reviewShare > 0 ? try Self.logins(connection) : [:]
        for item in facts {
            let current = CurrentRevisions(item.revisions, verdicts: item.verdicts)
            let decided = current.adjudicated
            let isClosed = item.item.state != .ready || project.definition.questions.allSatisfy { decided.contains($0.name) }
            try planLabels(item, current, isClosed, places[item.item.id] ?? [], project, store, connection)
            let isAsked = !isClosed && !unreviewed(item.item, current, project, logins).isEmpty
            try planReview(of: item.item.id, isAsked, reviews[item.item.id] ?? [], project, store, connection)
        }
    }

    private static func planLabels(
        _ facts: SlotFacts, _ current: CurrentRevisions, _ isClosed: Bool, _ present: [Slot], _ project: ProjectContext, _ store: Store, _ connection: any Connection
    ) throws {
        // What a person asked for is beyond what the policy wants; it falls only with the item's last question.
        let (open, asked) = (present.filter { $0.state == .open && !$0.isAsked }, present.filter { $0.state == .open && $0.isAsked })
        let held = present.count { $0.state == .leased && !$0.isAsked }
        let voters = current.voters
        let decided = current.adjudicated
        let questions = project.definition.questions.filter { !decided.contains($0.name) }
        let posterior = Certainty.least(
            of: voters, questions: questions.map(\.name), known: posteriors(facts, voters, questions, project), comparable: \.comparable)
        // Who was asked to do it again holds the place still.
        let plan = project.slotPolicy.plan(.init(
            waiting: open.count + held + current.returned.count, votes: voters.count, posterior: posterior, isClosed: isClosed))
        try connection.slots.open(plan.open, of: facts.item.id, in: project.id, stage: .label, present: present, ids: store.ids)
        try connection.slots.close((open.suffix(plan.close) + (isClosed ? asked : [])).map(\.id))
    }

    /// Those that are known, and of shapes, which hardly ever are equal, that of fusing them.
    private static func posteriors(_ facts: SlotFacts, _ voters: [Revision], _ questions: [Question], _ project: ProjectContext) -> [String: Double] {
        var known = facts.posteriors
        guard project.definition.labelling.settle != nil else { return known }
        for question in questions where question.isComparedByArea && known[question.name] == nil {
            known[question.name] = outcome(of: voters, on: question, in: project.definition)?.posterior
        }
        return known
    }

    /// One place for a reviewer while any answer of the sample waits for a verdict.
    private static func planReview(
        of item: ItemID, _ isAsked: Bool, _ present: [Slot], _ project: ProjectContext, _ store: Store, _ connection: any Connection
    ) throws {
        let open = present.filter { $0.state == .open }
        if isAsked, open.isEmpty { try connection.slots.open(1, of: item, in: project.id, stage: .review, present: present, ids: store.ids) }
        if !isAsked { try connection.slots.close(open.map(\.id)) }
    }

    /// Answers of the seeded sample that no reviewer has judged.
    static func unreviewed(_ item: Item, _ current: CurrentRevisions, _ project: ProjectContext, _ logins: [PersonID: String]) -> [Revision] {
        guard project.definition.labelling.reviewShare > 0 else { return [] }
        let policy = project.slotPolicy
        return current.unjudged.filter { revision in
            revision.author.flatMap { logins[$0] }.map { policy.isReviewed(itemKey: item.key, annotator: $0) } ?? false
        }
    }

    static func logins(_ connection: any Connection) throws -> [PersonID: String] {
        Dictionary(uniqueKeysWithValues: try connection.people.all().map { ($0.id, $0.login) })
    }
}
