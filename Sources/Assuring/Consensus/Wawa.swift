import Records

/// Majority vote, then once more with everybody weighted by how often they agreed with it.
///
/// "Worker agreement with aggregate": one round, no model, a cheap step up from plain majority when some annotators are
/// much worse than others. Skill is the share of votes equal to the first round's winner, as in crowd-kit; a tie of the first
/// round that is left unresolved speaks for nobody.
public struct Wawa: ConsensusMethod {
    public static let name = "wawa"
    public static let summary = "Majority vote weighted by each annotator's agreement with the plain majority"
    public var ties = TieRule.lowerClass
    public var gold: [Int32] = []

    public init() {}
    public init(ties: TieRule) { self.ties = ties }

    public var parameters: JSONObject { parameters([:]) }

    public func consensus(of votes: VoteTable, threads: Int) throws(ConsensusError) -> Consensus {
        try SettlingCheck.input(votes, gold: gold)
        let first = PosteriorTable.shares(votes, threads: threads)
        let standings = MajorityVote.standings(votes, winner: first.winners(votes, gold: gold, ties))
        var table = PosteriorTable.shares(votes, annotatorWeights: standings.map { $0.skill ?? 0 }, threads: threads)
        table.fix(gold)
        return Consensus(table, votes, by: self, priors: table.priors(votes), annotators: standings)
    }
}
