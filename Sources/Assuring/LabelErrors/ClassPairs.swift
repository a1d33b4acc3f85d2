/// A K x K table of counts that keeps only the pairs that were seen, so that it grows with the items and not with K x K.
///
/// Rows in order, columns ascending in each. Two hundred thousand items of five thousand classes fill at most 205,000 cells
/// of twenty-five million.
public struct ClassPairs: Sendable, Hashable {
    public let classCount: Int
    /// Where each row begins; K + 1 of them.
    let starts: [Int]
    let columns: [Int32]
    let values: [Int]

    /// Rows of (column, value), columns ascending.
    init(rows: [[(column: Int32, value: Int)]]) {
        classCount = rows.count
        var starts = [0]
        starts.reserveCapacity(rows.count + 1)
        for row in rows { starts.append(starts[starts.count - 1] + row.count) }
        self.starts = starts
        columns = rows.flatMap { $0.map(\.column) }
        values = rows.flatMap { $0.map(\.value) }
    }

    /// Counts (row, column) of each item; `column` -1 counts nothing. Each diagonal cell is at least `least`.
    init(_ rowOf: [Int32], _ columnOf: ItemColumn<Int32>, rowCounts: [Int], leastOnDiagonal least: Int) {
        let order = Self.itemsByRow(rowOf, rowCounts)
        var tally = [Int](repeating: 0, count: rowCounts.count)
        var start = 0
        self.init(rows: rowCounts.indices.map { row in
            var seen: [Int32] = []
            for item in order[start..<start + rowCounts[row]] where columnOf[Int(item)] >= 0 {
                let column = columnOf[Int(item)]
                if tally[Int(column)] == 0 { seen.append(column) }
                tally[Int(column)] += 1
            }
            start += rowCounts[row]
            if tally[row] == 0, least > 0 { seen.append(Int32(row)) }
            tally[row] = max(tally[row], least)
            seen.sort()
            defer { for column in seen { tally[Int(column)] = 0 } }
            return seen.map { ($0, tally[Int($0)]) }
        })
    }

    private static func itemsByRow(_ rowOf: [Int32], _ rowCounts: [Int]) -> [Int32] {
        var next = [Int](repeating: 0, count: rowCounts.count)
        for row in rowCounts.indices.dropFirst() { next[row] = next[row - 1] + rowCounts[row - 1] }
        var order = [Int32](repeating: 0, count: rowOf.count)
        for (item, row) in rowOf.enumerated() {
            order[next[Int(row)]] = Int32(item)
            next[Int(row)] += 1
        }
        return order
    }

    public subscript(row: Int, column: Int) -> Int {
        var (low, high) = (starts[row], starts[row + 1])
        while low < high {
            let middle = (low + high) / 2
            if columns[middle] < column { low = middle + 1 } else { high = middle }
        }
        return low < starts[row + 1] && columns[low] == column ? values[low] : 0
    }

    /// The cells of a row that were seen.
    func cells(_ row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

    /// The cells that were seen, row by row.
    public var seen: [(row: Int, column: Int, value: Int)] {
        (0..<classCount).flatMap { row in cells(row).map { (row, Int(columns[$0]), values[$0]) } }
    }

    var total: Int { values.reduce(0, +) }
    var diagonalTotal: Int { (0..<classCount).reduce(0) { $0 + self[$1, $1] } }

    /// The whole table, row-major: K x K of it.
    public var table: [Int] {
        var table = [Int](repeating: 0, count: classCount * classCount)
        for row in 0..<classCount { for cell in cells(row) { table[row * classCount + Int(columns[cell])] = values[cell] } }
        return table
    }
}
