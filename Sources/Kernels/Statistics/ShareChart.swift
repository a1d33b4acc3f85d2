import Glibc

/// A CUSUM chart of single hits and misses: the sum that rises with each hit above what is usual, never below 0, and alarms at
/// a height that a quiet process reaches once in so many trials.
///
/// Paper: Page (1954), doi 10.2307/2333009; of single trials Reynolds and Stoumbos (1999),
/// doi 10.1080/00224065.1999.11979900. The sum moves by `up` at a hit and by `-down` at a miss, whole numbers in the proportion
/// that the likelihood ratio of `shifted` against `usual` asks for; so it walks on whole numbers, and the mean number of trials
/// to an alarm is the solution of a linear system, exact and not simulated (Brook and Evans, 1972, doi
/// 10.1093/biomet/59.3.539).
/// Cost of finding the height: O(log H) systems of H rows and a band of `up` + `down`; milliseconds.
public struct ShareChart: Sendable, Hashable, Codable {
    public let usual: Double
    public let shifted: Double
    public let up: Int
    public let down: Int
    /// An alarm is due at this sum.
    public let height: Int

    /// - Parameters:
    ///   - usual: the share of hits of a quiet process, above 0.
    ///   - shifted: the share that is to be found out soon, above `usual` and below 1.
    ///   - trialsBetweenAlarms: the mean number of trials to an alarm in a quiet process, at least.
    public init(usual: Double, shifted: Double, trialsBetweenAlarms: Double) {
        precondition(usual > 0 && shifted > usual && shifted < 1, "a chart from \(usual) to \(shifted)")
        let middle = Self.middle(usual, shifted)
        let (up, down) = Self.steps(middle)
        var (low, high) = (0, 1)
        while high < Self.highest, Self.trials(usual, up, down, high) < trialsBetweenAlarms { (low, high) = (high, high * 2) }
        while high - low > 1 {
            let tried = (low + high) / 2
            if Self.trials(usual, up, down, tried) < trialsBetweenAlarms { low = tried } else { high = tried }
        }
        (self.usual, self.shifted, self.up, self.down, height) = (usual, shifted, up, down, high)
    }

    private static let highest = 1 << 14

    /// Mean trials from 0 to an alarm where the share of hits is `share`.
    public func trialsToAlarm(at share: Double) -> Double { Self.trials(share, up, down, height) }

    /// The sum after one more trial.
    public func after(_ sum: Int, _ isHit: Bool) -> Int { max(0, sum + (isHit ? up : -down)) }

    /// The share at which the sum stands still on average: log((1-p)/(1-q)) / log(q(1-p) / p(1-q)) for p < q.
    private static func middle(_ usual: Double, _ shifted: Double) -> Double {
        let miss = log1p(-usual) - log1p(-shifted)
        return miss / (miss + log(shifted / usual))
    }

    /// The smallest whole numbers within a hundredth of the proportion, the middle never below what was asked for.
    private static func steps(_ middle: Double) -> (up: Int, down: Int) {
        for whole in 2...100 {
            let down = Int((middle * Double(whole)).rounded(.up))
            if down < whole, Double(down) / Double(whole) <= middle * 1.01 { return (whole - down, down) }
        }
        let down = max(1, Int((middle * 100).rounded(.up)))
        return (max(1, 100 - down), down)
    }

    /// E_i = 1 + p E_(i + up) + (1 - p) E_max(0, i - down), and 0 from the height on: a band matrix, solved by elimination
    /// without pivots, which its diagonal allows.
    private static func trials(_ share: Double, _ up: Int, _ down: Int, _ height: Int) -> Double {
        let width = down + up + 1
        var (rows, right) = ([Double](repeating: 0, count: height * width), [Double](repeating: 1, count: height))
        for row in 0..<height {
            rows[row * width + down] += 1
            rows[row * width + down + max(0, row - down) - row] -= 1 - share
            if row + up < height { rows[row * width + down + up] -= share }
        }
        for row in 0..<height {
            for below in row + 1..<max(row + 1, min(row + down + 1, height)) {
                let factor = rows[below * width + down + row - below] / rows[row * width + down]
                if factor == 0 { continue }
                for column in row..<min(row + up + 1, height) {
                    rows[below * width + down + column - below] -= factor * rows[row * width + down + column - row]
                }
                right[below] -= factor * right[row]
            }
        }
        for row in stride(from: height - 1, through: 0, by: -1) {
            for column in row + 1..<max(row + 1, min(row + up + 1, height)) { right[row] -= rows[row * width + down + column - row] * right[column] }
            right[row] /= rows[row * width + down]
        }
        return right[0]
    }
}
