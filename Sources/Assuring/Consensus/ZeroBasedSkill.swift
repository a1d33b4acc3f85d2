import Records

/// Majority vote over and over, everybody's weight moving towards how often they agree with the result.
///
/// All start at 1/K + `startMargin`; each round is a weighted majority vote, after which skill += rate * (agreement - skill).
/// The rate starts at 1 and halves before rounds 20, 40, ...; what is reported is one more vote with the last skills.
/// Source: crowd-kit 1.4.2, `ZeroBasedSkill`. Rounds stop early only where all following ones would change nothing.
/// A tie of a round that is left unresolved speaks for nobody. Cost: O(N) time a round, O(I K) memory for the result.
/// Use it like `Wawa`, where one round is too few because the first majority is often wrong.
public struct ZeroBasedSkill: ConsensusMethod {
    public static let name = "zero-based-skill"
    public static let summary = "Majority vote repeated, weights moving towards each annotator's agreement with it"
    public var ties = TieRule.lowerClass
    public var rounds = 100
    public var rate = 1.0
    /// The rate halves before each round that is a multiple of this.
    public var roundsBetweenHalving = 20
    public var startMargin = 1e-5
    public var gold: [Int32] = []

    public init() {}

    public var parameters: JSONObject {
        parameters([
            "rounds": .int(Int64(rounds)), "rate": .double(rate), "roundsBetweenHalving": .int(Int64(roundsBetweenHalving)),
            "startMargin": .double(startMargin),
        ])
    }

    public func consensus(of votes: VoteTable, threads: Int) throws(ConsensusError) -> Consensus {
        try SettlingCheck.input(votes, gold: gold)
        try SettlingCheck.setting("rounds", atLeast: 1, Double(rounds))
        try SettlingCheck.setting("rate", above: 0, rate)
        try SettlingCheck.setting("roundsBetweenHalving", atLeast: 1, Double(roundsBetweenHalving))
        try SettlingCheck.setting("startMargin", atLeast: 0, startMargin)
        var table = PosteriorTable(itemCount: votes.itemCount, classCount: votes.classCount)
        let used = Set(votes.classes).count
        var skills = [Double](repeating: 1 / Double(used) + startMargin, count: votes.annotatorCount)
        var (rate, made, stopped) = (rate, 0, Consensus.StopReason.allRounds)
        while made < rounds {
            made += 1
            if made % roundsBetweenHalving == 0 { rate *= 0.5 }
            table.countShares(votes, skills, threads)
            let agreement = MajorityVote.agreement(votes, winner: table.winners(votes, gold: gold, ties))
            var change = 0.0
            for annotator in skills.indices {
                let step = rate * (agreement[annotator] - skills[annotator])
                skills[annotator] += step
                change = max(change, abs(step))
            }
            if change == 0 {
                stopped = .converged
                break
            }
        }
        table.countShares(votes, skills, threads)
        table.fix(gold)
        let standings = skills.enumerated().map { annotator, skill in
            let count = votes.votes(ofAnnotator: Int32(annotator)).count
            return AnnotatorStanding(annotator: Int32(annotator), votes: count, skill: count == 0 ? nil : skill)
        }
        return Consensus(
            table, votes, by: self, priors: table.priors(votes), annotators: standings, iterations: made, stopReason: stopped)
    }
}
