/// Numbers in memory, in double precision.
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
