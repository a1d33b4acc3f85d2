import Records

/// A person's key for programs. Shown once; the store has its hash.
public struct AccessToken: Sendable, Hashable {
    public var id: TokenID
    public var hash: String
    public var person: PersonID
    public var name: String
    /// nil: all of the person's rights.
    public var permissions: Set<Permission>?
    public var madeAt: Timestamp
    public var usedAt: Timestamp?
    public var revokedAt: Timestamp?

    public init(
        id: TokenID, hash: String, person: PersonID, name: String, permissions: Set<Permission>? = nil, madeAt: Timestamp,
        usedAt: Timestamp? = nil, revokedAt: Timestamp? = nil
    ) {
        self.id = id
        self.hash = hash
        self.person = person
        self.name = name
        self.permissions = permissions
        self.madeAt = madeAt
        self.usedAt = usedAt
        self.revokedAt = revokedAt
    }
}

/// `connection.tokens`
public struct TokenRepository {
    let connection: any Connection
    private static let columns = "id, hash, person, name, permissions, made_at, used_at, revoked_at"

    public func insert(_ token: AccessToken) throws {
        let permissions = token.permissions.map { $0.map(\.rawValue).sorted().joined(separator: " ") }
        try connection.execute(
            "INSERT INTO token (id, hash, person, name, permissions, made_at) VALUES (?, ?, ?, ?, ?, ?)",
            [.id(token.id), .text(token.hash), .id(token.person), .text(token.name), .text(orNull: permissions), .time(token.madeAt)])
    }

    /// nil when there is none or it was revoked.
    public func find(hash: String) throws -> AccessToken? {
        try connection.first(
            "SELECT \(Self.columns) FROM token WHERE hash = ? AND revoked_at IS NULL", [.text(hash)], Self.token)
    }

    public func all(of person: PersonID) throws -> [AccessToken] {
        try connection.all("SELECT \(Self.columns) FROM token WHERE person = ? ORDER BY id", [.id(person)], Self.token)
    }

    public func markUsed(_ id: TokenID, at time: Timestamp) throws {
        try connection.execute("UPDATE token SET used_at = ? WHERE id = ?", [.time(time), .id(id)])
    }

    /// Whether it was that person's and still valid.
    @discardableResult
    public func revoke(_ id: TokenID, of person: PersonID, at time: Timestamp) throws -> Bool {
        try connection.execute(
            "UPDATE token SET revoked_at = ? WHERE id = ? AND person = ? AND revoked_at IS NULL",
            [.time(time), .id(id), .id(person)]) == 1
    }

    static func token(_ row: any Row) throws -> AccessToken {
        let permissions = row.optionalText(4).map { Set($0.split(separator: " ").compactMap { Permission(rawValue: String($0)) }) }
        return AccessToken(
            id: row.id(0), hash: row.text(1), person: row.id(2), name: row.text(3), permissions: permissions,
            madeAt: row.time(5), usedAt: row.optionalTime(6), revokedAt: row.optionalTime(7))
    }
}
