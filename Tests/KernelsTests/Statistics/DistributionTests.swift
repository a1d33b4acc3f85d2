import Testing

@testable import Kernels

@Suite("Distributions and rank correlation")
struct DistributionTests {
    @Test("tails of chi-square and F as scipy has them")
    func tails() {
        for (x, freedom, tail) in [(3.84, 1.0, 0.05004352124870519), (0.5, 4, 0.9735009788392561), (30, 10, 0.000856641210775301), (100, 3, 1.5541594313896026e-21)] {
            #expect(abs(ChiSquare(freedom: freedom).upper(x) / tail - 1) < 1e-9)
        }
        #expect(abs(FDistribution(3, 7).upper(2.5) - 0.14350945627893932) < 1e-12)
        #expect(abs(FDistribution(2.5, 4.7).upper(0.3) - 0.7946226137845013) < 1e-12)
        #expect(abs(FDistribution(5, 3.3).quantile(0.975) - 12.553549787381687) < 1e-9)
        #expect(abs(FDistribution(5, 12).quantile(0.025) - 0.1532672934943625) < 1e-12)
        #expect(ChiSquare(freedom: 2).upper(0) == 1 && FDistribution(1, 1).upper(.infinity) == 0)
    }

    @Test("ranks share the mean of equal places")
    func ranks() {
        #expect(Ranks.of([3, 1, 3, 2]) == [3.5, 1, 3.5, 2] && Ranks.of([]).isEmpty)
        #expect(Ranks.ties([3, 1, 3, 3]) == [1, 3])
    }

    @Test("Kendall's tau is the plain count of pairs", arguments: 1...10 as ClosedRange<UInt64>)
    func tau(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let x = (0..<30).map { _ in Double(random.below(8)) }
        let y = (0..<30).map { _ in Double(random.below(8)) }
        var (lead, xUntied, yUntied) = (0.0, 0.0, 0.0)
        for i in x.indices {
            for j in 0..<i {
                let (a, b) = (x[i] - x[j], y[i] - y[j])
                lead += (a * b > 0 ? 1 : 0) - (a * b < 0 ? 1 : 0)
                xUntied += a != 0 ? 1 : 0
                yUntied += b != 0 ? 1 : 0
            }
        }
        #expect(abs(try #require(KendallTau(x, y)).tau - lead / (xUntied * yUntied).squareRoot()) < 1e-12)
    }

    @Test("a constant list has no correlation")
    func constant() {
        #expect(KendallTau([0.1, 0.1, 0.1], [1, 2, 3]) == nil && KendallTau([], []) == nil)
        #expect(Correlation.pearson([0.1, 0.1, 0.1], [1, 2, 3]) == nil && Correlation.spearman([1], [2]) == nil)
        #expect(abs((Correlation.pearson([1, 2, 3], [2, 4, 6]) ?? 0) - 1) < 1e-15)
        #expect(Correlation.pValue(1, count: 3) == 0 && Correlation.pValue(0.5, count: 2) == nil)
    }

    @Test("a bias-corrected interval of a symmetric statistic is near the percentiles, and is the same on any threads")
    func biasCorrected() throws {
        let values = (0..<80).map { Double($0 % 13) }
        let mean: @Sendable ([Int32]) -> Double? = { drawn in drawn.reduce(0) { $0 + values[Int($1)] } / Double(drawn.count) }
        let bootstrap = Bootstrap(rounds: 600, seed: 5)
        let plain = try #require(bootstrap.interval(units: 80, threads: 3, of: mean))
        #expect(plain == bootstrap.interval(units: 80) { mean($0) })
        let corrected = try #require(bootstrap.biasCorrected(units: 80, threads: 1, of: mean))
        #expect(corrected == bootstrap.biasCorrected(units: 80, threads: 4, of: mean))
        #expect(abs(corrected.low - plain.low) < 0.2 && abs(corrected.high - plain.high) < 0.2)
        #expect(bootstrap.biasCorrected(units: 80, threads: 1) { _ in 1 } != nil)
        #expect(bootstrap.biasCorrected(units: 0, threads: 1, of: mean) == nil)
    }
}
