/// Rows of mostly zeros: for each row the columns that are not zero, ascending, and their values (CSR).
///
/// Shapes: row i is `columns[starts[i]..<starts[i + 1]]`, and the same places of `values`.
public struct SparseRows: Sendable {
    public private(set) var starts: [Int] = [0]
    public private(set) var columns: [UInt32] = []
    public private(set) var values: [Float] = []
    public var columnCount: Int

    public init(columnCount: Int) { self.columnCount = columnCount }

    /// From dense rows, row-major.
    public init(dense: [Float], columnCount: Int) {
        precondition(columnCount > 0 && dense.count % columnCount == 0, "\(dense.count) values in rows of \(columnCount)")
        self.columnCount = columnCount
        for first in stride(from: 0, to: dense.count, by: columnCount) {
            for column in 0..<columnCount where dense[first + column] != 0 { append(UInt32(column), dense[first + column]) }
            endRow()
        }
    }

    public var count: Int { starts.count - 1 }
    /// How many values are kept.
    public var storedCount: Int { columns.count }

    @inline(__always)
    mutating func append(_ column: UInt32, _ value: Float) {
        columns.append(column)
        values.append(value)
    }

    mutating func endRow() { starts.append(columns.count) }

    /// The chosen rows in the given order.
    public func rows(_ places: [Int]) -> SparseRows {
        var result = SparseRows(columnCount: columnCount)
        result.starts.reserveCapacity(places.count + 1)
        for place in places {
            result.columns.append(contentsOf: columns[starts[place]..<starts[place + 1]])
            result.values.append(contentsOf: values[starts[place]..<starts[place + 1]])
            result.endRow()
        }
        return result
    }
}
