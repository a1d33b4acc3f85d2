import Records

/// Majority vote weighted by how often each annotator was right on the items whose answer is known.
///
/// Skill is the share of right answers on gold items, nil for who answered none; their votes count as `unproven` says.
/// Source: crowd-kit 1.4.2, `GoldMajorityVote`, which refuses annotators without gold and lets the vote overrule the gold
/// answers: with `keepsGold` false and only proven annotators in the table the result is its.
/// Use it where gold is plenty (twenty items per annotator and more) and nothing should be learnt from agreement.
/// Cost: O(N + I K), once.
public struct GoldMajority: ConsensusMethod {
    public static let name = "gold-majority"
    public static let summary = "Majority vote weighted by each annotator's share of right answers on gold items"

    /// How the votes of annotators without a gold item count.
    public enum Unproven: String, Sendable, Hashable, Codable, CaseIterable {
        /// Not, except on items where nobody else voted.
        case ignored
        /// By the mean skill of the others.
        case average
    }

    public var ties = TieRule.lowerClass
    public var unproven = Unproven.ignored
    /// Gold items keep their answer whatever the votes say.
    public var keepsGold = true
    public var gold: [Int32] = []

    public init() {}

    public var parameters: JSONObject { parameters(["unproven": .string(unproven.rawValue), "keepsGold": .bool(keepsGold)]) }

    public func consensus(of votes: VoteTable, threads: Int) throws(ConsensusError) -> Consensus {
        try SettlingCheck.input(votes, gold: gold)
        let skills = self.skills(votes)
        let known = skills.compactMap(\.self)
        guard !known.isEmpty else { throw .noGold }
        let rest = unproven == .ignored ? 0 : known.reduce(0, +) / Double(known.count)
        var table = PosteriorTable.shares(votes, annotatorWeights: skills.map { $0 ?? rest }, threads: threads)
        if keepsGold { table.fix(gold) }
        let standings = skills.enumerated().map { annotator, skill in
            AnnotatorStanding(annotator: Int32(annotator), votes: votes.votes(ofAnnotator: Int32(annotator)).count, skill: skill)
        }
        return Consensus(table, votes, by: self, priors: table.priors(votes), annotators: standings, keepingGold: keepsGold)
    }

    private func skills(_ votes: VoteTable) -> [Double?] {
        var right = [Double](repeating: 0, count: votes.annotatorCount)
        var total = right
        guard !gold.isEmpty else { return right.map { _ in nil } }
        for place in 0..<votes.count {
            let truth = gold[Int(votes.items[place])]
            guard truth >= 0 else { continue }
            let annotator = Int(votes.annotators[place])
            right[annotator] += votes.classes[place] == truth ? votes.weights[place] : 0
            total[annotator] += votes.weights[place]
        }
        return zip(right, total).map { $1 > 0 ? $0 / $1 : nil }
    }
}
