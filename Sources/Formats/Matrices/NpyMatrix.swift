import Kernels

/// A .npy file of float64, float32 or float16 seen as a matrix, without reading it: its bytes are mapped.
///
/// The first length of the shape is the rows, the rest together the columns; a list is one column. Little-endian, stored
/// row after row. A block of float64 costs nothing as `Double`, float32 nothing as `Float`; the rest is converted a block at
/// a time. Bytes after the numbers are let be, as numpy does.
public struct NpyMatrix: MatrixRows {
    public let rowCount: Int
    public let columnCount: Int
    public let shape: [Int]
    public let element: NpyElement
    private let file: MappedFile
    private let offset: Int

    /// `shownAs`: the name for messages when it is not the path's last part.
    public init(path: String, shownAs name: String? = nil) throws(MatrixFileError) {
        let file = try MappedFile(path: path, shownAs: name)
        let header = try NpyHeader(file.bytes, named: file.name)
        guard let element = NpyElement(rawValue: header.descr) else {
            throw .elementType(file.name, type: header.descr, wanted: "`<f8`, `<f4` and `<f2`")
        }
        guard !header.isFortran || header.shape.count(where: { $0 != 1 }) < 2 else { throw .fortranOrder(file.name) }
        guard let count = header.count, count <= (Int.max - header.offset) / element.byteCount else {
            throw .npyHeader(file.name, problem: "tells of more numbers than there can be")
        }
        guard count > 0, !header.shape.isEmpty else { throw .empty(file.name) }
        let needed = header.offset + count * element.byteCount
        guard file.bytes.count >= needed else { throw .truncated(file.name, bytes: file.bytes.count, needed: needed) }
        self.init(rowCount: header.shape[0], columnCount: count / header.shape[0], shape: header.shape, element: element, file: file, offset: header.offset)
    }

    private init(rowCount: Int, columnCount: Int, shape: [Int], element: NpyElement, file: MappedFile, offset: Int) {
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.shape = shape
        self.element = element
        self.file = file
        self.offset = offset
    }

    /// The same numbers in one column, for shapes of more than two lengths.
    public var asOneColumn: NpyMatrix {
        NpyMatrix(rowCount: rowCount * columnCount, columnCount: 1, shape: shape, element: element, file: file, offset: offset)
    }

    public func withRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Double>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        let bytes = try bytes(rows)
        if element == .float64, let values = NpyElement.aligned(bytes, as: Double.self) { return try body(values) }
        let room = UnsafeMutableBufferPointer<Double>.allocate(capacity: rows.count * columnCount)
        defer { room.deallocate() }
        element.convert(bytes, into: room)
        return try body(UnsafeBufferPointer(room))
    }

    public func withFloatRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        let bytes = try bytes(rows)
        if element == .float32, let values = NpyElement.aligned(bytes, as: Float.self) { return try body(values) }
        let room = UnsafeMutableBufferPointer<Float>.allocate(capacity: rows.count * columnCount)
        defer { room.deallocate() }
        element.convert(bytes, into: room)
        return try body(UnsafeBufferPointer(room))
    }

    private func bytes(_ rows: Range<Int>) throws(MatrixError) -> UnsafeRawBufferPointer {
        try file.checkUnchanged()
        let rowBytes = columnCount * element.byteCount
        return UnsafeRawBufferPointer(rebasing: file.bytes[offset + rows.lowerBound * rowBytes..<offset + rows.upperBound * rowBytes])
    }
}
