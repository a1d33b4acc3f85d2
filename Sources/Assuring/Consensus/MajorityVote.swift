import Records

/// The class most annotators gave.
///
/// Votes count by their weight, and by their annotator's where `annotatorWeights` gives one. The posterior is the share
/// of the votes. Skill is the share of an annotator's votes equal to the winner.
/// Needs nothing but votes and is hard to beat above about five votes per item; it believes everybody equally.
/// Cost: O(N + I K), once.
public struct MajorityVote: ConsensusMethod {
    public static let name = "majority"
    public static let summary = "The class most annotators gave, votes counting by their weight"
    public var ties = TieRule.lowerClass
    /// One per annotator of the table; nil counts everybody equally.
    public var annotatorWeights: [Double]?
    public var gold: [Int32] = []

    public init() {}

    public init(ties: TieRule = .lowerClass, annotatorWeights: [Double]? = nil) {
        self.ties = ties
        self.annotatorWeights = annotatorWeights
    }

    public var parameters: JSONObject { parameters(["weighted": .bool(annotatorWeights != nil)]) }

    public func consensus(of votes: VoteTable, threads: Int) throws(ConsensusError) -> Consensus {
        try SettlingCheck.input(votes, gold: gold)
        if let given = annotatorWeights {
            guard given.count == votes.annotatorCount else {
                throw .settingOutOfRange(
                    name: "annotatorWeights", value: Double(given.count), allowed: "one weight for each of \(votes.annotatorCount) annotators")
            }
            if let bad = given.first(where: { !($0 >= 0 && $0.isFinite) }) {
                throw .settingOutOfRange(name: "annotatorWeights", value: bad, allowed: "0 or more")
            }
        }
        var table = PosteriorTable.shares(votes, annotatorWeights: annotatorWeights, threads: threads)
        table.fix(gold)
        let priors = table.priors(votes)
        let standings = Self.standings(votes, winner: table.winners(votes, gold: gold, .lowerClass))
        return Consensus(table, votes, by: self, priors: priors, annotators: standings)
    }

    /// Share of each annotator's votes equal to the winner of their item.
    static func standings(_ votes: VoteTable, winner: [Int32]) -> [AnnotatorStanding] {
        let shares = agreement(votes, winner: winner)
        return (0..<votes.annotatorCount).map { annotator in
            let count = votes.votes(ofAnnotator: Int32(annotator)).count
            return AnnotatorStanding(annotator: Int32(annotator), votes: count, skill: count == 0 ? nil : shares[annotator])
        }
    }

    /// The same by weight; 0 without votes.
    static func agreement(_ votes: VoteTable, winner: [Int32]) -> [Double] {
        var right = [Double](repeating: 0, count: votes.annotatorCount)
        var total = right
        right.withUnsafeMutableBufferPointer { right in
            total.withUnsafeMutableBufferPointer { total in
                winner.withUnsafeBufferPointer { winner in
                    votes.withColumns { columns in
                        for place in 0..<columns.count {
                            let annotator = Int(columns.annotators[place])
                            let weight = columns.weights[place]
                            right[annotator] += columns.classes[place] == winner[Int(columns.items[place])] ? weight : 0
                            total[annotator] += weight
                        }
                    }
                    for annotator in right.indices where total[annotator] > 0 { right[annotator] /= total[annotator] }
                }
            }
        }
        return right
    }
}
