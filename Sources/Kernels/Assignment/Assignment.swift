/// Who is paired with whom so that the whole costs least: the assignment problem.
///
/// `leastCost` takes a full matrix, `greatest` a short list of pairs that may be taken; both grow the answer by one
/// shortest augmenting path per row and keep dual prices that prove it optimal.
///
/// Papers: Kuhn (1955), doi 10.1002/nav.3800020109; Jonker and Volgenant (1987), doi 10.1007/BF02278710, in the form of
/// Crouse (2016), doi 10.1109/TAES.2016.140952 that scipy uses. Checked against every permutation in the tests.
///
/// Rectangular: with fewer columns than rows the cheapest subset of rows is served. Cost: O(n * n * m), n the smaller
/// side, and O(m) memory beyond the matrix.
/// Deterministic: columns are looked at in order and the first of equals wins, a free column before a taken one; of two
/// assignments of equal cost the same one is found each time, which need not be the first of them in any order.
public enum Assignment {
    /// - Parameter cost: rows x columns, row-major, finite.
    /// - Returns: the column of each row, -1 for a row that gets none.
    public static func leastCost(_ cost: [Double], rows: Int, columns: Int) -> [Int32] {
        precondition(cost.count == rows * columns, "\(cost.count) costs for \(rows) x \(columns)")
        precondition(cost.allSatisfy(\.isFinite), "a cost is not finite")
        guard rows > 0, columns > 0 else { return Array(repeating: -1, count: rows) }
        if rows <= columns { return AugmentingPaths(rows: rows, columns: columns, cost: cost).solve() }
        var turned = [Double](repeating: 0, count: cost.count)
        for row in 0..<rows {
            for column in 0..<columns { turned[column * rows + row] = cost[row * columns + column] }
        }
        let rowOfColumn = AugmentingPaths(rows: columns, columns: rows, cost: turned).solve()
        var result = [Int32](repeating: -1, count: rows)
        for (column, row) in rowOfColumn.enumerated() { result[Int(row)] = Int32(column) }
        return result
    }

    /// The same for a value to be made as great as it can be.
    public static func greatestValue(_ value: [Double], rows: Int, columns: Int) -> [Int32] {
        leastCost(value.map { -$0 }, rows: rows, columns: columns)
    }
}

/// The dense solver. Rows are not more than columns.
private struct AugmentingPaths {
    let rows: Int
    let columns: Int
    let cost: [Double]
    /// Dual prices: cost[i, j] - rowPrice[i] - columnPrice[j] is never negative, and 0 where i has j.
    var rowPrice: [Double]
    var columnPrice: [Double]
    var columnOfRow: [Int32]
    var rowOfColumn: [Int32]
    /// Of the search under way, by column: length of the shortest path, the row before, and whether it is final.
    var distance: [Double]
    var before: [Int32]
    var isFinal: [Bool]

    init(rows: Int, columns: Int, cost: [Double]) {
        self.rows = rows
        self.columns = columns
        self.cost = cost
        rowPrice = Array(repeating: 0, count: rows)
        columnPrice = Array(repeating: 0, count: columns)
        columnOfRow = Array(repeating: -1, count: rows)
        rowOfColumn = Array(repeating: -1, count: columns)
        distance = Array(repeating: .infinity, count: columns)
        before = Array(repeating: -1, count: columns)
        isFinal = Array(repeating: false, count: columns)
    }

    consuming func solve() -> [Int32] {
        for row in 0..<rows { augment(from: row) }
        return columnOfRow
    }

    private mutating func augment(from start: Int) {
        let (end, length) = shortestPath(from: start)
        reprice(start: start, length: length)
        var column = end
        while true {
            let row = Int(before[column])
            rowOfColumn[column] = Int32(row)
            let next = columnOfRow[row]
            columnOfRow[row] = Int32(column)
            if row == start { return }
            column = Int(next)
        }
    }

    /// Dijkstra over reduced costs until a free column is final.
    private mutating func shortestPath(from start: Int) -> (end: Int, length: Double) {
        for column in 0..<columns {
            distance[column] = .infinity
            isFinal[column] = false
        }
        var row = start
        var length = 0.0
        while true {
            let next = relax(row: row, at: length)
            length = distance[next]
            isFinal[next] = true
            if rowOfColumn[next] < 0 { return (next, length) }
            row = Int(rowOfColumn[next])
        }
    }

    /// Offers every open column the way through `row`; the nearest open column after that.
    private mutating func relax(row: Int, at length: Double) -> Int {
        let (columns, price) = (columns, rowPrice[row])
        return cost.withUnsafeBufferPointer { cost in
            distance.withUnsafeMutableBufferPointer { distance in
                var nearest = -1
                var least = Double.infinity
                for column in 0..<columns where !isFinal[column] {
                    let offer = length + (cost[row * columns + column] - price - columnPrice[column])
                    if offer < distance[column] {
                        distance[column] = offer
                        before[column] = Int32(row)
                    }
                    if distance[column] < least || (distance[column] == least && rowOfColumn[column] < 0 && rowOfColumn[nearest] >= 0) {
                        least = distance[column]
                        nearest = column
                    }
                }
                return nearest
            }
        }
    }

    private mutating func reprice(start: Int, length: Double) {
        rowPrice[start] += length
        for column in 0..<columns where isFinal[column] {
            let gain = length - distance[column]
            if rowOfColumn[column] >= 0 { rowPrice[Int(rowOfColumn[column])] += gain }
            columnPrice[column] -= gain
        }
    }
}
