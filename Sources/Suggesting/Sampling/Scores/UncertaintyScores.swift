import Kernels

/// The uncertainty family on a matrix: each row's own probabilities say how unsure the model is.
///
/// Least confidence 1 - max p; margin p1 - p2, smallest first; entropy -sum p ln p in nats. Lewis and Gale (1994),
/// arXiv:cmp-lg/9407020; Scheffer, Decomain and Wrobel (2001), doi 10.1007/3-540-44816-0_31; Shannon (1948).
/// Cost: O(N K), one pass, a number per row in memory.
public struct UncertaintyScores<Strategy: SamplingStrategy>: ScoringMethod {
    public static var name: String { Strategy.name }
    public static var summary: String { Strategy.summary }
    public static var needs: [SelectionNeed] { [.probabilities] }
    public let strategy: Strategy

    public init(_ strategy: Strategy) { self.strategy = strategy }

    public func priorities(of pool: SelectionPool) throws(SelectionError) -> [Double] {
        try pool.check(name, needs)
        guard let matrix = pool.probabilities else { throw .missing(.probabilities, method: name) }
        let strategy = strategy
        return try PoolProbabilities(matrix, threads: pool.threads).rowNumbers { strategy.priority($0) }
    }

    public func score(_ priority: Double) -> Double { strategy.score(priority) }

    /// A margin of 0 is worth 1, one of 1 nothing.
    public func utility(_ priority: Double) -> Double { Strategy.self == SmallestMargin.self ? 1 + priority : max(priority, 0) }
}
