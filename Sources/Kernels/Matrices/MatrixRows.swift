/// A matrix that is read a block of rows at a time: in memory, or in a file that is larger than it.
///
/// Rows are items, columns are classes or features. Nothing that takes this may copy the whole: it asks for a block,
/// works on it, and asks for the next, twice over the matrix if it must. The same rows give the same numbers each time.
public protocol MatrixRows: Sendable {
    var rowCount: Int { get }
    var columnCount: Int { get }

    /// The numbers of a block of rows, row-major; valid during the call only. Callable from many threads at once.
    ///
    /// Cost: nothing for a matrix in memory or a mapped file of float64 or, for `Float`, float32; one conversion of the
    /// block otherwise.
    /// - Throws: `MatrixError` with the place, for a file whose bytes turn out to be no numbers.
    func withRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Double>) throws(MatrixError) -> Result) throws(MatrixError) -> Result

    /// As above in single precision, for distances and features.
    func withFloatRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws(MatrixError) -> Result) throws(MatrixError) -> Result
}

/// Numbers in memory.
public struct Matrix: MatrixRows {
    public let rowCount: Int
    public let columnCount: Int
    /// Row-major.
    public let values: [Double]

    /// `values.count` is `rowCount * columnCount`.
    public init(_ values: [Double], rowCount: Int, columnCount: Int) {
        precondition(values.count == rowCount * columnCount)
        self.values = values
        self.rowCount = rowCount
        self.columnCount = columnCount
    }

    public func withRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Double>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        try values.withUnsafeBufferPointer { all throws(MatrixError) in
            try body(UnsafeBufferPointer(rebasing: all[rows.lowerBound * columnCount..<rows.upperBound * columnCount]))
        }
    }

    public func withFloatRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        let floats = values[rows.lowerBound * columnCount..<rows.upperBound * columnCount].map(Float.init)
        return try floats.withUnsafeBufferPointer { floats throws(MatrixError) in try body(floats) }
    }
}

/// Why numbers cannot be read or are not what a method needs. Facts only; rows and columns count from 0.
public enum MatrixError: Error, Hashable, Sendable {
    /// The text or bytes at a place are no number.
    case notANumber(String, row: Int, column: Int)
    /// NaN or infinity where a number is needed.
    case notFinite(Double, row: Int, column: Int)
    case rowTooShort(row: Int, columns: Int, expected: Int)
    case rowTooLong(row: Int, expected: Int)
    /// The file ended or shrank; the words say where.
    case unreadable(String)
}
