import Records

/// Reads a file record by record, whatever its format. Bad records are passed over and become findings;
/// what ends the reading is thrown.
public protocol RecordReader: AnyObject {
    /// The next good record; nil at the end.
    func next() throws -> RawRecord?
    /// Findings since the last call, in the order of the file.
    func takeFindings() -> [Finding]
    /// Behind the last record given: what a later reader of the same file continues from.
    var position: ReadPosition { get }
    var source: ByteSource { get }
}

/// Findings of a reader that nobody has taken yet: bounded, so that a file of nothing but faults cannot fill the memory.
struct PendingFindings {
    static let maximumCount = 100_000
    private var waiting: [Finding] = []

    mutating func add(_ finding: Finding) { waiting.append(finding) }

    mutating func take() -> [Finding] {
        guard !waiting.isEmpty else { return [] }
        defer { waiting.removeAll() }
        return waiting
    }

    /// Throws once too many wait. Who takes findings after each record meets this only if so many records *in a row* are bad.
    func check(_ file: String, line: Int) throws(FormatError) {
        if waiting.count >= Self.maximumCount { throw .tooManyBadRecords(file: file, line: line, count: waiting.count) }
    }
}

/// One record as its file has it.
public struct RawRecord: Sendable, Hashable {
    /// From 1, bad records counted, so mending one does not renumber the others.
    public var number: Int
    /// Line on which it starts, from 1.
    public var line: Int
    public var fields: JSONObject

    public init(number: Int, line: Int, fields: JSONObject) {
        self.number = number
        self.line = line
        self.fields = fields
    }
}

/// A place between two records of a file.
public struct ReadPosition: Sendable, Hashable, Codable {
    /// Unpacked bytes before it.
    public var offset: Int64
    public var line: Int
    public var record: Int

    public static let start = ReadPosition(offset: 0, line: 0, record: 0)

    public init(offset: Int64, line: Int, record: Int) {
        self.offset = offset
        self.line = line
        self.record = record
    }
}
