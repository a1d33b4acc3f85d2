import Labeling
import Records
import Storage

/// A consensus run writes what counts in pieces that short writes can pass between; this is one piece.

/// What became of the items of a run.
struct SettledCounts: Sendable {
    /// Items that people answered.
    var answered = 0
    /// Those of them whose answer counts by what people said.
    var settled = 0
    /// Those that fewer people have answered than the policy asks.
    var waiting = 0

    mutating func add(_ other: SettledCounts) {
        answered += other.answered
        settled += other.settled
        waiting += other.waiting
    }
}

extension Workflows {
    /// What a run says of one item: what its votes come to, and how sure that is even where nothing has won.
    typealias RunOutcome = (outcome: ConsensusOutcome?, posterior: Double?)

    /// Settles one question of some items and plans their places anew.
    static func settle(
        _ facts: [SlotFacts], _ question: Question, in project: ProjectContext, _ store: Store, _ connection: any Connection,
        saying: (_ item: ItemID, _ voters: [Revision]) -> RunOutcome
    ) throws -> SettledCounts {
        var counts = SettledCounts()
        var answers: [SettledAnswer] = []
        var open: [ItemID] = []
        var plans: [SlotFacts] = []
        let logins = project.definition.labelling.reviewShare > 0 ? try Self.logins(connection) : [:]
        for var item in facts {
            let current = CurrentRevisions(item.revisions, verdicts: item.verdicts)
            guard (current.voters + current.returned).contains(where: { $0.annotation.answers[question.name] != nil }) else { continue }
            let said = saying(item.item.id, current.voters)
            let answer = Settling.settle(
                question: question, item: item.item.id, revisions: item.revisions, verdicts: item.verdicts, consensus: said.outcome,
                policy: project.definition.labelling, bar: bar(of: question, in: project.definition),
                isReviewAsked: isReviewAsked(of: item.item, item.revisions, project) { logins[$0] })
            counts.answered += 1
            if let answer, taught.contains(answer.rule) {
                counts.settled += 1
            } else if current.voters.count < max(1, project.definition.labelling.overlapFrom) {
                counts.waiting += 1
            }
            if let answer { answers.append(answer) } else { open.append(item.item.id) }
            guard needsPlan(project, item.revisions, item.verdicts) else { continue }
            item.posteriors = said.posterior.map { [question.name: $0] } ?? [:]
            plans.append(item)
        }
        try connection.settled.remove(open, question: question.name)
        try connection.settled.save(answers, in: project.id, at: store.now())
        try planSlots(plans, in: project, store, connection)
        return counts
    }
}
