import Assuring
import Labeling
import Records
import Storage

/// Keeping *the answer that counts* up to date: for one item whenever somebody says something about it, for a whole
/// project when a consensus method is run.

extension Workflows {
    /// Settles every question of one item anew inside the transaction that changed it, by plain majority.
    ///
    /// A consensus run over the whole project (`runConsensus`) may know better; its posterior stands until the item's
    /// votes change again.
    static func settle(_ id: ItemID, in project: ProjectContext, _ store: Store, _ connection: any Connection) throws {
        let revisions = try connection.revisions.all(of: id)
        let verdicts = try connection.verdicts.all(of: id)
        let isReviewAsked = try isReviewAsked(of: id, revisions, project, connection)
        var settled: [SettledAnswer] = []
        for question in project.definition.questions {
            let outcome = majority(of: CurrentRevisions(revisions, verdicts: verdicts).voters, on: question)
            let answer = Settling.settle(
                question: question, item: id, revisions: revisions, verdicts: verdicts, consensus: outcome,
                policy: project.definition.labelling, bar: bar(of: question, in: project.definition),
                isReviewAsked: isReviewAsked)
            if let answer { settled.append(answer) } else { try connection.settled.remove([id], question: question.name) }
        }
        try connection.settled.save(settled, in: project.id, at: store.now())
        if needsPlan(project, revisions, verdicts), let item = try connection.items.find(id) {
            try planSlots([SlotFacts(item: item, revisions: revisions, verdicts: verdicts)], in: project, store, connection)
        }
    }

    /// Whether the item's only annotator is in the sample that a reviewer must accept first.
    static func isReviewAsked(of id: ItemID, _ revisions: [Revision], _ project: ProjectContext, _ connection: any Connection) throws -> Bool {
        guard project.definition.labelling.reviewShare > 0, project.definition.labelling.overlapTo <= 1,
            let author = revisions.last(where: { $0.stage == .label })?.author, let login = try connection.people.find(author)?.login,
            let item = try connection.items.find(id)
        else { return false }
        return project.slotPolicy.isReviewed(itemKey: item.key, annotator: login)
    }

    /// The share of the commonest answer among people's current ones; nil without votes or on a tie.
    static func majority(of voters: [Revision], on question: Question) -> ConsensusOutcome? {
        var votes: [Answer: [Revision]] = [:]
        for revision in voters {
            guard let answer = revision.annotation.answers[question.name] else { continue }
            votes[answer.comparable, default: []].append(revision)
        }
        let total = votes.values.reduce(0) { $0 + $1.count }
        guard let most = votes.values.map(\.count).max(), votes.values.filter({ $0.count == most }).count == 1,
            let agreeing = votes.values.first(where: { $0.count == most }), let answer = agreeing[0].annotation.answers[question.name]
        else { return nil }
        return ConsensusOutcome(
            answer: answer, posterior: Double(most) / Double(total), method: "majority", votes: total, agreeing: most, revisions: agreeing.map(\.id))
    }

    /// How sure a consensus must be to count: the definition's `settle` of the question or its kind, else above one half.
    static func bar(of question: Question, in definition: TaskDefinition) -> Double {
        settings(of: question, in: definition)?["settle"]?.double ?? 0.5
    }

    static func settings(of question: Question, in definition: TaskDefinition) -> JSONObject? {
        definition.consensus[question.name] ?? definition.consensus[question.kind.rawValue]
    }
}
