import Glibc

/// How often each value of one column came with each of another, and how much the one tells of the other.
///
/// Shapes: R x C, row-major. Values are codes from 0; a row of the data with a code below 0 on either side is left out
/// and counted in `missing`. Cost: one pass over the codes; the measures O(R C).
public struct ContingencyTable: Sendable, Hashable {
    public let rowCount: Int
    public let columnCount: Int
    public private(set) var counts: [Int]
    public private(set) var missing = 0

    public init(_ rows: [Int32], _ columns: [Int32], rowCount: Int, columnCount: Int) {
        precondition(rows.count == columns.count, "\(rows.count) and \(columns.count) codes")
        (self.rowCount, self.columnCount) = (rowCount, columnCount)
        var counts = [Int](repeating: 0, count: rowCount * columnCount)
        var missing = 0
        counts.withUnsafeMutableBufferPointer { counts in
            rows.withUnsafeBufferPointer { rows in
                columns.withUnsafeBufferPointer { columns in
                    for place in rows.indices {
                        let row = Int(rows[place]), column = Int(columns[place])
                        if row < 0 || column < 0 { missing += 1 } else { counts[row * columnCount + column] += 1 }
                    }
                }
            }
        }
        (self.counts, self.missing) = (counts, missing)
    }

    public init(counts: [Int], rowCount: Int, columnCount: Int) {
        precondition(counts.count == rowCount * columnCount, "\(counts.count) counts")
        (self.counts, self.rowCount, self.columnCount) = (counts, rowCount, columnCount)
    }

    public var total: Int { counts.reduce(0, +) }

    public var rowTotals: [Int] { (0..<rowCount).map { row in counts[row * columnCount..<(row + 1) * columnCount].reduce(0, +) } }

    public var columnTotals: [Int] {
        var totals = [Int](repeating: 0, count: columnCount)
        for row in 0..<rowCount { for column in 0..<columnCount { totals[column] += counts[row * columnCount + column] } }
        return totals
    }

    // MARK: Chi-square

    /// Pearson's statistic over rows and columns that occur; freedom 0 where one side has a single value.
    public var chiSquare: (statistic: Double, freedom: Int) {
        let rows = rowTotals, columns = columnTotals, all = Double(total)
        var sum = 0.0
        for row in 0..<rowCount where rows[row] > 0 {
            for column in 0..<columnCount where columns[column] > 0 {
                let expected = Double(rows[row]) * Double(columns[column]) / all
                let gap = Double(counts[row * columnCount + column]) - expected
                sum += gap * gap / expected
            }
        }
        let freedom = max(0, rows.count { $0 > 0 } - 1) * max(0, columns.count { $0 > 0 } - 1)
        return (sum, freedom)
    }

    /// 0 unrelated ... 1 the one with fewer values follows from the other (Cramér, 1946); nil where a side has one value.
    public var cramersV: Double? {
        let (statistic, freedom) = chiSquare
        guard freedom > 0 else { return nil }
        let least = min(rowTotals.count { $0 > 0 }, columnTotals.count { $0 > 0 }) - 1
        return min(1, (statistic / Double(total) / Double(least)).squareRoot())
    }

    /// Cramér's V less what chance gives it: many values in few rows do not look related.
    /// Paper: Bergsma (2013), doi 10.1016/j.jkss.2012.10.002.
    public var correctedV: Double? {
        let (statistic, freedom) = chiSquare
        let all = Double(total)
        guard freedom > 0, all > 1 else { return nil }
        let rows = Double(rowTotals.count { $0 > 0 }), columns = Double(columnTotals.count { $0 > 0 })
        let excess = max(0, statistic / all - (rows - 1) * (columns - 1) / (all - 1))
        let rowsLeft = rows - (rows - 1) * (rows - 1) / (all - 1), columnsLeft = columns - (columns - 1) * (columns - 1) / (all - 1)
        let least = min(rowsLeft, columnsLeft) - 1
        return least > 0 ? min(1, (excess / least).squareRoot()) : 0
    }

    // MARK: Information

    /// In nats.
    public var mutualInformation: Double {
        Self.mutualInformation(counts, cells: Self.logSum(counts), rows: Self.logSum(rowTotals), columns: Self.logSum(columnTotals), total)
    }

    public var rowEntropy: Double { Self.entropy(rowTotals) }
    public var columnEntropy: Double { Self.entropy(columnTotals) }

    /// Mutual information over the mean of both entropies, 0...1; 0 where both sides have one value.
    public var normalizedMutualInformation: Double {
        let mean = (rowEntropy + columnEntropy) / 2
        return mean > 0 ? min(1, mutualInformation / mean) : 0
    }

    static func entropy(_ totals: [Int]) -> Double {
        let all = totals.reduce(0, +)
        return all == 0 ? 0 : max(0, log(Double(all)) - logSum(totals) / Double(all))
    }

    /// Sum of n ln n.
    static func logSum(_ counts: [Int]) -> Double {
        counts.withUnsafeBufferPointer { counts in
            var sum = 0.0
            for count in counts where count > 1 { sum += Double(count) * log(Double(count)) }
            return sum
        }
    }

    static func mutualInformation(_ counts: [Int], cells: Double, rows: Double, columns: Double, _ total: Int) -> Double {
        total == 0 ? 0 : max(0, (cells - rows - columns) / Double(total) + log(Double(total)))
    }
}
