import Records

/// A list of objects in one JSON file, element by element: `[{...}, {...}]`, or one object that holds such a list
/// under a key (`{"data": [...]}`; without `key` the first list found is taken).
///
/// The file is never held whole: memory is one window, more only for a larger element. An element that is not an
/// object, or not JSON, is a finding and reading goes on behind it; brackets that do not close end the reading with
/// a finding that names the line.
public final class JSONListReader: RecordReader {
    public static let defaultMaximumElementBytes = 64 << 20

    public let source: ByteSource
    private let scanner: JSONListScanner
    private let maximumBytes: Int
    private var findings = PendingFindings()
    private var record = 0
    private var line = 0
    private var isInside = true
    /// The list is a member of an object that must still be closed.
    private var isNested = false

    /// A position is continued from by passing over as many elements as it counts.
    public init(
        _ source: ByteSource, key: String? = nil, from position: ReadPosition = .start,
        maximumElementBytes: Int = JSONListReader.defaultMaximumElementBytes
    ) throws {
        self.source = source
        maximumBytes = maximumElementBytes
        scanner = try JSONListScanner(ByteWindow(source))
        try enterList(under: key)
        while record < position.record, try skipElement() {}
        if position.record > 0 { _ = findings.take() }
    }

    public var position: ReadPosition { ReadPosition(offset: scanner.offset, line: line, record: record) }

    public func takeFindings() -> [Finding] { findings.take() }

    public func next() throws -> RawRecord? {
        while try comeToElement() {
            record += 1
            line = scanner.line
            let column = scanner.column
            switch try scanner.extent(keeps: true, maximumBytes: maximumBytes) {
            case .truncated:
                truncated()
                return nil
            case .tooLong:
                add("json.element.too-long", "element \(record) is longer than \(maximumBytes) bytes")
            case .value(let length):
                let fields = object(UnsafeRawBufferPointer(rebasing: scanner.bytes[0..<length]), column: column)
                scanner.take(length)
                if let fields { return RawRecord(number: record, line: line, fields: fields) }
            }
            try findings.check(source.name, line: line)
        }
        return nil
    }

    private func object(_ bytes: UnsafeRawBufferPointer, column: Int) -> JSONObject? {
        do {
            if case .object(let object) = try JSONParser.parse(bytes) { return object }
            add("json.element.not-an-object", "element \(record) is not an object", column: column)
        } catch {
            let isDuplicate = if case .duplicateKey = error.reason { true } else { false }
            findings.add(Finding(
                .error, isDuplicate ? "json.element.duplicate-key" : "json.element.not-json", error.message,
                at: Place(file: source.name, line: line + error.line - 1, column: error.line == 1 ? column + error.column - 1 : error.column, record: String(record)),
                hint: error.hint))
        }
        return nil
    }

    private func add(_ code: String, _ message: String, column: Int? = nil) {
        findings.add(Finding(.error, code, message, at: Place(file: source.name, line: line, column: column, record: String(record))))
    }

    private func truncated() {
        isInside = false
        findings.add(Finding(
            .error, "json.truncated", "the file ends at byte \(source.offset) before the list is closed",
            at: Place(file: source.name, line: scanner.line, record: String(record)), hint: "The end of the file is missing: fetch it again"))
    }

    // MARK: Between elements

    /// Stands at the first byte of the next element, or false behind the list.
    private func comeToElement() throws -> Bool {
        guard isInside else { return false }
        if record > 0 {
            guard let byte = try scanner.peek() else { truncated(); return false }
            if byte == UInt8(ascii: "]") { return try leaveList() }
            guard byte == UInt8(ascii: ",") else { return broken(byte, expected: "`,` or `]`") }
            scanner.take(1)
        }
        guard let byte = try scanner.peek() else { truncated(); return false }
        if byte == UInt8(ascii: "]") {
            if record == 0 { return try leaveList() }
            return broken(byte, expected: "an element")
        }
        if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") { return broken(byte, expected: "an element") }
        return true
    }

    private func broken(_ byte: UInt8, expected: String) -> Bool {
        isInside = false
        findings.add(Finding(
            .error, "json.broken", "found `\(String(UnicodeScalar(byte)))` where \(expected) is needed; the rest of the file is not read",
            at: Place(file: source.name, line: scanner.line, column: scanner.column, record: String(record))))
        return false
    }

    private func skipElement() throws -> Bool {
        guard try comeToElement() else { return false }
        record += 1
        if case .truncated = try scanner.extent(keeps: false, maximumBytes: maximumBytes) { truncated(); return false }
        return true
    }

    /// Behind the list: what follows is looked at, so that a cut-off or doubled file is noticed.
    private func leaveList() throws -> Bool {
        scanner.take(1)
        isInside = false
        if isNested {
            var ignored: [String] = []
            while let byte = try scanner.peek(), byte == UInt8(ascii: ",") {
                scanner.take(1)
                guard let name = try memberName() else { truncated(); return false }
                ignored.append(name)
                guard try skipMemberValue() else { truncated(); return false }
            }
            noteIgnored(ignored)
            guard let byte = try scanner.peek() else { truncated(); return false }
            guard byte == UInt8(ascii: "}") else { return broken(byte, expected: "`}`") }
            scanner.take(1)
        }
        if let byte = try scanner.peek() { return broken(byte, expected: "the end of the file") }
        return false
    }

    private func noteIgnored(_ names: [String]) {
        guard !names.isEmpty else { return }
        findings.add(Finding(
            .note, "json.members-left-out", "keys beside the list are not read: \(names.prefix(20).map { "`\($0)`" }.joined(separator: ", "))",
            at: Place(file: source.name)))
    }

    // MARK: The way to the list

    private func enterList(under key: String?) throws {
        switch try scanner.peek() {
        case UInt8(ascii: "[") where key == nil: scanner.take(1)
        case UInt8(ascii: "{"): try enterMember(key)
        default: throw FormatError.notAList(file: source.name)
        }
    }

    private func enterMember(_ key: String?) throws {
        scanner.take(1)
        isNested = true
        var passed: [String] = []
        while let name = try memberName() {
            if try scanner.peek() == UInt8(ascii: "["), key == nil || key == name {
                scanner.take(1)
                noteIgnored(passed)
                return
            }
            passed.append(name)
            guard try skipMemberValue(), try scanner.peek() == UInt8(ascii: ",") else { break }
            scanner.take(1)
        }
        guard let key else { throw FormatError.notAList(file: source.name) }
        throw FormatError.noSuchKey(key, file: source.name, known: passed)
    }

    /// Reads `"name":`; nil when that is not what stands here.
    private func memberName() throws -> String? {
        guard try scanner.peek() == UInt8(ascii: "\""), case .value(let length) = try scanner.extent(keeps: true, maximumBytes: 1 << 16),
              case .string(let name)? = try? JSONParser.parse(UnsafeRawBufferPointer(rebasing: scanner.bytes[0..<length])) else { return nil }
        scanner.take(length)
        guard try scanner.peek() == UInt8(ascii: ":") else { return nil }
        scanner.take(1)
        return try scanner.peek() == nil ? nil : name
    }

    private func skipMemberValue() throws -> Bool {
        if case .truncated = try scanner.extent(keeps: false, maximumBytes: 0) { return false }
        return true
    }
}
