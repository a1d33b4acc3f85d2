import Kernels

/// Reads features a block at a time, in single or double precision; a number that is none is refused with its place.
struct PoolFeatures {
    static let blockRows = 1024

    let matrix: any MatrixRows
    let threads: Int

    init(_ matrix: any MatrixRows, threads: Int) {
        self.matrix = matrix
        self.threads = threads
    }

    var columnCount: Int { matrix.columnCount }
    var rowCount: Int { matrix.rowCount }

    /// A result per block of rows, in order, from single precision. Not checked: see `check`.
    func floatBlocks<Result: Sendable>(
        size: Int = Self.blockRows, _ body: @Sendable (Range<Int>, UnsafeBufferPointer<Float>) -> Result
    ) throws(SelectionError) -> [Result] {
        try Pieces(rowCount, size: size).map(threads: threads) { (rows: Range<Int>) throws(SelectionError) -> Result in
            try floats(rows) { body(rows, $0) }
        }
    }

    func blocks<Result: Sendable>(
        size: Int = Self.blockRows, _ body: @Sendable (Range<Int>, UnsafeBufferPointer<Double>) -> Result
    ) throws(SelectionError) -> [Result] {
        try Pieces(rowCount, size: size).map(threads: threads) { (rows: Range<Int>) throws(SelectionError) -> Result in
            try PoolProbabilities.read(matrix, .features, rows) { block throws(SelectionError) in body(rows, block) }
        }
    }

    func floats<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) -> Result) throws(SelectionError) -> Result {
        do {
            return try matrix.withFloatRows(rows) { block throws(MatrixError) -> Result in body(block) }
        } catch { throw .unreadable(error, .features) }
    }

    /// Rows one after another, in single precision.
    func gather(_ rows: [Int]) throws(SelectionError) -> [Float] {
        var result: [Float] = []
        result.reserveCapacity(rows.count * columnCount)
        for row in rows { try floats(row..<row + 1) { result.append(contentsOf: $0) } }
        return result
    }

    /// That every number is finite, and small enough that squares of differences are.
    func check() throws(SelectionError) {
        let columns = columnCount
        let bad = try floatBlocks { rows, block -> (Int, Float)? in
            for place in 0..<block.count where !(abs(block[place]) < 1e15) { return (rows.lowerBound * columns + place, block[place]) }
            return nil
        }
        for case let (place, value)? in bad { throw .badNumber(Double(value), .features, row: place / columns, column: place % columns) }
    }
}
