import Testing

@testable import Kernels

/// Expected pairs of the first suite are what scipy 1.17's `linear_sum_assignment` gives.
@Suite("Assignment")
struct AssignmentTests {
    @Test("more columns than rows, as scipy")
    func wide() {
        let cost: [[Double]] = [
            [63, 90, 78, 23, 30, 87, 1], [82, 80, 47, 30, 28, 25, 45], [50, 55, 100, 79, 62, 99, 22], [16, 61, 4, 4, 51, 47, 92], [63, 51, 50, 25, 1, 19, 69],
        ]
        #expect(Assignment.leastCost(cost.flatMap(\.self), rows: 5, columns: 7) == [3, 5, 6, 2, 4])
    }

    @Test("more rows than columns, as scipy")
    func tall() {
        let cost: [[Double]] = [
            [20, 37, 0, 83], [15, 27, 88, 51], [85, 64, 74, 9], [54, 51, 87, 36], [60, 6, 39, 32], [15, 82, 38, 98], [59, 61, 64, 68],
        ]
        #expect(Assignment.leastCost(cost.flatMap(\.self), rows: 7, columns: 4) == [2, 0, 3, -1, 1, -1, -1])
    }

    @Test("nobody to pair, and one", arguments: [(0, 0), (0, 3), (3, 0)])
    func empty(rows: Int, columns: Int) {
        #expect(Assignment.leastCost([], rows: rows, columns: columns) == Array(repeating: -1, count: rows))
        #expect(Assignment.leastCost([-5], rows: 1, columns: 1) == [0])
    }

    @Test("no permutation is cheaper", arguments: 1...60 as ClosedRange<UInt64>)
    func bruteForce(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let (rows, columns) = (1 + random.below(6), 1 + random.below(6))
        // Every third one has few different costs, so that ties abound; some are negative.
        let cost = (0..<rows * columns).map { _ in seed % 3 == 0 ? Double(random.below(3)) : random.uniform() * 10 - 3 }
        let chosen = Assignment.leastCost(cost, rows: rows, columns: columns)
        #expect(Self.isOneToOne(chosen) && chosen.count { $0 >= 0 } == min(rows, columns))
        #expect(abs(Self.total(cost, columns, chosen) - Self.cheapest(cost, rows, columns)) < 1e-9)
        #expect(chosen == Assignment.leastCost(cost, rows: rows, columns: columns))
    }

    @Test("a value made great is a cost made small")
    func greatest() {
        #expect(Assignment.greatestValue([0.9, 0.8, 0.7, 0.1], rows: 2, columns: 2) == [1, 0])
    }

    @Test("few possible pairs: as good as any choice among them", arguments: 1...80 as ClosedRange<UInt64>)
    func sparse(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let (rows, columns) = (random.below(7), random.below(7))
        var pairs: [SparseAssignment.Pair] = []
        for row in 0..<rows {
            for column in 0..<columns where random.uniform() < 0.5 {
                pairs.append(.init(row: Int32(row), column: Int32(column), weight: seed % 3 == 0 ? Double(1 + random.below(2)) : random.uniform() + 0.01))
            }
        }
        let chosen = SparseAssignment.greatest(pairs.reversed(), rows: rows, columns: columns)
        let taken = pairs.filter { chosen[Int($0.row)] == $0.column }
        #expect(Self.isOneToOne(chosen) && taken.count == chosen.count { $0 >= 0 })
        #expect(abs(taken.reduce(0) { $0 + $1.weight } - Self.best(pairs[...], [], [])) < 1e-9)
    }

    @Test("sparse and dense agree on the total", arguments: [UInt64(1), 2, 3])
    func sparseAgainstDense(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let (rows, columns) = (60, 50)
        var value = [Double](repeating: 0, count: rows * columns)
        var pairs: [SparseAssignment.Pair] = []
        for row in 0..<rows {
            for column in 0..<columns where random.uniform() < 0.1 {
                value[row * columns + column] = random.uniform()
                pairs.append(.init(row: Int32(row), column: Int32(column), weight: value[row * columns + column]))
            }
        }
        let dense = Assignment.greatestValue(value, rows: rows, columns: columns)
        let sparse = SparseAssignment.greatest(pairs, rows: rows, columns: columns)
        #expect(abs(Self.total(value, columns, dense) - Self.total(value, columns, sparse)) < 1e-9)
    }

    static func isOneToOne(_ chosen: [Int32]) -> Bool {
        let used = chosen.filter { $0 >= 0 }
        return Set(used).count == used.count
    }

    static func total(_ cost: [Double], _ columns: Int, _ chosen: [Int32]) -> Double {
        chosen.enumerated().reduce(0) { $0 + ($1.element < 0 ? 0 : cost[$1.offset * columns + Int($1.element)]) }
    }

    /// Every way to give the smaller side partners.
    static func cheapest(_ cost: [Double], _ rows: Int, _ columns: Int) -> Double {
        func rest(_ place: Int, _ used: Set<Int>) -> Double {
            guard place < min(rows, columns) else { return 0 }
            let cell = { (other: Int) in rows <= columns ? cost[place * columns + other] : cost[other * columns + place] }
            return (0..<max(rows, columns)).filter { !used.contains($0) }.map { cell($0) + rest(place + 1, used.union([$0])) }.min()!
        }
        return rest(0, [])
    }

    /// Every subset of pairs.
    static func best(_ pairs: ArraySlice<SparseAssignment.Pair>, _ rows: Set<Int32>, _ columns: Set<Int32>) -> Double {
        guard let first = pairs.first else { return 0 }
        let without = best(pairs.dropFirst(), rows, columns)
        guard !rows.contains(first.row), !columns.contains(first.column) else { return without }
        return max(without, first.weight + best(pairs.dropFirst(), rows.union([first.row]), columns.union([first.column])))
    }
}
