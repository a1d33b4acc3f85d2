import Records
import Storage

/// Coming in by password, by one-time link or with a token; going out.

public struct SignedIn: Sendable {
    public var person: Person
    /// The cookie's value: shown once, stored as a hash.
    public var secret: String
    public var expiresAt: Timestamp
}

extension Workflows {
    static let sessionHours = 14.0 * 24
    /// A session's end moves at most this often, so that reading pages does not write.
    private static let touchSeconds = 3600.0

    /// The same work and the same answer whether the login or the password is wrong.
    public func signIn(login: String, password: String) async throws -> SignedIn {
        let login = login.lowercased()
        let found = try await store.read { connection -> (Person, String)? in
            guard let person = try connection.people.find(login: login), person.isActive,
                let hash = try connection.people.passwordHash(of: person.id)
            else { return nil }
            return (person, hash)
        }
        guard let (person, hash) = found else {
            PasswordHash.wasteTime(on: password)
            throw Self.wrongLogin
        }
        guard PasswordHash(encoded: hash).matches(password) else {
            try await audit(Actor(person: person.id, name: person.login, isOwner: false), "session.refused", person.login)
            throw Self.wrongLogin
        }
        return try await store.write { [store] connection in
            try connection.audit.append(actor: person.login, action: "session.begin", subject: person.login, at: store.now())
            return try Self.openSession(for: person, store, connection)
        }
    }

    private static let wrongLogin = WorkflowError(.notSignedIn, "session.refused", "this login and password do not belong together")

    static func openSession(for person: Person, _ store: Store, _ connection: any Connection) throws -> SignedIn {
        let secret = try Secrets.random()
        let now = store.now()
        let expiry = now.adding(seconds: sessionHours * 3600)
        try connection.sessions.removeExpired(now: now)
        try connection.sessions.insert(Session(hash: Secrets.digest(secret), person: person.id, madeAt: now, seenAt: now, expiresAt: expiry))
        return SignedIn(person: person, secret: secret, expiresAt: expiry)
    }

    public func signOut(secret: String) async throws {
        let hash = Secrets.digest(secret)
        try await store.write { connection in try connection.sessions.remove(hash: hash) }
    }

    /// Who the cookie belongs to; nil when it belongs to nobody any more.
    public func authenticate(session secret: String) async throws -> Actor? {
        let hash = Secrets.digest(secret)
        let now = store.now()
        let found = try await store.read { connection -> (Actor, Session)? in
            guard let session = try connection.sessions.find(hash: hash, now: now),
                let person = try connection.people.find(session.person), person.isActive
            else { return nil }
            return (try connection.memberships.actor(for: person), session)
        }
        guard let (actor, session) = found else { return nil }
        if Double(now.milliseconds - session.seenAt.milliseconds) > Self.touchSeconds * 1000 {
            let expiry = now.adding(seconds: Self.sessionHours * 3600)
            try await store.write(.relaxed) { try $0.sessions.touch(hash: hash, seenAt: now, expiresAt: expiry) }
        }
        return actor
    }

    /// Who a token speaks for; nil for an unknown or revoked one.
    public func authenticate(token secret: String) async throws -> Actor? {
        let hash = Secrets.digest(secret)
        return try await store.read { connection in
            guard let token = try connection.tokens.find(hash: hash),
                let person = try connection.people.find(token.person), person.isActive
            else { return nil }
            return try connection.memberships.actor(for: person, scope: token.permissions)
        }
    }

    public func person(_ id: PersonID) async throws -> Person? {
        try await store.read { try $0.people.find(id) }
    }

    func audit(_ actor: Actor, _ action: String, _ subject: String, _ details: JSONObject = [:]) async throws {
        try await store.write { [store] connection in
            try connection.audit.append(actor: actor.name, action: action, subject: subject, details: details, at: store.now())
        }
    }
}
