import Glibc

/// Cuts a table's bytes into rows and cells in one pass; no copies, no strings.
///
/// A cell is a byte range within the row. Quotes count only at the start of a cell; elsewhere they are ordinary.
/// A row whose quotes do not work out, or that is too long, is given up at the end of its *first line*, so one
/// stray quote costs one row and not the rest of the file.
final class CSVScanner {
    struct Cell {
        var start: Int32
        var end: Int32
        /// Holds doubled quotes.
        var hasEscapes: Bool
    }

    enum Row {
        case cells(count: Int)
        case brokenQuote(cell: Int)
        case unclosedQuote(cell: Int)
        case tooLong
    }

    static let defaultMaximumBytes = 64 << 20

    private let window: ByteWindow
    private let dialect: CSVDialect
    private let maximumBytes: Int
    private var cells: UnsafeMutablePointer<Cell>
    private var capacity = 64
    /// Bytes of the row last given, its line end included.
    private var used = 0
    private var linesUsed = 0
    /// Line on which the row last given starts.
    private(set) var line: Int
    /// The row last given, without its line end.
    private(set) var row = UnsafeRawBufferPointer(start: nil, count: 0)

    init(_ window: ByteWindow, dialect: CSVDialect, afterLine line: Int, maximumBytes: Int = defaultMaximumBytes) {
        self.window = window
        self.dialect = dialect
        self.maximumBytes = min(maximumBytes, Int(Int32.max) - 2 * RawInput.chunkBytes)
        self.line = line
        linesUsed = 1
        cells = .allocate(capacity: capacity)
    }

    deinit { cells.deallocate() }

    /// Behind the row last given.
    var position: (offset: Int64, line: Int) { (window.offset + Int64(used), line + linesUsed - 1) }

    /// The next row that is not blank; nil at the end. Its cells are valid until the next call.
    func next() throws(ByteError) -> Row? {
        while true {
            window.advance(used)
            line += linesUsed
            (used, linesUsed) = (0, 0)
            guard let row = try scanRow() else {
                linesUsed = 1
                return nil
            }
            if case .cells(1) = row, self.row.isEmpty { continue }
            return row
        }
    }

    /// Goes past plain rows, whose cells are valid until the next call; 0 before a row that is not plain and at the end.
    func cut(_ plain: PlainRows, into rows: FieldRows) throws(ByteError) -> Int {
        window.advance(used)
        line += linesUsed
        (used, linesUsed) = (0, 0)
        var found = plain.cut(window.bytes, into: rows)
        while found.rows == 0, found.end == .moreNeeded, window.bytes.count <= RawInput.chunkBytes, try window.grow() {
            found = plain.cut(window.bytes, into: rows)
        }
        guard found.rows > 0 else { return 0 }
        rows.source = UnsafeRawBufferPointer(rebasing: window.bytes[0..<found.bytes])
        used = found.bytes
        line += found.rows - 1
        linesUsed = 1
        row = UnsafeRawBufferPointer(start: nil, count: 0)
        return found.rows
    }

    /// Bytes of a cell, quotes taken off, doubled quotes still doubled.
    func bytes(_ place: Int) -> UnsafeRawBufferPointer {
        let cell = cells[place]
        return UnsafeRawBufferPointer(rebasing: row[Int(cell.start)..<Int(cell.end)])
    }

    /// Whether the bytes of a cell hold doubled quotes.
    func hasEscapes(_ place: Int) -> Bool { cells[place].hasEscapes }

    func string(_ place: Int) -> String {
        let cell = cells[place]
        let raw = UnsafeRawBufferPointer(rebasing: row[Int(cell.start)..<Int(cell.end)])
        guard cell.hasEscapes, let quote = dialect.quote else { return String(decoding: raw, as: UTF8.self) }
        return String(unsafeUninitializedCapacity: raw.count) { output in
            var count = 0
            var place = 0
            while place < raw.count {
                output[count] = raw[place]
                count += 1
                place += raw[place] == quote ? 2 : 1
            }
            return count
        }
    }

    /// Continues at a place between two rows where an earlier scan stood. False when the input ends before it.
    func skip(to offset: Int64, line: Int) throws(ByteError) -> Bool {
        window.advance(used)
        (used, linesUsed, self.line) = (0, 1, line)
        return try window.skip(to: offset)
    }

    // MARK: One row

    private enum Mode { case cellStart, plain, quoted, afterQuote, afterQuoteReturn }

    /// Where a scan stands, kept while the window grows.
    private struct Progress {
        var place = 0
        var mode = Mode.cellStart
        var cellStart = 0
        var hasEscapes = false
        var count = 0
        var newlines = 0
    }

    private enum Step { case complete, needsMore, broken }

