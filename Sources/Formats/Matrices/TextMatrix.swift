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

    /// What the first line is.
    public enum FirstLine: Sendable, Hashable {
        /// A header when one of its cells is no number.
        case toldByItsCells
        case header
    }

    /// What an empty cell is, or one of `nan`, `NA`, `N/A` and `null` in any case.
    public enum EmptyCells: Sendable, Hashable {
        case refused
        /// NaN: for features with gaps.
        case missing
    }

    public let rowCount: Int
    public let columnCount: Int
    /// The cells of the header, when there is one.
    public let columnNames: [String]?
    /// The first line holds 0, 1, 2 ... and nothing else: names of columns as some tools write them, or a row after all.
    public let mayHaveNumberedHeader: Bool
    private let file: MappedFile
    private let delimiter: UInt8
    private let emptyCells: EmptyCells
    /// Where rows 0, 64, 128 ... begin.
    private let starts: [Int]

    /// `shownAs`: the name for messages when it is not the path's last part.
    public init(path: String, shownAs name: String? = nil, firstLine: FirstLine = .toldByItsCells, emptyCells: EmptyCells = .refused) throws(MatrixFileError) {
        let file = try MappedFile(path: path, shownAs: name)
        var lines = TextLines(file.bytes, from: file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        guard let first = lines.next() else { throw .empty(file.name) }
        let head = TextHead(file.bytes, first, emptyCells)
        let isHeader = firstLine == .header || head.hasWords
        if !isHeader { lines.place = first.lowerBound }
        var starts: [Int] = []
        var count = 0
        while let line = lines.next() {
            let columns = 1 + file.bytes[line].count { $0 == head.delimiter }
            guard columns == head.columnCount else {
                throw .ragged(file.name, line: Self.line(of: line.lowerBound, in: file), columns: columns, expected: head.columnCount)
            }
            if count % Self.stride == 0 { starts.append(line.lowerBound) }
            count += 1
        }
        guard count > 0 else { throw .empty(file.name) }
        (self.file, self.emptyCells, self.starts, rowCount) = (file, emptyCells, starts, count)
        (delimiter, columnCount, mayHaveNumberedHeader) = (head.delimiter, head.columnCount, head.isNumbered && !isHeader)
        columnNames = isHeader ? head.names(file.bytes, first) : nil
    }

    /// On which line of the file a row stands, from 1.
    public func line(ofRow row: Int) -> Int {
        var lines = TextLines(file.bytes, from: starts[row / Self.stride])
        for _ in 0..<row % Self.stride { _ = lines.next() }
        return Self.line(of: lines.next()?.lowerBound ?? file.bytes.count, in: file)
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
                guard column < columnCount, let value = DecimalCell.value(cell) ?? gap(cell) else {
                    throw .cellNotANumber(String(decoding: cell, as: UTF8.self), file: file.name, line: Self.line(of: line.lowerBound, in: file), column: column + 1)
                }
                take(row * columnCount + column, value)
                column += 1
            }
            guard column == columnCount else { throw .rowTooShort(row: rows.lowerBound + row, columns: column, expected: columnCount) }
        }
    }

    private func gap(_ cell: UnsafeBufferPointer<UInt8>) -> Double? { emptyCells == .missing && TextHead.isGap(cell) ? .nan : nil }

    private static func line(of offset: Int, in file: MappedFile) -> Int { 1 + file.bytes[..<offset].count { $0 == 10 } }
}
