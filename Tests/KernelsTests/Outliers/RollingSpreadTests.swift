import Testing
@testable import Kernels

@Suite("Rolling spread")
struct RollingSpreadTests {
    @Test("agrees with sorting every window anew", arguments: [0, 1, 2, 5, 40])
    func reference(reach: Int) {
        var random = SeededRandom(seed: UInt64(reach))
        let series = (0..<60).map { _ in random.below(8) == 0 ? Double.nan : Double(random.below(12)) }
        #expect(RollingSpread.of(series, reach: reach) == series.indices.map { obvious(series, $0, reach) })
    }

    private func obvious(_ series: [Double], _ centre: Int, _ reach: Int) -> RollingSpread.Place? {
        let window = series[max(0, centre - reach)...min(series.count - 1, centre + reach)].filter { !$0.isNaN }
        guard let median = Percentile.at(0.5, ofSorted: window.sorted()) else { return nil }
        let deviation = Percentile.at(0.5, ofSorted: window.map { abs($0 - median) }.sorted()) ?? 0
        return RollingSpread.Place(median: median, deviation: deviation)
    }
}