    private func scanRow() throws(ByteError) -> Row? {
        var progress = Progress()
        while true {
            switch scan(window.bytes, &progress) {
            case .complete:
                used = progress.place
                linesUsed = progress.newlines + 1
                return .cells(count: progress.count)
            case .broken:
                return try giveUp(.brokenQuote(cell: progress.count))
            case .needsMore:
                if progress.place > maximumBytes { return try giveUp(.tooLong) }
                if try !window.grow() { return try finish(progress) }
            }
        }
    }

    /// The hot loop. Leaves `place` behind the line end when the row is complete.
    private func scan(_ bytes: UnsafeRawBufferPointer, _ progress: inout Progress) -> Step {
        let delimiter = dialect.delimiter
        let quote = dialect.quote ?? 10
        let count = bytes.count
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return .needsMore }
        var place = progress.place
        while place < count {
            switch progress.mode {
            case .cellStart:
                progress.cellStart = place
                progress.hasEscapes = false
                if base[place] == quote, quote != 10 {
                    place += 1
                    progress.cellStart = place
                    progress.mode = .quoted
                } else {
                    progress.mode = .plain
                }
            case .plain:
                while place < count, base[place] != delimiter, base[place] != 10 { place += 1 }
                guard place < count else { break }
                if base[place] == 10 {
                    let hasReturn = place > progress.cellStart && base[place - 1] == 13
                    add(&progress, end: hasReturn ? place - 1 : place)
                    return complete(bytes, &progress, rowEnd: hasReturn ? place - 1 : place, next: place + 1)
                }
                add(&progress, end: place)
                place += 1
                progress.mode = .cellStart
            case .quoted:
                while place < count, base[place] != quote {
                    if base[place] == 10 { progress.newlines += 1 }
                    place += 1
                }
                guard place < count else { break }
                place += 1
                progress.mode = .afterQuote
            case .afterQuote:
                let byte = base[place]
                if byte == quote {
                    progress.hasEscapes = true
                    progress.mode = .quoted
                } else if byte == delimiter {
                    add(&progress, end: place - 1)
                    progress.mode = .cellStart
                } else if byte == 10 {
                    add(&progress, end: place - 1)
                    return complete(bytes, &progress, rowEnd: place, next: place + 1)
                } else if byte == 13 {
                    progress.mode = .afterQuoteReturn
                } else {
                    return .broken
                }
                place += 1
            case .afterQuoteReturn:
                guard base[place] == 10 else { return .broken }
                add(&progress, end: place - 2)
                return complete(bytes, &progress, rowEnd: place, next: place + 1)
            }
        }
        progress.place = place
        return .needsMore
    }

    @inline(__always)
    private func add(_ progress: inout Progress, end: Int) {
        if progress.count == capacity { widen() }
        cells[progress.count] = Cell(start: Int32(truncatingIfNeeded: progress.cellStart), end: Int32(truncatingIfNeeded: end), hasEscapes: progress.hasEscapes)
        progress.count += 1
    }

    private func widen() {
        let wider = UnsafeMutablePointer<Cell>.allocate(capacity: capacity * 2)
        wider.moveInitialize(from: cells, count: capacity)
        cells.deallocate()
        cells = wider
        capacity *= 2
    }

    private func complete(_ bytes: UnsafeRawBufferPointer, _ progress: inout Progress, rowEnd: Int, next: Int) -> Step {
        row = UnsafeRawBufferPointer(rebasing: bytes[0..<rowEnd])
        progress.place = next
        return .complete
    }

    /// The input ended within the row: a last line without a line end, or an open quote.
    private func finish(_ progress: Progress) throws(ByteError) -> Row? {
        var progress = progress
        let bytes = window.bytes
        switch progress.mode {
        case .cellStart where progress.place == 0: return nil
        case .quoted: return try giveUp(.unclosedQuote(cell: progress.count))
        case .cellStart: add(&progress, end: progress.place); cells[progress.count - 1].start = Int32(progress.place)
        case .plain:
            let hasReturn = progress.place > progress.cellStart && bytes[progress.place - 1] == 13
            add(&progress, end: hasReturn ? progress.place - 1 : progress.place)
        case .afterQuote: add(&progress, end: progress.place - 1)
        case .afterQuoteReturn: add(&progress, end: progress.place - 2)
        }
        row = bytes
        used = progress.place
        linesUsed = progress.newlines + 1
        return .cells(count: progress.count)
    }

    /// Passes over the first line of a row that cannot be read.
    private func giveUp(_ reason: Row) throws(ByteError) -> Row {
        row = UnsafeRawBufferPointer(start: nil, count: 0)
        linesUsed = 1
        while true {
            let bytes = window.bytes
            if let base = bytes.baseAddress, let end = memchr(base, 10, bytes.count) {
                used = UnsafeRawPointer(end) - base + 1
                return reason
            }
            window.advance(bytes.count)
            if try !window.grow() { return reason }
        }
    }
}
