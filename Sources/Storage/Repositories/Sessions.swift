import Records

/// A signed-in browser. The cookie holds the secret, the store its hash.
public struct Session: Sendable, Hashable {
    public var hash: String
    public var person: PersonID
    public var madeAt: Timestamp
    public var seenAt: Timestamp
    public var expiresAt: Timestamp

    public init(hash: String, person: PersonID, madeAt: Timestamp, seenAt: Timestamp, expiresAt: Timestamp) {
        self.hash = hash
        self.person = person
        self.madeAt = madeAt
        self.seenAt = seenAt
        self.expiresAt = expiresAt
    }
}

/// `connection.sessions`
public struct SessionRepository {
    let connection: any Connection

    public func insert(_ session: Session) throws {
        try connection.execute(
            "INSERT INTO session (hash, person, made_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?)",
            [.text(session.hash), .id(session.person), .time(session.madeAt), .time(session.seenAt), .time(session.expiresAt)])
    }

    /// nil when there is none or it has run out.
    public func find(hash: String, now: Timestamp) throws -> Session? {
        try connection.first(
            "SELECT hash, person, made_at, seen_at, expires_at FROM session WHERE hash = ? AND expires_at > ?",
            [.text(hash), .time(now)]
        ) { row in
            Session(hash: row.text(0), person: row.id(1), madeAt: row.time(2), seenAt: row.time(3), expiresAt: row.time(4))
        }
    }

    /// Seen just now; moves its end. Write it relaxed and seldom.
    public func touch(hash: String, seenAt: Timestamp, expiresAt: Timestamp) throws {
        try connection.execute(
            "UPDATE session SET seen_at = ?, expires_at = ? WHERE hash = ?", [.time(seenAt), .time(expiresAt), .text(hash)])
    }

    public func remove(hash: String) throws {
        try connection.execute("DELETE FROM session WHERE hash = ?", [.text(hash)])
    }

    public func removeAll(of person: PersonID) throws {
        try connection.execute("DELETE FROM session WHERE person = ?", [.id(person)])
    }

    public func removeExpired(now: Timestamp) throws {
        try connection.execute("DELETE FROM session WHERE expires_at <= ?", [.time(now)])
    }
}
