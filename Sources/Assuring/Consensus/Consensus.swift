import Records

/// The settled answer of every item, how sure it is, and what was learnt about the annotators.
public struct Consensus: Sendable, Hashable {
    public enum StopReason: String, Sendable, Hashable, Codable {
        /// The method has no rounds.
        case singlePass = "single-pass"
        case converged
        case iterationLimit = "iteration-limit"
        /// All the rounds the method is defined by were made.
        case allRounds = "all-rounds"
        /// No item has two votes and none is known: there is nothing to learn, and votes are taken at their word.
        case noOverlap = "no-overlap"
    }

    /// Class of each item; -1 without votes, or on a tie that `TieRule.unresolved` leaves open.
    public var winner: [Int32]
    /// I x K, row-major; rows sum to 1. An item without votes has the overall shares of the classes.
    public var posterior: [Double]
    public var classCount: Int
    /// Highest posterior less the second highest.
    public var margin: [Double]
    /// One row per annotator of the table, in its order.
    public var annotators: [AnnotatorStanding]
    /// Estimated share of each class among the items.
    public var priors: [Double]
    /// How easy each item is (GLAD: exp(beta), 0 and up, 1 being neither easy nor hard); empty for other methods.
    public var ease: [Double] = []

    public var method: String
    public var parameters: JSONObject
    public var iterations: Int
    public var stopReason: StopReason
    /// The quantity that grows from round to round, one per round; empty for methods without rounds.
    public var objective: [Double]

    public var itemCount: Int { winner.count }
    public var unresolved: Int { winner.count { $0 < 0 } }

    public func posterior(ofItem item: Int) -> ArraySlice<Double> {
        posterior[item * classCount..<(item + 1) * classCount]
    }

    /// The winner's posterior; nil where there is no winner.
    public func confidence(ofItem item: Int) -> Double? {
        winner[item] < 0 ? nil : posterior[item * classCount + Int(winner[item])]
    }

    /// Items settled well enough: a winner with posterior `bar` or more and at least `minimumVotes` votes, else -1.
    public func settled(_ votes: VoteTable, bar: Double, minimumVotes: Int = 1) -> [Int32] {
        winner.indices.map { item in
            guard let confidence = confidence(ofItem: item), confidence >= bar,
                votes.votes(ofItem: Int32(item)).count >= minimumVotes
            else { return -1 }
            return winner[item]
        }
    }

    /// Posteriors this close are equal: sums of the same votes in another order differ by less.
    public static let tieSlack = 1e-9
}
