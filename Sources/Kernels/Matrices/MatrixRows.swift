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

extension MatrixRows {
    /// How many rows make a block that stays in a core's cache while it is converted and read: 256 KiB of doubles.
    public var rowsPerBlock: Int { max(1, 32768 / max(columnCount, 1)) }
}
