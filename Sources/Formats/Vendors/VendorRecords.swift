import Records

/// How records lie in a JSON file, told from its first bytes.
enum VendorRecords {
    static let maximumBytes = 512 << 20

    /// A list; an object per line; an object that keeps its list under `listKey`; or one object.
    static func open(_ input: DatasetInput, _ file: String, listKey: String?) throws -> any RecordReader {
        let head = input.head(file)
        let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = head[start...].first { $0 > 32 }
        if first == UInt8(ascii: "[") { return try JSONListReader(input.source(file)) }
        if let listKey, holdsList(head, listKey) { return try JSONListReader(input.source(file), key: listKey) }
        if isLines(head) { return try JSONLinesReader(input.source(file), maximumLineBytes: maximumBytes) }
        return try WholeObjectReader(input.source(file), maximumBytes: maximumBytes)
    }

    private static func holdsList(_ head: [UInt8], _ key: String) -> Bool {
        let text = String(decoding: head, as: UTF8.self)
        guard let found = text.firstRange(of: "\"\(key)\"") else { return false }
        let rest = text[found.upperBound...].drop { $0 == ":" || $0.isWhitespace }
        return rest.first == "["
    }

    /// The first line is an object by itself.
    private static func isLines(_ head: [UInt8]) -> Bool {
        let line = head.prefix { $0 != 10 }
        if line.count == head.count { return head.count >= DatasetInput.headBytes }
        return (try? JSONParser.parse(Array(line)))?.object != nil
    }

    /// The last part of an address or path.
    static func fileName(_ address: String) -> String {
        let path = address.contains("://") ? String(address.prefix { $0 != "?" && $0 != "#" }) : address
        return path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? path
    }
}

/// A file that is one JSON object, as its only record.
final class WholeObjectReader: RecordReader {
    let source: ByteSource
    private let maximumBytes: Int
    private var isDone = false
    private var findings: [Finding] = []

    init(_ source: ByteSource, maximumBytes: Int) {
        self.source = source
        self.maximumBytes = maximumBytes
    }

    var position: ReadPosition { ReadPosition(offset: source.offset, line: 1, record: isDone ? 1 : 0) }

    func takeFindings() -> [Finding] {
        defer { findings = [] }
        return findings
    }

    func next() throws -> RawRecord? {
        guard !isDone else { return nil }
        isDone = true
        let bytes = try source.readAll(maximumBytes: maximumBytes)
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        do {
            let value = try JSONParser.parse(Array(bytes[start...]))
            if let object = value.object { return RawRecord(number: 1, line: 1, fields: object) }
            findings.append(Finding(.error, "json.not-an-object", "`\(source.name)` is neither an object nor a list of objects", at: Place(file: source.name, line: 1)))
        } catch {
            findings.append(Finding(.error, "json.broken", "`\(source.name)` cannot be read: \(error.message)", at: Place(file: source.name, line: error.line, column: error.column), hint: error.hint ?? "Fetch or export the file again"))
        }
        return nil
    }
}
