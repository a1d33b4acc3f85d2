import Records

/// One entry of the audit chain.
public struct AuditEntry: Sendable, Hashable {
    /// Counts from 1 without gaps.
    public var number: Int64
    public var at: Timestamp
    public var actor: String
    public var action: String
    public var subject: String
    public var details: JSONObject
    public var previous: String
    public var hash: String
}

/// Where the chain is broken, and how.
public enum AuditBreak: Sendable, Hashable {
    case changed(number: Int64)
    case missing(number: Int64)
    case unlinked(number: Int64)
}

/// Who did what, in a chain of hashes. `connection.audit`
///
/// Append inside the transaction of the deed, so that both are kept or neither. Somebody with the file can still
/// rewrite the whole chain or cut its end off: keep `head` elsewhere to see that too.
public struct AuditRepository {
    let connection: any Connection
    private static let columns = "number, at, actor, action, subject, details, previous, hash"
    private static let start = String(repeating: "0", count: 64)

    @discardableResult
    public func append(actor: String, action: String, subject: String, details: JSONObject = [:], at time: Timestamp) throws -> AuditEntry {
        let head = try head()
        var entry = AuditEntry(
            number: (head?.number ?? 0) + 1, at: time, actor: actor, action: action, subject: subject, details: details,
            previous: head?.hash ?? Self.start, hash: "")
        let text = JSONValue.object(details).text(sorted: true)
        entry.hash = Self.hash(entry, details: text)
        try connection.execute(
            "INSERT INTO audit (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .integer(entry.number), .time(time), .text(actor), .text(action), .text(subject), .text(text),
                .text(entry.previous), .text(entry.hash),
            ])
        return entry
    }

    /// The newest entry's number and hash.
    public func head() throws -> (number: Int64, hash: String)? {
        let ending = "ORDER BY number DESC LIMIT 1 \(connection.dialect.forUpdate)"
        return try connection.first("SELECT number, hash FROM audit \(ending)") { ($0.integer(0), $0.text(1)) }
    }

    /// Newest first.
    public func page(before number: Int64? = nil, limit: Int) throws -> [AuditEntry] {
        try connection.all(
            "SELECT \(Self.columns) FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?",
            [.integer(number ?? .max), .count(limit)], Self.entry)
    }

    /// Computes the chain again from its start; the first break, or nil when it is whole.
    public func verify() throws -> AuditBreak? {
        var expected: Int64 = 1
        var previous = Self.start
        var found: AuditBreak?
        try connection.query("SELECT \(Self.columns) FROM audit ORDER BY number", []) { row in
            let entry = try Self.entry(row)
            if entry.number != expected { found = .missing(number: expected) }
            else if entry.previous != previous { found = .unlinked(number: expected) }
            else if entry.hash != Self.hash(entry, details: row.text(5)) { found = .changed(number: expected) }
            previous = entry.hash
            expected += 1
            return found == nil
        }
        return found
    }

    /// Every field with its length before it, so that none can run into the next. Must not change: old chains break.
    private static func hash(_ entry: AuditEntry, details: String) -> String {
        var bytes: [UInt8] = []
        for part in ["\(entry.number)", "\(entry.at.milliseconds)", entry.actor, entry.action, entry.subject, details, entry.previous] {
            bytes += Array("\(part.utf8.count):".utf8)
            bytes += Array(part.utf8)
        }
        return ContentHash.hex(of: bytes)
    }

    private static func entry(_ row: any Row) throws -> AuditEntry {
        AuditEntry(
            number: row.integer(0), at: row.time(1), actor: row.text(2), action: row.text(3), subject: row.text(4),
            details: try JSONColumn.object(row, 5), previous: row.text(6), hash: row.text(7))
    }
}
