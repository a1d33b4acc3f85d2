import Records

/// One record as a source gives it, before it is an item.
public struct CollectedRecord: Sendable, Hashable {
    /// The source's own name for it, unique within a run.
    public var key: String
    /// What annotators may see: known columns are gone.
    public var fields: JSONObject
    /// Question -> value that the source already has, kept unseen as an imported answer.
    public var known: [String: String]
    public var place: Place
    public var metadata: JSONObject

    public init(key: String, fields: JSONObject, known: [String: String] = [:], place: Place, metadata: JSONObject = [:]) {
        self.key = key
        self.fields = fields
        self.known = known
        self.place = place
        self.metadata = metadata
    }
}

/// Some records in the order of the source, what was wrong among them, and where to go on.
public struct CollectedBatch: Sendable, Hashable {
    public var records: [CollectedRecord]
    public var findings: [Finding]
    /// Behind the last record: collecting from here gives what follows.
    public var cursor: CollectCursor
    public var bytesDone: Int64
    /// nil while unknown.
    public var bytesTotal: Int64?

    public init(records: [CollectedRecord], findings: [Finding], cursor: CollectCursor, bytesDone: Int64 = 0, bytesTotal: Int64? = nil) {
        self.records = records
        self.findings = findings
        self.cursor = cursor
        self.bytesDone = bytesDone
        self.bytesTotal = bytesTotal
    }
}

/// How far a collector has come, small enough for a job's row.
public struct CollectCursor: Sendable, Hashable, Codable {
    /// The file of a source with several; "" for one.
    public var file: String
    /// Unpacked bytes, lines and records of it that are done.
    public var offset: Int64
    public var line: Int
    public var record: Int

    public static let start = CollectCursor(file: "", offset: 0, line: 0, record: 0)

    public init(file: String = "", offset: Int64, line: Int, record: Int) {
        self.file = file
        self.offset = offset
        self.line = line
        self.record = record
    }

    /// The form a job's row keeps.
    public var json: JSONObject { ["file": .string(file), "offset": .int(offset), "line": .int(Int64(line)), "record": .int(Int64(record))] }

    /// nil for an object without the four members, such as the empty one of a new job.
    public init?(json: JSONObject) {
        guard let file = json["file"]?.string, let offset = json["offset"]?.int, let line = json["line"]?.int, let record = json["record"]?.int else { return nil }
        self.init(file: file, offset: offset, line: Int(line), record: Int(record))
    }
}
