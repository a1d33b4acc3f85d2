/// Numbers in memory, in single precision: half the room of `Matrix`, exact for what a network gave out in float32.
public struct FloatMatrix: MatrixRows {
    public let rowCount: Int
    public let columnCount: Int
    /// Row-major.
    public let values: [Float]

    /// `values.count` is `rowCount * columnCount`.
    public init(_ values: [Float], rowCount: Int, columnCount: Int) {
        precondition(values.count == rowCount * columnCount)
        self.values = values
        self.rowCount = rowCount
        self.columnCount = columnCount
    }

    public func withRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Double>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        try withFloatRows(rows) { floats throws(MatrixError) in try Self.widened(floats, body) }
    }

    public func withFloatRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        try values.withUnsafeBufferPointer { all throws(MatrixError) in
            try body(UnsafeBufferPointer(rebasing: all[rows.lowerBound * columnCount..<rows.upperBound * columnCount]))
        }
    }

    /// A block in double precision, for the length of a call.
    public static func widened<Result>(_ floats: UnsafeBufferPointer<Float>, _ body: (UnsafeBufferPointer<Double>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        let room = UnsafeMutableBufferPointer<Double>.allocate(capacity: floats.count)
        defer { room.deallocate() }
        for place in 0..<floats.count { room[place] = Double(floats[place]) }
        return try body(UnsafeBufferPointer(room))
    }
}
