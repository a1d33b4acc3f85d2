import Records

/// A text file with one item per line: each line that is not blank becomes `{"text": line}`.
public final class TextLinesReader: RecordReader {
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
        while let line = try lines.next() {
            if line.isTooLong {
                record += 1
                add("text.line.too-long", "line \(line.number) is longer than \(maximumBytes) bytes", line)
            } else if !line.bytes.allSatisfy({ $0 == 32 || $0 == 9 }) {
                record += 1
                if let fields = checked(line) { return RawRecord(number: record, line: line.number, fields: fields) }
            }
            try findings.check(source.name, line: line.number)
        }
        return nil
    }

    private func checked(_ line: LineReader.Line) -> JSONObject? {
        if let place = UTF8Check.firstFault(in: line.bytes) {
            add("text.invalid-utf8", "byte \(place + 1) of line \(line.number) is not UTF-8", line)
        } else if line.bytes.contains(0) {
            add("text.nul", "line \(line.number) contains a NUL byte", line)
        } else {
            return ["text": .string(String(decoding: line.bytes, as: UTF8.self))]
        }
        return nil
    }

    private func add(_ code: String, _ message: String, _ line: LineReader.Line) {
        findings.add(Finding(.error, code, message, at: Place(file: source.name, line: line.number, record: String(record))))
    }
}
