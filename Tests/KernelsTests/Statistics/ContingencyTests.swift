import Testing
@testable import Kernels

@Suite("Tables of counts and their tests")
struct ContingencyTests {
    @Test("codes below zero are left out and counted")
    func missing() {
        let table = ContingencyTable([0, 1, -1, 1, 0], [0, 1, 1, -1, 0], rowCount: 2, columnCount: 2)
        #expect(table.counts == [2, 0, 0, 1])
        #expect(table.missing == 2)
        #expect(table.normalizedMutualInformation > 0.999)
        #expect(abs((table.cramersV ?? 0) - 1) < 1e-12)
    }

    @Test("one value on a side tells nothing and breaks nothing")
    func degenerate() {
        let table = ContingencyTable(counts: [3, 4], rowCount: 1, columnCount: 2)
        #expect(table.chiSquare.freedom == 0 && table.cramersV == nil && table.correctedV == nil && table.normalizedMutualInformation < 1e-12)
        let empty = ContingencyTable([], [], rowCount: 2, columnCount: 2)
        #expect(empty.mutualInformation == 0 && empty.normalizedMutualInformation == 0 && empty.cramersV == nil)
    }

    @Test("many values in few rows look related by Cramér's V, and not by the corrected one")
    func corrected() throws {
        var random = SeededRandom(seed: 1), plain = 0.0, corrected = 0.0
        for _ in 0..<20 {
            let rows = (0..<100).map { _ in Int32(random.below(40)) }, columns = (0..<100).map { _ in Int32(random.below(3)) }
            let table = ContingencyTable(rows, columns, rowCount: 40, columnCount: 3)
            plain += try #require(table.cramersV) / 20
            corrected += try #require(table.correctedV) / 20
        }
        #expect(plain > 0.5)
        #expect(corrected < 0.2)
    }

    @Test("random tables have the given totals and the spread of shuffled columns", arguments: [(40, 3, 2), (300, 6, 4), (5000, 12, 3)])
    func randomTables(rows: Int, first: Int, second: Int) {
        var random = SeededRandom(seed: 7)
        let left = (0..<rows).map { _ in Int32(min(random.below(first), random.below(first))) }
        var right = (0..<rows).map { _ in random.below(second) }
        func table() -> ContingencyTable { ContingencyTable(left, right.map(Int32.init), rowCount: first, columnCount: second) }
        let given = table()
        var shuffled: [Double] = []
        for _ in 0..<400 {
            random.shuffle(&right)
            shuffled.append(table().mutualInformation)
        }
        let tables = RandomTables(rowTotals: given.rowTotals, columnTotals: given.columnTotals)
        let drawn = tables.mutualInformation(rounds: 400, seed: 3)
        let (a, b) = (shuffled.sorted(), drawn.sorted())
        #expect(KolmogorovSmirnov.probability(a, b) > 0.001)
        var cells = [Int](repeating: 0, count: given.rowTotals.count { $0 > 0 } * given.columnTotals.count { $0 > 0 })
        tables.draw(&random, into: &cells)
        #expect(cells.reduce(0, +) == rows && cells.allSatisfy { $0 >= 0 })
        #expect(tables.mutualInformation(rounds: 400, seed: 3) == drawn)
    }

    @Test("hypergeometric draws have their mean and spread", arguments: [(500, 700, 300), (12, 100_000, 5_000), (60, 40, 90), (9, 9, 9)])
    func draws(good: Int, others: Int, draws: Int) {
        var random = SeededRandom(seed: 5)
        let found = (0..<4000).map { _ in Double(RandomTables.drawn(good: good, others: others, draws, &random)) }
        let all = Double(good + others), share = Double(good) / all
        let mean = Double(draws) * share, variance = mean * (1 - share) * (all - Double(draws)) / (all - 1)
        #expect(abs((Moments.mean(found) ?? 0) - mean) < 5 * (variance / 4000).squareRoot())
        #expect(abs((Moments.standardDeviation(found) ?? 0) / variance.squareRoot() - 1) < 0.08)
        #expect(found.allSatisfy { $0 >= 0 && $0 <= Double(min(good, draws)) && Double(draws) - $0 <= Double(others) })
    }
}
