import Kernels

/// Picks the items a person should label next: the most uncertain of a pool, in memory for the budget only.
///
/// Feed the rows of a pool of any size in any order; `chosen` is the same. Ties go to the lower row. A budget above the
/// pool gives the whole pool. Rows whose probabilities are not numbers come last.
public struct UncertaintySampling: Sendable {
    public struct Choice: Sendable, Hashable, Codable {
        public var row: Int
        /// In the strategy's own terms: `1 - max`, gap, entropy.
        public var score: Double
    }

    public let strategy: any SamplingStrategy
    private var best: TopK

    public init(strategy: any SamplingStrategy = LeastConfidence(), budget: Int = 100) {
        self.strategy = strategy
        best = TopK(budget)
    }

    public mutating func add(row: Int, _ probabilities: UnsafeBufferPointer<Double>) {
        best.add(row, strategy.priority(probabilities))
    }

    /// Rows `first..<first + N` from N x K probabilities, row-major.
    public mutating func add(_ probabilities: [Double], labelCount: Int, first: Int = 0) {
        precondition(labelCount > 0 && probabilities.count % labelCount == 0, "\(probabilities.count) probabilities of \(labelCount) labels")
        probabilities.withUnsafeBufferPointer { all in
            for row in 0..<all.count / labelCount {
                add(row: first + row, UnsafeBufferPointer(rebasing: all[row * labelCount..<(row + 1) * labelCount]))
            }
        }
    }

    /// Most uncertain first.
    public var chosen: [Choice] {
        best.sorted.map { Choice(row: $0.index, score: strategy.score($0.score)) }
    }

    /// In one go, from N x K probabilities.
    public static func choose(
        _ probabilities: [Double], labelCount: Int, strategy: any SamplingStrategy = LeastConfidence(), budget: Int = 100
    ) -> [Choice] {
        var sampling = UncertaintySampling(strategy: strategy, budget: budget)
        sampling.add(probabilities, labelCount: labelCount)
        return sampling.chosen
    }
}
