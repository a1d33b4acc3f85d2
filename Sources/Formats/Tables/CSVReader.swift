import Glibc
import Records

/// Rows of a CSV or TSV file as objects of strings, one at a time.
///
/// Cells stay text: a postcode keeps its zero. Rows with too few or too many cells, a broken quote, bytes that are not
/// UTF-8, or a NUL byte become findings with file, line and reason, and reading goes on with the next row.
/// Memory: one window of 2 MiB, more only for a longer row.
///
///     let reader = try CSVReader(try ByteSource(path: "sms.tsv"), dialect: .tsv, header: .none)
///     while let row = try reader.next() { print(row.fields["1"]) }
public final class CSVReader: RecordReader {
    /// Names in the order of the file; `0`, `1`, ... without a header.
    public let columns: [String]
    /// What `next()` puts into a record, and under which name; all columns unless set.
    /// Names must differ.
    public var selection: [(name: String, column: Int)]

    public let source: ByteSource
    private let scanner: CSVScanner
    private let hasHeader: Bool
    private let maximumBytes: Int
    private var findings = PendingFindings()
    private var record: Int
    /// The first row of a file without header was read to count its columns.
    private var isFirstRowWaiting: Bool

    public init(
        _ source: ByteSource, dialect: CSVDialect = .csv, header: CSVHeader = .firstRow, from position: ReadPosition = .start,
        maximumRowBytes: Int = CSVReader.defaultMaximumRowBytes
    ) throws {
        let window = ByteWindow(source)
        try window.skipByteOrderMark()
        self.source = source
        maximumBytes = maximumRowBytes
        hasHeader = header == .firstRow
        scanner = CSVScanner(window, dialect: dialect, afterLine: 0, maximumBytes: maximumRowBytes)
        guard let first = try Self.firstGoodRow(scanner, file: source.name) else {
            if hasHeader { throw FormatError.noHeader(file: source.name) }
            columns = []
            selection = []
            record = 0
            isFirstRowWaiting = false
            return
        }
        let named = hasHeader ? try Self.names(scanner, count: first, file: source.name) : (names: (0..<first).map(String.init), findings: [])
        columns = named.names
        for finding in named.findings { findings.add(finding) }
        selection = named.names.enumerated().map { (name: $1, column: $0) }
        isFirstRowWaiting = !hasHeader
        record = 0
        if position.record > 0 { try resume(at: position) }
    }

    public static let defaultMaximumRowBytes = 64 << 20

    public var position: ReadPosition {
        let place = scanner.position
        return isFirstRowWaiting ? .start : ReadPosition(offset: place.offset, line: place.line, record: record)
    }

    public func takeFindings() -> [Finding] { findings.take() }

    public func next() throws -> RawRecord? {
        while let count = try nextRow() {
            if let fields = checkedFields(count) { return RawRecord(number: record, line: scanner.line, fields: fields) }
            try findings.check(source.name, line: scanner.line)
        }
        return nil
    }

    // MARK: Rows as bytes

    /// Goes to the next good row without making a record of it; false at the end.
    func advance() throws -> Bool {
        while let count = try nextRow() {
            if isGood(count) { return true }
            try findings.check(source.name, line: scanner.line)
        }
        return false
    }

    /// Goes past the plain rows that come next, and puts their cells into `rows`; 0 before another row and at the end.
    func cut(_ plain: PlainRows, into rows: FieldRows) throws -> Int {
        guard !isFirstRowWaiting else { return 0 }
        let count = try scanner.cut(plain, into: rows)
        record += count
        return count
    }

    /// A cell of the row that `advance` went to, quotes undone.
    func withCell<Result>(_ column: Int, _ body: (UnsafeRawBufferPointer?) throws -> Result) rethrows -> Result {
        guard scanner.hasEscapes(column) else { return try body(scanner.bytes(column)) }
        var text = scanner.string(column)
        return try text.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
    }

    var line: Int { scanner.line }

    // MARK: Rows

