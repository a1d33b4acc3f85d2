import Records

/// One JSON object per line, parsed strictly from the bytes of the line; blank lines are passed over.
///
/// A line that is not an object, repeats a key, nests too deep or is too long is a finding with line and column.
/// Memory: one window of 2 MiB, more only for a longer line.
public final class JSONLinesReader: RecordReader {
    private let lines: LineReader
    private var findings = PendingFindings()
    private var record: Int
    private let maximumBytes: Int

    public init(_ source: ByteSource, from position: ReadPosition = .start, maximumLineBytes: Int = LineReader.defaultMaximumBytes) throws {
        lines = try LineReader(source, maximumBytes: maximumLineBytes, startingAt: position.offset, afterLine: position.line)
        record = position.record
        maximumBytes = maximumLineBytes
    }

    public var source: ByteSource { lines.source }
    public var position: ReadPosition {
        let place = lines.position
        return ReadPosition(offset: place.offset, line: place.line, record: record)
    }

    public func takeFindings() -> [Finding] { findings.take() }

    public func next() throws -> RawRecord? {
        guard case .parsed(let record)? = try nextLine({ _ in false }) else { return nil }
        return record
    }

    /// A line that was taken as it stands, or the record it was parsed into.
    enum Line {
        case taken(UnsafeRawBufferPointer)
        case parsed(RawRecord)
    }

    /// Number of the line last given.
    private(set) var line = 0

    /// The next good line; `take` may have it as bytes when all is as it likes, else it is parsed.
    func nextLine(_ take: (UnsafeRawBufferPointer) -> Bool) throws -> Line? {
        while let next = try lines.next() {
            if Self.isBlank(next.bytes), !next.isTooLong { continue }
            record += 1
            line = next.number
            if next.isTooLong {
                addTooLong(next)
            } else if take(next.bytes) {
                return .taken(next.bytes)
            } else if let fields = object(next) {
                return .parsed(RawRecord(number: record, line: next.number, fields: fields))
            }
            try findings.check(source.name, line: next.number)
        }
        return nil
    }

    private func addTooLong(_ line: LineReader.Line) {
        add("jsonl.line.too-long", "line \(line.number) is longer than \(maximumBytes) bytes", line, hint: "Split the record, or keep its large part in a file of its own")
    }

    private func object(_ line: LineReader.Line) -> JSONObject? {
        do {
            if case .object(let object) = try JSONParser.parse(line.bytes) { return object }
            add("jsonl.line.not-an-object", "line \(line.number) holds a value that is not an object", line, column: 1, hint: "Write each record as `{\"text\": ...}`")
        } catch {
            let isDuplicate = if case .duplicateKey = error.reason { true } else { false }
            add(isDuplicate ? "jsonl.line.duplicate-key" : "jsonl.line.not-json", error.message, line, column: error.column, hint: error.hint)
        }
        return nil
    }

    private func add(_ code: String, _ message: String, _ line: LineReader.Line, column: Int? = nil, hint: String? = nil) {
        findings.add(Finding(.error, code, message, at: Place(file: source.name, line: line.number, column: column, record: String(record)), hint: hint))
    }

    @inline(__always)
    private static func isBlank(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let first = bytes.first else { return true }
        guard first == 32 || first == 9 else { return false }
        return bytes.allSatisfy { $0 == 32 || $0 == 9 }
    }
}
