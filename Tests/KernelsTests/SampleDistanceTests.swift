import Testing

@testable import Kernels

@Suite("Distances of samples") struct SampleDistanceTests {
    /// Every way to deal the joined values to the two sides, as often as it comes as far apart: the definition itself.
    private func counted(_ first: [Double], _ second: [Double]) -> Double {
        let all = (first + second).sorted()
        let seen = KolmogorovSmirnov.statistic(first, second)
        var (reached, total) = (0, 0)
        for mask in 0..<(1 << all.count) where mask.nonzeroBitCount == first.count {
            total += 1
            let side = { (bit: Int) in all.indices.filter { (mask >> $0) & 1 == bit }.map { all[$0] } }
            if KolmogorovSmirnov.statistic(side(1), side(0)) >= seen - 1e-12 { reached += 1 }
        }
        return Double(reached) / Double(total)
    }

    @Test("the exact probability is that of dealing the values at random", arguments: [([1.0, 2, 3, 7], [4.0, 5, 6]), ([1, 2, 3], [10, 11, 12, 13]), ([1, 5, 9], [2, 4, 6, 8, 10])])
    func exact(first: [Double], second: [Double]) {
        #expect(abs(KolmogorovSmirnov.probability(first, second) - counted(first, second)) < 1e-12)
    }

    @Test("equal samples are certain to be alike") func equal() {
        #expect(KolmogorovSmirnov.probability([1, 2, 3], [1, 2, 3]) == 1)
        #expect(SampleDistance.wasserstein([1, 2, 3], [1, 2, 3]) == 0)
        #expect(SampleDistance.energy([1, 2, 3], [1, 2, 3]) == 0)
    }

    @Test("the limit continues the exact probability") func limit() {
        var random = SeededRandom(seed: 5)
        for shift in [0.0, 0.01, 0.02] {
            let first = (0..<KolmogorovSmirnov.exactLimit).map { _ in random.uniform() }.sorted()
            let second = (0..<KolmogorovSmirnov.exactLimit).map { _ in random.uniform() + shift }.sorted()
            let exact = KolmogorovSmirnov.probability(first, second)
            let limit = KolmogorovSmirnov.probability((first + [0.5]).sorted(), second)
            #expect(abs(exact - limit) < 0.02 * max(exact, 0.05))
        }
    }

    @Test("moving a sample moves it by as much", arguments: [0.5, 3, 100]) func moved(by step: Double) {
        let values = [1.0, 2, 4, 8]
        #expect(abs(SampleDistance.wasserstein(values, values.map { $0 + step }) - step) < 1e-12)
    }

    @Test("shares: nothing apart, wholly apart") func shares() {
        #expect(ShareDistance.jensenShannon([0.5, 0.5], [0.5, 0.5]) == 0)
        #expect(abs(ShareDistance.jensenShannon([1, 0], [0, 1]) - 0.832_554_611_157_697_7) < 1e-15)
        #expect(ShareDistance.hellinger([1, 0], [0, 1]) == 1)
        #expect(ShareDistance.totalVariation([0.75, 0.25], [0.25, 0.75]) == 0.5)
        #expect(ShareDistance.kullbackLeibler([0.5, 0.5], [1, 0]) == .infinity)
        #expect(ShareDistance.populationStability([0, 1], [0, 1]) == 0)
    }
}
