import Kernels
import Testing

@Suite("Rows in the order of their values")
struct ValueOrderTests {
    private func drawn(_ count: Int, seed: UInt64) -> [Double] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in
            switch random.below(6) {
            case 0: .nan
            case 1: Double(random.below(5)) - 2
            case 2: -random.uniform() * 1e300
            case 3: random.below(2) == 0 ? 0.0 : -0.0
            default: random.uniform() * 1e-300
            }
        }
    }

    @Test("is what sorting gives, missing values left out, equal ones in the order of rows", arguments: [0, 1, 2, 100, 5000])
    func sorted(count: Int) {
        let column = drawn(count, seed: 3), order = ValueOrder(column)
        let expected = column.indices.filter { !column[$0].isNaN }.sorted { (column[$0], $0) < (column[$1], $1) }
        #expect(order.rows == expected.map(Int32.init))
        #expect(order.values == expected.map { column[$0] })
        #expect(order.runEnds.last ?? 0 == order.count)
        #expect(order.runEnds.count == Set(order.values).count)
    }

    @Test("areas, distances and ranks are those of counting pairs")
    func measures() throws {
        let column = drawn(400, seed: 4)
        var random = SeededRandom(seed: 8)
        let classes = column.map { _ in Int32(random.below(4)) - 1 }
        let order = ValueOrder(column), areas = order.areas(of: classes, classCount: 3)
        func values(_ test: (Int32) -> Bool) -> [Double] { column.indices.filter { !column[$0].isNaN && classes[$0] >= 0 && test(classes[$0]) }.map { column[$0] }.sorted() }
        for place in 0..<3 {
            let own = values { $0 == place }, rest = values { $0 != place }
            let wins = own.reduce(0.0) { sum, value in sum + rest.reduce(0.0) { $0 + (value > $1 ? 1 : value == $1 ? 0.5 : 0) } }
            #expect(abs(try #require(areas[place]) - wins / Double(own.count * rest.count)) < 1e-12)
            let distance = try #require(order.distances(from: 1, of: classes, classCount: 3)[place])
            #expect(abs(distance - KolmogorovSmirnov.statistic(values { $0 == 1 }, own)) < 1e-12)
        }
        let present = column.filter { !$0.isNaN }
        #expect(order.ranks(rowCount: column.count).filter { !$0.isNaN } == Ranks.of(present))
        #expect(ValueOrder([1, 2]).areas(of: [0, 0], classCount: 2) == [nil, nil])
    }

    @Test("bins hold about equally many, never part equal values and lose none", arguments: [2, 4, 10])
    func bins(count: Int) {
        var random = SeededRandom(seed: 2)
        for spread in [3, 50, 100_000] {
            let column = (0..<2000).map { _ in Double(random.below(spread)) } + [.nan]
            let bins = ValueOrder(column).bins(count, rowCount: column.count)
            #expect(bins.codes.last == -1 && bins.codes.dropLast().allSatisfy { $0 >= 0 })
            #expect(bins.ranges.count <= count)
            for (code, value) in zip(bins.codes, column) where code >= 0 { #expect(bins.ranges[Int(code)].contains(value)) }
            for (range, next) in zip(bins.ranges, bins.ranges.dropFirst()) { #expect(range.upperBound < next.lowerBound) }
            if spread > 1000 { for code in 0..<count { #expect(abs(bins.codes.count { $0 == Int32(code) } - 2000 / count) <= 3) } }
        }
    }
}
