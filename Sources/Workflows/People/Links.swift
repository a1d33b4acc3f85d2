import Records
import Storage

/// One-time links: the first owner's, and invitations with a role. There is no open sign-up.

public struct LinkMade: Codable, Sendable, Hashable {
    /// Path below the server's address: `/link/<secret>`.
    public var link: String
    public var expiresAt: Timestamp
}

public struct LinkView: Codable, Sendable, Hashable {
    public var kind: Invitation.Kind
    public var role: Role?
    public var project: String?
    public var login: String?
}

extension Workflows {
    /// A fresh link for the first owner, 15 minutes long; nil when there is an owner already.
    public func ownerLink() async throws -> LinkMade? {
        let secret = try Secrets.random()
        return try await store.write { [store] connection in
            guard try !connection.people.hasOwner() else { return nil }
            let now = store.now()
            let expiry = now.adding(seconds: 15 * 60)
            try connection.invitations.removeUnused(.owner)
            try connection.invitations.insert(Invitation(hash: Secrets.digest(secret), kind: .owner, madeAt: now, expiresAt: expiry))
            return LinkMade(link: "/link/\(secret)", expiresAt: expiry)
        }
    }

    /// A link into a project; the maker's own role must be above the one it gives.
    public func invite(as actor: Actor, project slug: String?, role: Role, login: String? = nil, hours: Double = 72) async throws -> LinkMade {
        guard (0.1...24 * 30).contains(hours) else {
            throw WorkflowError(.badInput, "invitation.hours", "an invitation lasts between 0.1 and 720 hours, not \(hours)")
        }
        let secret = try Secrets.random()
        let definitions = definitions
        return try await store.write { [store] connection in
            let project = try slug.map { try definitions.project($0, as: actor, needs: .manageProject, connection) }
            try Self.checkGrant(of: role, by: actor, in: project?.id)
            let now = store.now()
            let expiry = now.adding(seconds: hours * 3600)
            try connection.invitations.insert(Invitation(
                hash: Secrets.digest(secret), kind: .invitation, project: project?.id, role: role,
                login: login?.lowercased(), madeBy: actor.person, madeAt: now, expiresAt: expiry))
            try connection.audit.append(actor: actor.name, action: "invitation.make", subject: slug ?? "workspace", details: ["role": .string(role.rawValue)], at: now)
            return LinkMade(link: "/link/\(secret)", expiresAt: expiry)
        }
    }

    public func link(secret: String) async throws -> LinkView {
        let hash = Secrets.digest(secret)
        let now = store.now()
        let view = try await store.read { connection -> LinkView? in
            guard let invitation = try connection.invitations.find(hash: hash, now: now) else { return nil }
            let slug = try invitation.project.flatMap { try connection.projects.find($0)?.slug }
            return LinkView(kind: invitation.kind, role: invitation.role, project: slug, login: invitation.login)
        }
        guard let view else { throw Self.deadLink }
        return view
    }

    /// Uses the link up: makes the account, gives the role, signs in.
    public func redeem(secret: String, login: String?, name: String?, password: String) async throws -> SignedIn {
        let hash = Secrets.digest(secret)
        let passwordHash = try Self.checkedHash(of: password)
        return try await store.write { [store] connection in
            let now = store.now()
            guard let invitation = try connection.invitations.find(hash: hash, now: now) else { throw Self.deadLink }
            let login = try Self.checkedLogin(invitation.login ?? login ?? (invitation.kind == .owner ? "owner" : ""))
            guard try connection.people.find(login: login) == nil else { throw Self.takenLogin(login) }
            let isOwner = invitation.kind == .owner || invitation.role == .owner
            let person = Person(id: store.ids.next(), login: login, name: Self.displayName(name, login), isOwner: isOwner)
            try connection.people.insert(person, at: now)
            try connection.people.setPasswordHash(passwordHash, of: person.id, at: now)
            if let project = invitation.project, let role = invitation.role, role != .owner {
                try connection.memberships.set(role, of: person.id, in: project, at: now)
            }
            guard try connection.invitations.redeem(hash: hash, by: person.id, at: now) else { throw Self.deadLink }
            try connection.audit.append(actor: login, action: "person.make", subject: login, details: ["by": "link"], at: now)
            return try Self.openSession(for: person, store, connection)
        }
    }

    private static let deadLink = WorkflowError(.notFound, "link.unknown", "this link does not exist, was used, or has run out", hint: "ask for a new one; for the first owner start the server again")

    static func takenLogin(_ login: String) -> WorkflowError {
        WorkflowError(.conflict, "person.exists", "the login `\(login)` is taken", hint: "choose another")
    }

    static func displayName(_ name: String?, _ login: String) -> String {
        guard let name, !name.allSatisfy(\.isWhitespace) else { return login }
        return String(name.prefix(100))
    }

    static func checkedHash(of password: String) throws -> String {
        guard password.count >= PasswordHash.minimumLength, password.utf8.count <= 1024 else {
            throw WorkflowError(.badInput, "password.length", "a password needs at least \(PasswordHash.minimumLength) characters and at most 1024 bytes", hint: "four random words are easy to keep and hard to guess")
        }
        return try PasswordHash(of: password).encoded
    }

    static func checkedLogin(_ login: String) throws -> String {
        let login = login.lowercased()
        let isAllowed = (1...64).contains(login.utf8.count) && login.utf8.allSatisfy { byte in
            (97...122).contains(byte) || (48...57).contains(byte) || [45, 46, 95, 64, 43].contains(byte)
        }
        guard isAllowed else {
            throw WorkflowError(.badInput, "person.login", "`\(login.prefix(80))` cannot be a login", hint: "use 1 to 64 of a-z 0-9 . _ - + @")
        }
        return login
    }

    /// Roles are given only from above: owners give all, managers those below their own.
    static func checkGrant(of role: Role, by actor: Actor, in project: ProjectID?) throws {
        if actor.isOwner, actor.may(.manageWorkspace, in: nil) { return }
        guard let project, actor.may(.manageProject, in: project), role != .owner, role != .manager else {
            throw WorkflowError(.forbidden, "role.too-high", "you cannot give the role `\(role.rawValue)`", hint: "a role is given by somebody with a higher one")
        }
    }
}
