import Kernels
import Testing
@testable import Preparing

@Suite("Statistics of bias against reference libraries")
struct GoldenStatisticsTests {
    private func sums(_ values: [Double]) -> ValueSums {
        var sums = ValueSums()
        for value in values { sums.add(value) }
        return sums
    }

    @Test("Wilson intervals are statsmodels'")
    func wilson() throws {
        for golden in try GoldenBias.read().wilson {
            let own = try #require(WilsonInterval(coverage: golden.coverage).of(golden.count, among: golden.total))
            #expect(isNear(own.low, golden.interval[0]) && isNear(own.high, golden.interval[1]))
        }
        #expect(WilsonInterval().of(0, among: 0) == nil && WilsonInterval().of(3, among: 2) == nil)
    }

    @Test("adjusted probabilities are statsmodels' fdr_bh")
    func discoveries() throws {
        for golden in try GoldenBias.read().discoveries {
            let own = FalseDiscoveries.adjusted(golden.values)
            #expect(zip(own, golden.adjusted).allSatisfy { isNear($0, $1) })
        }
        #expect(FalseDiscoveries.adjusted([]).isEmpty)
    }

    @Test("Welch's test is scipy's; samples without spread have none")
    func welch() throws {
        for golden in try GoldenBias.read().welch {
            let own = try #require(WelchTest(sums(golden.first), sums(golden.second)))
            #expect(isNear(own.t, golden.t) && isNear(own.freedom, golden.freedom))
            #expect(isNear(own.twoSided, golden.twoSided) && isNear(own.upper, golden.upper))
        }
        #expect(WelchTest(sums([1, 1]), sums([2, 2])) == nil && WelchTest(sums([1]), sums([2, 3])) == nil)
    }

    @Test("tables of counts are scipy's and scikit-learn's; random tables give the adjusted information")
    func tables() throws {
        for golden in try GoldenBias.read().tables {
            let own = ContingencyTable(golden.rows, golden.columns, rowCount: golden.shape[0], columnCount: golden.shape[1])
            let (statistic, freedom) = own.chiSquare
            #expect(isNear(statistic, golden.chiSquare) && freedom == golden.freedom)
            #expect(isNear(ChiSquare(freedom: Double(freedom)).upper(statistic), golden.p))
            #expect(isNear(own.cramersV, golden.cramer) && isNear(own.correctedV, golden.corrected))
            #expect(isNear(own.mutualInformation, golden.information) && isNear(own.normalizedMutualInformation, golden.normalized))
            let random = RandomTables(rowTotals: own.rowTotals, columnTotals: own.columnTotals).mutualInformation(rounds: 2000, seed: 1)
            let usual = try #require(Moments.mean(random)), entropy = (own.rowEntropy + own.columnEntropy) / 2
            #expect(isNear((own.mutualInformation - usual) / (entropy - usual), golden.adjusted, 0.005))
        }
    }

    @Test("areas, distances and ranks are scikit-learn's and scipy's")
    func areas() throws {
        let golden = try GoldenBias.read().areas
        let order = ValueOrder(golden.values)
        let areas = order.areas(of: golden.classes, classCount: 3), distances = order.distances(from: 0, of: golden.classes, classCount: 3)
        for place in 0..<3 { #expect(isNear(areas[place], golden.areas[place]) && isNear(distances[place], golden.distances[place])) }
        #expect(order.ranks(rowCount: golden.values.count) == golden.ranks)
    }
}
