import Kernels

/// A CSV or TSV of numbers seen as a matrix, without holding them: the text is mapped, each 64th row's place kept, and a
/// block parsed when it is asked for.
///
/// Cells are divided by the first of tab, comma and semicolon that the first line has; a first line with a cell that is no
/// number is the header. Blank lines count for nothing; cells may stand in double quotes. Every row has as many cells as the
/// first, which opening checks; a cell that is no number is told, with line and column, when it is read.
///
/// Cost: opening, one look at each byte; a pass over the rows parses each number anew, about 30 ns each, so convert a file
/// that is read often to .npy.
public struct TextMatrix: MatrixRows {
    static let stride = 64

    public let rowCount: Int
    public let columnCount: Int
    /// The cells of the header, when there is one.
    public let columnNames: [String]?
    private let file: MappedFile
    private let delimiter: UInt8
    /// Where rows 0, 64, 128 ... begin.
    private let starts: [Int]

    public init(path: String) throws(MatrixFileError) {
        let file = try MappedFile(path: path)
        self.file = file
        var lines = TextLines(file.bytes, from: file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        guard let first = lines.next() else { throw .empty(file.name) }
        let found = [UInt8(9), 44, 59].first { file.bytes[first].contains($0) } ?? 44
        let cells = TextCells(file.bytes, first, found).map { DecimalCell.value($0) }
        let names = cells.contains(nil) ? TextCells(file.bytes, first, found).map { String(decoding: $0, as: UTF8.self) } : nil
        if names == nil { lines.place = first.lowerBound }
        var starts: [Int] = []
        var count = 0
        while let line = lines.next() {
            let columns = 1 + file.bytes[line].count { $0 == found }
            guard columns == cells.count else {
                throw .ragged(file.name, line: Self.line(of: line.lowerBound, in: file), columns: columns, expected: cells.count)
            }
            if count % Self.stride == 0 { starts.append(line.lowerBound) }
            count += 1
        }
        guard count > 0 else { throw .empty(file.name) }
        (delimiter, columnNames, columnCount, rowCount, self.starts) = (found, names, cells.count, count, starts)
    }

    public func withRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Double>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        let room = UnsafeMutableBufferPointer<Double>.allocate(capacity: max(rows.count * columnCount, 1))
        defer { room.deallocate() }
        if !rows.isEmpty { try parse(rows) { room[$0] = $1 } }
        return try body(UnsafeBufferPointer(rebasing: room[..<(rows.count * columnCount)]))
    }

    public func withFloatRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        let room = UnsafeMutableBufferPointer<Float>.allocate(capacity: max(rows.count * columnCount, 1))
        defer { room.deallocate() }
        if !rows.isEmpty { try parse(rows) { room[$0] = Float($1) } }
        return try body(UnsafeBufferPointer(rebasing: room[..<(rows.count * columnCount)]))
    }

    private func parse(_ rows: Range<Int>, _ take: (Int, Double) -> Void) throws(MatrixError) {
        try file.checkUnchanged()
        var lines = TextLines(file.bytes, from: starts[rows.lowerBound / Self.stride])
        for _ in 0..<rows.lowerBound % Self.stride { _ = lines.next() }
        for row in 0..<rows.count {
            guard let line = lines.next() else { throw .unreadable("`\(file.name)` changed while it was read") }
            var column = 0
            for cell in TextCells(file.bytes, line, delimiter) {
                guard column < columnCount, let value = DecimalCell.value(cell) else {
                    throw .cellNotANumber(String(decoding: cell, as: UTF8.self), file: file.name, line: Self.line(of: line.lowerBound, in: file), column: column + 1)
                }
                take(row * columnCount + column, value)
                column += 1
            }
            guard column == columnCount else { throw .rowTooShort(row: rows.lowerBound + row, columns: column, expected: columnCount) }
        }
    }

    private static func line(of offset: Int, in file: MappedFile) -> Int { 1 + file.bytes[..<offset].count { $0 == 10 } }
}
