import Records

/// The share of its comparisons that an item won, ties counting half.
///
/// Needs no model and always exists; fair only where everybody met opponents of about the same strength. Standard error
/// sqrt(p (1 - p) / n). Cost: O(comparisons).
public struct WinShare: PairRankingMethod {
    public static let name = "win-share"
    public static let summary = "Share of comparisons won; fair when all items met about the same opponents"

    public init() {}
    public var parameters: JSONObject { [:] }

    public func ranking(of pairs: PairTable) throws(ConsensusError) -> PairRanking {
        guard !pairs.isEmpty else { throw .noVotes }
        let counts = PairCounts(pairs)
        let scores = counts.wins.indices.map { counts.weight[$0] > 0 ? counts.wins[$0] / counts.weight[$0] : nil }
        let errors = scores.indices.map { item in
            scores[item].map { ($0 * (1 - $0) / Double(counts.comparisons[item])).squareRoot() }
        }
        return PairRanking(scores, pairs, by: self, standardErrors: errors)
    }
}
