import Kernels
import Records

/// The middle answer, weights counting: half the weight lies on either side; between two middles their mean.
///
/// One wild answer in three moves it nowhere. Interval: the widest pair of order statistics that is needed for 95 % whatever the
/// distribution, from the binomial with p = 1/2; that takes six answers at least, fewer have none. Weights do not enter it.
public struct MedianNumber: NumberConsensusMethod {
    public static let name = "median"
    public static let summary = "The middle answer; not moved by a few wild ones"

    public init() {}
    public var parameters: JSONObject { [:] }

    public func consensus(of numbers: NumberTable) throws(ConsensusError) -> NumberConsensus {
        guard !numbers.isEmpty else { throw .noVotes }
        return NumberConsensus(numbers, by: self) { answers in
            let sorted = answers.sorted { (numbers.values[$0], $0) < (numbers.values[$1], $1) }
            let values = sorted.map { numbers.values[$0] }
            return (Self.median(values, sorted.map { numbers.weights[$0] }), Self.interval(values))
        }
    }

    static func median(_ values: [Double], _ weights: [Double]) -> Double {
        let half = weights.reduce(0, +) / 2
        var below = 0.0
        for place in values.indices {
            below += weights[place]
            if abs(below - half) <= 1e-12 * half, place + 1 < values.count { return (values[place] + values[place + 1]) / 2 }
            if below > half { return values[place] }
        }
        return values[values.count - 1]
    }

    /// Order statistics k and n + 1 - k for the greatest k with P(Binomial(n, 1/2) < k) <= 2.5 %.
    private static func interval(_ sorted: [Double]) -> Agreement.Interval? {
        let count = sorted.count
        guard count < 1_000 else {
            let reach = Int((1.96 * Double(count).squareRoot() / 2).rounded(.up))
            return .init(low: sorted[max(count / 2 - reach, 0)], high: sorted[min((count - 1) / 2 + reach, count - 1)])
        }
        var term = 1.0
        for _ in 0..<count { term /= 2 }
        var (tail, rank) = (0.0, 0)
        while tail + term <= 0.025 {
            tail += term
            term *= Double(count - rank) / Double(rank + 1)
            rank += 1
        }
        return rank == 0 ? nil : .init(low: sorted[rank - 1], high: sorted[count - rank])
    }
}