    /// Cells of the next row whose quotes work out.
    private func nextRow() throws -> Int? {
        if isFirstRowWaiting {
            isFirstRowWaiting = false
            record = 1
            return columns.count
        }
        while let row = try scanner.next() {
            record += 1
            switch row {
            case .cells(let count): return count
            case .brokenQuote(let cell):
                add("csv.quote.broken", "cell \(cell + 1) goes on after its closing quote", hint: "Double the quotes inside a quoted cell")
            case .unclosedQuote(let cell):
                add("csv.quote.unclosed", "the quote that opens cell \(cell + 1) is never closed", hint: "Close it, or double it if it is part of the text")
            case .tooLong:
                add("csv.row.too-long", "the row is longer than \(maximumBytes) bytes", hint: "Look for a quote that is never closed")
            }
            try findings.check(source.name, line: scanner.line)
        }
        return nil
    }

    private func checkedFields(_ count: Int) -> JSONObject? {
        guard isGood(count) else { return nil }
        return JSONObject(uniqueMembers: selection.map { (key: $0.name, value: .string(scanner.string($0.column))) })
    }

    /// Whether the row has as many cells as the header and nothing but UTF-8 in them; a finding says what is wrong.
    private func isGood(_ count: Int) -> Bool {
        guard count == columns.count else {
            let isShort = count < columns.count
            add(isShort ? "csv.row.too-few-columns" : "csv.row.too-many-columns", "the row has \(count) cells where \(columns.count) are expected",
                hint: isShort ? nil : "Quote cells that contain the delimiter")
            return false
        }
        if let fault = Self.byteFault(in: scanner.row) {
            add(fault.code, fault.message, hint: fault.hint)
            return false
        }
        return true
    }

    private static func byteFault(in row: UnsafeRawBufferPointer) -> (code: String, message: String, hint: String)? {
        if let place = UTF8Check.firstFault(in: row) {
            return ("csv.row.invalid-utf8", "byte \(place + 1) of the row is not UTF-8 (0x\(String(row[place], radix: 16)))", "Convert the file to UTF-8, for example with `iconv -t UTF-8`")
        }
        if let base = row.baseAddress, memchr(base, 0, row.count) != nil { return ("csv.row.nul", "the row contains a NUL byte", "Remove it; the file may be UTF-16 or damaged") }
        return nil
    }

    private func add(_ code: String, _ message: String, hint: String?) {
        findings.add(Finding(.error, code, message, at: Place(file: source.name, line: scanner.line, record: String(record)), hint: hint))
    }

    // MARK: Start and resume

    private static func firstGoodRow(_ scanner: CSVScanner, file: String) throws -> Int? {
        guard let row = try scanner.next() else { return nil }
        switch row {
        case .cells(let count): return count
        case .tooLong: throw FormatError.badHeader(file: file, reason: "it is longer than a row may be")
        case .brokenQuote, .unclosedQuote: throw FormatError.badHeader(file: file, reason: "its quotes do not match")
        }
    }

    /// Empty and repeated names get a number, with a finding: no column is lost.
    private static func names(_ scanner: CSVScanner, count: Int, file: String) throws -> (names: [String], findings: [Finding]) {
        if let fault = byteFault(in: scanner.row) { throw FormatError.badHeader(file: file, reason: fault.message) }
        if scanner.row.contains(0x0D), !scanner.row.contains(0x22) { throw FormatError.loneCarriageReturns(file: file) }
        var names: [String] = []
        var taken: Set<String> = []
        /// The next number to try for a name that came before: a row of a million equal names takes no longer than another.
        var copies: [String: Int] = [:]
        var findings: [Finding] = []
        for place in 0..<count {
            let written = scanner.string(place)
            var name = written.isEmpty ? "column_\(place)" : written
            var copy = copies[written] ?? 2
            while !taken.insert(name).inserted {
                name = "\(written)_\(copy)"
                copy += 1
            }
            copies[written] = copy
            if name != written {
                let what = written.isEmpty ? "column \(place) has no name" : "the name `\(written)` comes twice"
                findings.append(Finding(.warning, "csv.header.renamed", "\(what); it is read as `\(name)`", at: Place(file: file, line: scanner.line)))
            }
            names.append(name)
        }
        return (names, findings)
    }

    private func resume(at position: ReadPosition) throws {
        isFirstRowWaiting = false
        _ = findings.take()
        guard try scanner.skip(to: position.offset, line: position.line) else {
            throw FormatError.cursorBeyondEnd(file: source.name, offset: position.offset)
        }
        record = position.record
    }
}
