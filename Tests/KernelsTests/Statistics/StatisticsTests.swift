import Testing

@testable import Kernels

/// Values of distributions are those of printed tables (Abramowitz and Stegun, chapter 26).
@Suite("Statistics")
struct StatisticsTests {
    static func isClose(_ left: Double, _ right: Double, _ tolerance: Double) -> Bool {
        abs(left - right) <= tolerance * max(1, abs(right))
    }

    @Test("normal quantiles", arguments: [
        (0.975, 1.959963984540054), (0.95, 1.6448536269514722), (0.5, 0), (0.995, 2.5758293035489004),
        (0.025, -1.959963984540054), (1e-6, -4.753424308822899),
    ])
    func normalQuantile(p: Double, z: Double) {
        #expect(Self.isClose(Normal.quantile(p), z, 1e-11))
        #expect(Self.isClose(Normal.cumulative(z), p, 1e-11))
    }

    @Test("far tails do not vanish")
    func tail() {
        #expect(Self.isClose(Normal.twoSided(20) / 5.507248237212471e-89, 1, 1e-9))
        #expect(Normal.quantile(0) == -.infinity && Normal.quantile(1) == .infinity)
    }

    @Test("Student quantiles", arguments: [
        (1.0, 0.975, 12.706204736432095), (2, 0.975, 4.302652729911275), (10, 0.975, 2.2281388519649385),
        (30, 0.95, 1.697260886593957), (399, 0.975, 1.965927295920853), (5, 0.5, 0), (5, 0.01, -3.364929998907252),
    ])
    func student(freedom: Double, p: Double, t: Double) {
        #expect(Self.isClose(StudentT(freedom: freedom).quantile(p), t, 1e-8))
        #expect(Self.isClose(StudentT(freedom: freedom).cumulative(t), p, 1e-9))
    }

    @Test("incomplete beta at its closed forms", arguments: [0.0, 0.1, 0.25, 0.5, 0.9, 1.0])
    func beta(x: Double) {
        #expect(Self.isClose(IncompleteBeta.regularized(x, 1, 1), x, 1e-12))
        #expect(Self.isClose(IncompleteBeta.regularized(x, 2, 1), x * x, 1e-12))
        #expect(Self.isClose(IncompleteBeta.regularized(x, 2, 3) + IncompleteBeta.regularized(1 - x, 3, 2), 1, 1e-12))
    }

    @Test("percentiles between values, as numpy's default", arguments: [
        (0.0, 1.0), (1, 10), (0.5, 2.5), (0.25, 1.75), (0.9, 7.9), (-1, 1), (2, 10),
    ])
    func percentile(share: Double, expected: Double) {
        #expect(Self.isClose(Percentile.at(share, ofSorted: [1, 2, 3, 10]) ?? .nan, expected, 1e-12))
    }

    @Test("parts of a whole add up to the whole")
    func exactSum() {
        #expect(Moments.exactSum(Array(repeating: 0.1, count: 10)) == 1)
        #expect(Moments.exactSum([1e100, 1, -1e100]) == 1)
        #expect(Moments.exactSum([]) == 0)
    }

    @Test("nothing has no percentile, mean or spread")
    func nothing() {
        #expect(Percentile.at(0.5, ofSorted: []) == nil && Moments.mean([]) == nil)
        #expect(Moments.standardDeviation([1]) == nil)
        #expect(Moments.standardDeviation([1, 3], freedom: 0) == 1)
    }

    @Test("a bootstrap of a mean spreads as the standard error, and repeats with its seed")
    func bootstrap() throws {
        let values = (0..<200).map { Double(($0 * 37) % 101) }
        func mean(_ drawn: [Int32]) -> Double? { drawn.reduce(0) { $0 + values[Int($1)] } / 200 }
        let first = try #require(Bootstrap(rounds: 800, seed: 3).interval(units: 200, of: mean))
        let second = try #require(Bootstrap(rounds: 800, seed: 3).interval(units: 200, of: mean))
        #expect(first == second && first.skipped == 0)
        let formula = try #require(Moments.standardDeviation(values)) / 200.0.squareRoot()
        #expect(abs(first.standardError / formula - 1) < 0.1)
        #expect(try #require(Bootstrap(rounds: 800, seed: 4).interval(units: 200, of: mean)) != first)
    }

    @Test("rounds without a value are skipped and counted")
    func skipped() throws {
        var round = 0
        let interval = try #require(Bootstrap(rounds: 10, seed: 1).interval(units: 3) { _ in
            round += 1
            return round % 2 == 0 ? Double(round) : nil
        })
        #expect(interval.skipped == 5 && interval.rounds == 10)
        #expect(Bootstrap(rounds: 10, seed: 1).interval(units: 3) { _ in nil } == nil)
        #expect(Bootstrap(rounds: 10, seed: 1).interval(units: 0) { _ in 1 } == nil)
    }
}
