import Records

/// A one-time link: the first owner's, or into a project with a role.
public struct Invitation: Sendable, Hashable {
    public enum Kind: String, Sendable, Codable, CaseIterable { case owner, invitation }
    public var hash: String
    public var kind: Kind
    public var project: ProjectID?
    public var role: Role?
    /// The sign-in name it is meant for; nil lets the person choose.
    public var login: String?
    public var madeBy: PersonID?
    public var madeAt: Timestamp
    public var expiresAt: Timestamp

    public init(
        hash: String, kind: Kind, project: ProjectID? = nil, role: Role? = nil, login: String? = nil,
        madeBy: PersonID? = nil, madeAt: Timestamp, expiresAt: Timestamp
    ) {
        self.hash = hash
        self.kind = kind
        self.project = project
        self.role = role
        self.login = login
        self.madeBy = madeBy
        self.madeAt = madeAt
        self.expiresAt = expiresAt
    }
}

/// `connection.invitations`
public struct InvitationRepository {
    let connection: any Connection

    public func insert(_ invitation: Invitation) throws {
        try connection.execute(
            """
            INSERT INTO invitation (hash, kind, project, role, login, made_by, made_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(invitation.hash), .name(invitation.kind), .id(invitation.project),
                .text(orNull: invitation.role?.rawValue), .text(orNull: invitation.login), .id(invitation.madeBy),
                .time(invitation.madeAt), .time(invitation.expiresAt),
            ])
    }

    /// nil when there is none, it was used, or it has run out.
    public func find(hash: String, now: Timestamp) throws -> Invitation? {
        try connection.first(
            """
            SELECT hash, kind, project, role, login, made_by, made_at, expires_at FROM invitation
            WHERE hash = ? AND redeemed_at IS NULL AND expires_at > ?
            """, [.text(hash), .time(now)]
        ) { row in
            Invitation(
                hash: row.text(0), kind: try row.named(1), project: row.optionalID(2),
                role: row.optionalText(3).flatMap { Role(rawValue: $0) }, login: row.optionalText(4),
                madeBy: row.optionalID(5), madeAt: row.time(6), expiresAt: row.time(7))
        }
    }

    /// Uses it up. False when somebody was faster or it has run out; then nothing may be given.
    public func redeem(hash: String, by person: PersonID, at now: Timestamp) throws -> Bool {
        try connection.execute(
            "UPDATE invitation SET redeemed_by = ?, redeemed_at = ? WHERE hash = ? AND redeemed_at IS NULL AND expires_at > ?",
            [.id(person), .time(now), .text(hash), .time(now)]) == 1
    }

    /// Takes back links of a kind that nobody has used, as when a new first-owner link is made.
    public func removeUnused(_ kind: Invitation.Kind) throws {
        try connection.execute("DELETE FROM invitation WHERE kind = ? AND redeemed_at IS NULL", [.name(kind)])
    }
}
