/// Kendall's rank correlation with ties (tau-b): pairs in the same order less pairs in the opposite one.
///
/// tau-b = (C - D) / sqrt((P - Tx)(P - Ty)), P all pairs and T those tied in one list. Papers: Kendall (1938),
/// doi 10.1093/biomet/30.1-2.81, and (1945), doi 10.1093/biomet/33.3.239; counting by merge sort after Knight (1966),
/// doi 10.1080/01621459.1966.10480879. Cost: O(n log n) time, O(n) memory.
public struct KendallTau: Sendable, Hashable {
    public let tau: Double
    /// Two-sided, by the normal approximation with the variance for ties.
    public let pValue: Double

    /// - Parameters: lists of equal length without NaN.
    /// - Returns: nil with fewer than two pairs of values, or when one list is constant.
    public init?(_ x: [Double], _ y: [Double]) {
        precondition(x.count == y.count, "\(x.count) and \(y.count) values")
        let n = Double(x.count)
        let (xTies, yTies) = (Ranks.ties(x).map(Double.init), Ranks.ties(y).map(Double.init))
        let pairs = n * (n - 1) / 2
        let xTied = xTies.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
        let yTied = yTies.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
        guard pairs > xTied, pairs > yTied else { return nil }
        let order = x.indices.sorted { x[$0] != x[$1] ? x[$0] < x[$1] : y[$0] < y[$1] }
        let swaps = Self.inversions(order.map { y[$0] })
        let lead = pairs - xTied - yTied + Self.jointTies(order, x, y) - 2 * Double(swaps)
        // Rounding of the roots must not make an order more equal than equal.
        tau = min(1, max(-1, lead / ((pairs - xTied).squareRoot() * (pairs - yTied).squareRoot())))
        pValue = Normal.twoSided(lead / Self.variance(n, xTies, yTies).squareRoot())
    }

    private static func jointTies(_ order: [Int], _ x: [Double], _ y: [Double]) -> Double {
        var (sum, run) = (0.0, 0.0)
        for place in order.indices.dropFirst() {
            let (a, b) = (order[place - 1], order[place])
            run = x[a] == x[b] && y[a] == y[b] ? run + 1 : 0
            sum += run
        }
        return sum
    }

    private static func variance(_ n: Double, _ x: [Double], _ y: [Double]) -> Double {
        func sum(_ ties: [Double], _ term: (Double) -> Double) -> Double { ties.reduce(0) { $0 + term($1) } }
        func full(_ t: Double) -> Double { t * (t - 1) * (2 * t + 5) }
        func pairs(_ t: Double) -> Double { t * (t - 1) }
        func triples(_ t: Double) -> Double { t * (t - 1) * (t - 2) }
        let first = (full(n) - sum(x, full) - sum(y, full)) / 18
        let second = sum(x, pairs) * sum(y, pairs) / (2 * n * (n - 1))
        let third = n > 2 ? sum(x, triples) * sum(y, triples) / (9 * n * (n - 1) * (n - 2)) : 0
        return first + second + third
    }

    /// Pairs out of order, by merging runs that double in length.
    private static func inversions(_ values: [Double]) -> Int {
        var from = values
        var to = values
        var swaps = 0
        var width = 1
        while width < values.count {
            for start in stride(from: 0, to: values.count, by: 2 * width) {
                let (middle, end) = (min(start + width, values.count), min(start + 2 * width, values.count))
                var (left, right) = (start, middle)
                for place in start..<end {
                    if left < middle, right >= end || from[left] <= from[right] {
                        to[place] = from[left]
                        left += 1
                    } else {
                        swaps += middle - left
                        to[place] = from[right]
                        right += 1
                    }
                }
            }
            swap(&from, &to)
            width *= 2
        }
        return swaps
    }
}
