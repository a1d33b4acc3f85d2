import Foundation

/// Two samples of numbers: are they from one distribution? By the largest distance between their cumulative shares.
///
/// Paper: Smirnov (1939); exact tail by counting lattice paths, as Hodges (1958), "The significance probability of the Smirnov
/// two-sample test", Arkiv för Matematik 3, 469-486. Here the share of paths that touch the border is carried along itself, so
/// that small probabilities keep their digits.
/// Beyond `exactLimit` values: Kolmogorov's limit with the correction of Stephens (1970), within about 1 % of the exact value.
public enum KolmogorovSmirnov {
    /// A sample above it is judged by the limit.
    public static let exactLimit = 10_000

    /// Largest distance of the cumulative shares, 0...1. Both ascending and without NaN; neither empty. O(n + m).
    public static func statistic(_ first: [Double], _ second: [Double]) -> Double {
        precondition(!first.isEmpty && !second.isEmpty, "an empty sample")
        return Double(largestStep(first, second)) / (Double(first.count) * Double(second.count))
    }

    /// P(D >= the statistic) where both are from one distribution. Exact: O(n m).
    public static func probability(_ first: [Double], _ second: [Double]) -> Double {
        precondition(!first.isEmpty && !second.isEmpty, "an empty sample")
        let step = largestStep(first, second)
        if max(first.count, second.count) <= exactLimit { return exact(step, first.count, second.count) }
        return probability(ofDistance: Double(step) / (Double(first.count) * Double(second.count)), first.count, second.count)
    }

    /// By the limit, of a distance between samples of so many values: for distances found on the way, and for large samples.
    public static func probability(ofDistance distance: Double, _ first: Int, _ second: Int) -> Double {
        precondition(first > 0 && second > 0, "an empty sample")
        let (n, m) = (Double(first), Double(second))
        let root = (n * m / (n + m)).squareRoot()
        return upper((root + 0.12 + 0.11 / root) * distance)
    }

    /// The distance times n m: a whole number, so nothing is rounded.
    private static func largestStep(_ first: [Double], _ second: [Double]) -> Int {
        var (a, b, largest) = (0, 0, 0)
        while a < first.count, b < second.count {
            let value = min(first[a], second[b])
            while a < first.count, first[a] <= value { a += 1 }
            while b < second.count, second[b] <= value { b += 1 }
            largest = max(largest, abs(a * second.count - b * first.count))
        }
        return largest
    }

    /// Share of the lattice paths from (0, 0) to (n, m) that come as far as `step` from the diagonal. Walking back from a point,
    /// the last step came along the first axis with probability i / (i + j).
    private static func exact(_ step: Int, _ n: Int, _ m: Int) -> Double {
        if step == 0 { return 1 }
        var touched = (0...m).map { $0 * n >= step ? 1.0 : 0 }
        touched.withUnsafeMutableBufferPointer { touched in
            for i in 1...n {
                if i * m >= step { touched[0] = 1 }
                for j in 1...m {
                    guard abs(i * m - j * n) < step else { touched[j] = 1; continue }
                    touched[j] = (touched[j] * Double(i) + touched[j - 1] * Double(j)) / Double(i + j)
                }
            }
        }
        return min(1, touched[m])
    }

    /// Kolmogorov's limit: P(K >= x). Two series, each where it converges at once.
    private static func upper(_ x: Double) -> Double {
        guard x > 0 else { return 1 }
        if x < 1.18 {
            let base = exp(-Double.pi * Double.pi / (8 * x * x))
            let sum = [1.0, 9, 25, 49].reduce(0) { $0 + pow(base, $1) }
            return min(1, max(0, 1 - (2 * Double.pi).squareRoot() / x * sum))
        }
        let base = exp(-2 * x * x)
        return min(1, max(0, 2 * (base - pow(base, 4) + pow(base, 9) - pow(base, 16))))
    }
}
