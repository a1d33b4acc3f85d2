import Glibc

/// Counts as drawing with replacement would make them: a bootstrap of rows that are known by their cell only.
///
/// Drawing n of n rows and counting them by cell gives multinomial counts; drawing those counts costs O(cells * deviation)
/// instead of O(n), which makes a thousand rounds over a million rows a matter of milliseconds.
public struct RandomCounts: Sendable {
    private let counts: [Int]
    private let total: Int

    public init(_ counts: [Int]) {
        precondition(counts.allSatisfy { $0 >= 0 }, "a count below 0")
        (self.counts, total) = (counts, counts.reduce(0, +))
    }

    /// The counts of another sample of the same size.
    public func draw(_ random: inout SeededRandom) -> [Int] {
        var left = total, rest = total
        return counts.map { count in
            guard left > 0, count > 0 else { return 0 }
            let drawn = count == rest ? left : Self.binomial(left, Double(count) / Double(rest), &random)
            left -= drawn
            rest -= count
            return drawn
        }
    }

    /// How many of `trials` succeed. By inversion from the most likely number outwards; O(deviation).
    static func binomial(_ trials: Int, _ share: Double, _ random: inout SeededRandom) -> Int {
        guard trials > 0, share > 0 else { return 0 }
        guard share < 1 else { return trials }
        let n = Double(trials), odds = share / (1 - share)
        let mode = min(trials, Int((n + 1) * share))
        let k = Double(mode)
        let top = exp(
            IncompleteBeta.logGamma(n + 1) - IncompleteBeta.logGamma(k + 1) - IncompleteBeta.logGamma(n - k + 1) + k * log(share) + (n - k) * log1p(-share))
        var left = random.uniform() - top
        if left < 0 { return mode }
        var (up, down, upShare, downShare) = (mode, mode, top, top)
        while up < trials || down > 0 {
            if up < trials {
                upShare *= (n - Double(up)) / (Double(up) + 1) * odds
                up += 1
                left -= upShare
                if left < 0 { return up }
            }
            if down > 0 {
                downShare *= Double(down) / ((n - Double(down) + 1) * odds)
                down -= 1
                left -= downShare
                if left < 0 { return down }
            }
            if upShare < 1e-18, downShare < 1e-18 { break }
        }
        return mode
    }
}
