import Records

/// Which answer counts (MODEL.md 4): per question the first that exists of adjudication, review fix, consensus above
/// its bar (with one annotator: the accepted or, without review, the submitted answer), policy-accepted suggestion,
/// imported answer.
///
/// "I don't know" is an answer: where the rule comes to it, the question is settled as unknown and nothing of lower
/// rank is taken instead. Gold revisions never count. A returned revision does not count until it is redone.
public enum Settling {
    /// How it stands with one question of one item.
    public enum Outcome: Sendable, Hashable {
        case settled(SettledAnswer)
        /// Those whose word counts do not know; the reason in words.
        case unknown(String)
        /// Nothing counts yet; what is waited for, in words.
        case open(String)
    }

    /// The answer that counts, or nil while there is none (see `outcome` for why).
    public static func settle(
        question: Question, item: ItemID, revisions: [Revision], verdicts: [Verdict] = [], consensus: ConsensusOutcome? = nil,
        policy: LabellingPolicy, bar: Double, isReviewAsked: Bool = false
    ) -> SettledAnswer? {
        let outcome = outcome(
            question: question, item: item, revisions: revisions, verdicts: verdicts, consensus: consensus, policy: policy, bar: bar,
            isReviewAsked: isReviewAsked)
        return if case .settled(let answer) = outcome { answer } else { nil }
    }

    /// - Parameters:
    ///   - revisions: all of the item, in any order; policy-accepted suggestions are those of stage `policy`.
    ///   - consensus: over `CurrentRevisions.voters`; nil when not computed.
    ///   - bar: the least posterior with which a consensus counts.
    ///   - isReviewAsked: a single annotator's answer counts only once a reviewer accepted it.
    public static func outcome(
        question: Question, item: ItemID, revisions: [Revision], verdicts: [Verdict] = [], consensus: ConsensusOutcome? = nil,
        policy: LabellingPolicy, bar: Double, isReviewAsked: Bool = false
    ) -> Outcome {
        let facts = Facts(
            question: question.name, item: item, current: CurrentRevisions(revisions.filter { $0.item == item }, verdicts: verdicts),
            consensus: consensus, policy: policy, bar: bar, isReviewAsked: isReviewAsked)
        let labelled = facts.labelled()
        let ranked = [facts.adjudicated(), facts.fixed(), labelled, facts.said(.policy, as: .policy), facts.said(.imported, as: .imported)]
        for case let outcome? in ranked {
            if case .open = outcome { continue }
            return outcome
        }
        return labelled ?? .open("no annotation yet")
    }
}

/// One question's facts at hand, and what each rank of the rule makes of them. nil: nothing of this rank exists.
private struct Facts {
    let question: String
    let item: ItemID
    let current: CurrentRevisions
    let consensus: ConsensusOutcome?
    let policy: LabellingPolicy
    let bar: Double
    let isReviewAsked: Bool

    func adjudicated() -> Settling.Outcome? {
        first(of: current.latestFirst(.adjudication), .adjudication, "adjudicated", unknown: "the adjudicator does not know")
    }

    func fixed() -> Settling.Outcome? {
        first(of: current.fixes(), .review, "fixed in review", unknown: "the reviewer does not know")
    }

    func said(_ stage: Stage, as rule: SettledAnswer.Rule) -> Settling.Outcome? {
        for revision in current.latestFirst(stage) {
            if let answer = revision.annotation.answers[question] { return settled(answer, rule, Self.words(revision.origin), [revision.id]) }
        }
        return nil
    }

    private func first(of revisions: [Revision], _ rule: SettledAnswer.Rule, _ reason: String, unknown: String) -> Settling.Outcome? {
        for revision in revisions {
            if revision.annotation.unknown.contains(question) { return .unknown(unknown) }
            if let answer = revision.annotation.answers[question] { return settled(answer, rule, reason, [revision.id]) }
        }
        return nil
    }

    // MARK: Annotators

    /// What the annotators' votes come to.
    func labelled() -> Settling.Outcome? {
        let voters = current.voters
        let votes = voters.filter { $0.annotation.answers[question] != nil }
        let unknown = voters.count { $0.annotation.unknown.contains(question) }
        let heard = votes.count + unknown
        let needed = max(1, policy.overlapFrom)
        if heard == 0 { return voters.isEmpty ? nil : .open("the annotators left it open") }
        if heard < needed { return .open("\(heard) of \(needed) annotators so far") }
        if votes.isEmpty { return .unknown(unknown == 1 ? "the annotator does not know" : "\(unknown) of \(heard) annotators do not know") }
        if policy.overlapTo <= 1, votes.count == 1, unknown == 0 { return single(votes[0]) }
        if 2 * unknown > heard { return .unknown("\(unknown) of \(heard) annotators do not know") }
        if let consensus { return agreed(consensus) }
        return unanimous(votes, unknown)
    }

    private func single(_ revision: Revision) -> Settling.Outcome? {
        guard let answer = revision.annotation.answers[question] else { return nil }
        switch current.verdict(on: revision)?.outcome {
        case .accept: return settled(answer, .single, "one annotator, accepted in review", [revision.id])
        case .fix, .return: return .open("a reviewer did not accept it")
        case nil: return isReviewAsked ? .open("waits for review") : settled(answer, .single, "one annotator", [revision.id])
        }
    }

    private func agreed(_ consensus: ConsensusOutcome) -> Settling.Outcome {
        if let open = consensus.open { return .open(open) }
        let probability = Self.rounded(consensus.posterior)
        guard consensus.posterior >= bar else { return .open("consensus \(probability) is below its bar \(Self.rounded(bar)) (\(consensus.method))") }
        let who = consensus.agreeing.map { "\($0) of \(consensus.votes) agree" } ?? "\(consensus.votes) annotators"
        let reason = consensus.words ?? "\(who) (\(consensus.method), \(probability))"
        return settled(consensus.answer, .consensus, reason, consensus.revisions, posterior: consensus.posterior)
    }

    /// Without a computed consensus only equal answers count.
    private func unanimous(_ votes: [Revision], _ unknown: Int) -> Settling.Outcome? {
        guard let answer = votes.first?.annotation.answers[question] else { return nil }
        let isShared = unknown == 0 && votes.count > 1 && votes.allSatisfy { $0.annotation.answers[question] == answer }
        return isShared ? settled(answer, .consensus, "\(votes.count) of \(votes.count) agree", votes.map(\.id)) : .open("waits for consensus")
    }

    // MARK: Words

    private func settled(
        _ answer: Answer, _ rule: SettledAnswer.Rule, _ reason: String, _ revisions: [RevisionID], posterior: Double? = nil
    ) -> Settling.Outcome {
        .settled(SettledAnswer(
            item: item, question: question, answer: answer, rule: rule, reason: reason, revisions: revisions.sorted(), posterior: posterior))
    }

    private static func words(_ origin: Origin) -> String {
        switch origin {
        case .person: "a person's"
        case .model(let name, let version): "suggested by \(name) \(version)"
        case .rule(let name): "by the rule \(name)"
        case .imported: "imported"
        case .policy: "suggestion accepted by policy"
        case .restored(let commit): "restored from \(commit.prefix(12))"
        }
    }

    /// Two decimals, never rounded up to a bar that was not reached.
    private static func rounded(_ probability: Double) -> String {
        guard probability.isFinite else { return "unknown" }
        let hundredths = Int((probability * 100 + 1e-9).rounded(.down))
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
