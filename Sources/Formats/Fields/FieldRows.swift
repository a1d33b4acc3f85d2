/// Fields of a stretch of rows, as byte ranges: what a reader of millions of rows asks for at one go.
///
///     let rows = FieldRows(fieldCount: 2)
///     while try reader.next(rows) { for row in 0..<rows.count { rows.bytes(row, 0) ... } }
///
/// The bytes are valid until the reader is asked for more, or until these rows are filled again once they were kept.
/// 64 KiB a field.
public final class FieldRows {
    @usableFromInline struct Cell {
        /// nil when the row has no such field.
        @usableFromInline var start: UnsafeRawPointer?
        @usableFromInline var count: Int
    }

    /// Rows of a stretch, at most.
    static let most = 4096

    public let fieldCount: Int
    /// Row by row.
    @usableFromInline let cells: UnsafeMutablePointer<Cell>
    public internal(set) var count = 0
    /// Line on which the first row starts, from 1; the others follow line by line.
    public internal(set) var line = 0
    /// Where the reader has the rows; nil when their bytes are held here.
    var source: UnsafeRawBufferPointer?
    /// What was kept of it.
    private var room = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    /// Texts of a row whose fields do not stand in the file as they are.
    private var texts: [UnsafeMutableRawBufferPointer] = []

    public init(fieldCount: Int) {
        self.fieldCount = fieldCount
        cells = .allocate(capacity: max(1, fieldCount * Self.most))
        cells.initialize(repeating: Cell(start: nil, count: 0), count: max(1, fieldCount * Self.most))
    }

    deinit {
        cells.deallocate()
        room.deallocate()
        dropTexts()
    }

    /// The UTF-8 of a field; nil when it is missing or null.
    @inlinable
    public func bytes(_ row: Int, _ field: Int) -> UnsafeRawBufferPointer? {
        let cell = cells[row * fieldCount + field]
        guard let start = cell.start else { return nil }
        return UnsafeRawBufferPointer(start: start, count: cell.count)
    }

    /// Makes the bytes its own, so that they stay while the reader goes on. Costs one copy of them.
    public func keep() {
        guard let source, let base = source.baseAddress else { return }
        if room.count < source.count {
            room.deallocate()
            room = .allocate(byteCount: source.count * 5 / 4, alignment: 16)
        }
        room.copyMemory(from: source)
        guard let copy = room.baseAddress else { return }
        for cell in 0..<count * fieldCount {
            if let start = cells[cell].start { cells[cell].start = UnsafeRawPointer(copy) + (start - base) }
        }
        self.source = nil
    }

    /// Takes the reader's present record as a stretch of one row.
    func take(_ reader: any FieldReader) {
        dropTexts()
        for field in 0..<fieldCount {
            cells[field] = reader.withField(field) { bytes in bytes.map(kept) ?? Cell(start: nil, count: 0) }
        }
        (count, line, source) = (1, reader.line, nil)
    }

    private func kept(_ bytes: UnsafeRawBufferPointer) -> Cell {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
        copy.copyBytes(from: bytes)
        texts.append(copy)
        return Cell(start: copy.baseAddress, count: bytes.count)
    }

    private func dropTexts() {
        for text in texts { text.deallocate() }
        texts.removeAll(keepingCapacity: true)
    }
}
