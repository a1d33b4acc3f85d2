import Testing
@testable import Kernels

@Suite("Gapped rows")
struct GappedRowsTests {
    @Test("agrees with measuring every pair in the obvious way", arguments: [(1, 7), (4, 30), (6, 700)])
    func reference(columns: Int, count: Int) {
        var random = SeededRandom(seed: UInt64(columns))
        func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in random.below(4) == 0 ? .nan : Double(random.below(9)) } }
        let values = numbers(columns * count)
        let rows = GappedRows(Matrix(values, rowCount: count, columnCount: columns))
        var room = GappedRows.Room(for: rows)
        for _ in 0..<20 {
            let query = numbers(columns)
            query.withUnsafeBufferPointer { rows.measure($0, &room) }
            let expected = (0..<count).compactMap { row in obvious(query, Array(values[row * columns..<(row + 1) * columns])).map { (row, $0) } }
                .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            let having = expected.filter { !values[$0.0 * columns].isNaN }.prefix(5)
            let found = rows.nearest(5, having: 0, room)
            #expect(found.map(\.row) == having.map { $0.0 } && found.map(\.squaredGap) == having.map { $0.1 })
        }
    }

    private func obvious(_ a: [Double], _ b: [Double]) -> Double? {
        let shared = a.indices.filter { !a[$0].isNaN && !b[$0].isNaN }
        if shared.isEmpty { return nil }
        return shared.reduce(0) { $0 + (a[$1] - b[$1]) * (a[$1] - b[$1]) } * (Double(a.count) / Double(shared.count))
    }
}
