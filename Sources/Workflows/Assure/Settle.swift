import Assuring
import Labeling
import Records
import Storage

/// Keeping *the answer that counts* up to date: for one item whenever somebody says something about it, for a whole
/// project when a consensus method is run.

extension Workflows {
    /// Settles every question of one item anew inside the transaction that changed it: by plain majority, or by fusing what
    /// was drawn on it. Reads nothing but this item.
    ///
    /// A consensus run over the whole project (`runConsensus`) may know better; its posterior stands until the item's
    /// votes change again.
    static func settle(_ id: ItemID, in project: ProjectContext, _ store: Store, _ connection: any Connection) throws {
        let revisions = try connection.revisions.all(of: id)
        let verdicts = try connection.verdicts.all(of: id)
        let item = needsPlan(project, revisions, verdicts) ? try connection.items.find(id) : nil
        let isAsked = try isReviewAsked(of: item, revisions, project) { try connection.people.find($0)?.login }
        let voters = CurrentRevisions(revisions, verdicts: verdicts).voters
        var settled: [SettledAnswer] = []
        var posteriors: [String: Double] = [:]
        for question in project.definition.questions {
            let outcome = outcome(of: voters, on: question, in: project.definition)
            if question.isComparedByArea, let outcome { posteriors[question.name] = outcome.posterior }
            let answer = Settling.settle(
                question: question, item: id, revisions: revisions, verdicts: verdicts, consensus: outcome,
                policy: project.definition.labelling, bar: bar(of: question, in: project.definition), isReviewAsked: isAsked)
            if let answer { settled.append(answer) } else { try connection.settled.remove([id], question: question.name) }
        }
        try connection.settled.save(settled, in: project.id, at: store.now())
        guard let item else { return }
        try planSlots([SlotFacts(item: item, revisions: revisions, verdicts: verdicts, posteriors: posteriors)], in: project, store, connection)
    }

    /// Whether the item's only annotator is in the sample that a reviewer must accept first.
    ///
    /// - Parameter item: may be nil where no review is asked at all.
    static func isReviewAsked(
        of item: Item?, _ revisions: [Revision], _ project: ProjectContext, login: (PersonID) throws -> String?
    ) rethrows -> Bool {
        guard project.definition.labelling.reviewShare > 0, project.definition.labelling.overlapTo <= 1, let item,
            let author = revisions.last(where: { $0.stage == .label })?.author, let login = try login(author)
        else { return false }
        return project.slotPolicy.isReviewed(itemKey: item.key, annotator: login)
    }

    /// What the votes of one item come to without looking at other items.
    static func outcome(of voters: [Revision], on question: Question, in definition: TaskDefinition) -> ConsensusOutcome? {
        guard question.isComparedByArea else { return majority(of: voters, on: question) }
        return fusion(of: question, in: definition).flatMap { FusedDrawings(of: voters, on: question, by: $0)?.outcome }
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
    /// Fused shapes have bars of their own, one for each object.
    static func bar(of question: Question, in definition: TaskDefinition) -> Double {
        question.isComparedByArea ? 0 : settings(of: question, in: definition)?["settle"]?.double ?? 0.5
    }

    static func settings(of question: Question, in definition: TaskDefinition) -> JSONObject? {
        definition.consensus[question.name] ?? definition.consensus[question.kind.rawValue]
    }
}
