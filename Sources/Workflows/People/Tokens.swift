import Records
import Storage

/// Keys for programs: a named subset of a person's rights, shown once.

public struct TokenMade: Codable, Sendable, Hashable {
    public var id: TokenID
    public var name: String
    /// `wn_` and 43 characters; never shown again.
    public var token: String
}

public struct TokenList: Codable, Sendable, Hashable {
    public struct Row: Codable, Sendable, Hashable {
        public var id: TokenID
        public var name: String
        public var permissions: [Permission]?
        public var madeAt: Timestamp
        public var revokedAt: Timestamp?
    }
    public var tokens: [Row]
}

extension Workflows {
    public func makeToken(as actor: Actor, name: String, permissions: Set<Permission>? = nil) async throws -> TokenMade {
        guard let person = actor.person else { throw Self.nobody }
        if let permissions, let scope = actor.scope, !permissions.isSubset(of: scope) { throw WorkflowError.forbidden(.signedIn) }
        return try await storeToken(for: person, by: actor, name: name, permissions: permissions ?? actor.scope)
    }

    /// From the command line: a token for anybody.
    public func makeToken(as actor: Actor, login: String, name: String, permissions: Set<Permission>? = nil) async throws -> TokenMade {
        try require(.manageWorkspace, of: actor)
        let login = login.lowercased()
        guard let person = try await store.read({ try $0.people.find(login: login) }) else { throw WorkflowError.unknown("person", login) }
        return try await storeToken(for: person.id, by: actor, name: name, permissions: permissions)
    }

    private func storeToken(for person: PersonID, by actor: Actor, name: String, permissions: Set<Permission>?) async throws -> TokenMade {
        let name = String(name.prefix(100))
        let secret = "wn_" + (try Secrets.random())
        return try await store.write { [store] connection in
            let token = AccessToken(id: store.ids.next(), hash: Secrets.digest(secret), person: person, name: name, permissions: permissions, madeAt: store.now())
            try connection.tokens.insert(token)
            try connection.audit.append(actor: actor.name, action: "token.make", subject: name, at: store.now())
            return TokenMade(id: token.id, name: name, token: secret)
        }
    }

    public func tokens(as actor: Actor) async throws -> TokenList {
        guard let person = actor.person else { throw Self.nobody }
        return try await store.read { connection in
            TokenList(tokens: try connection.tokens.all(of: person).map {
                TokenList.Row(id: $0.id, name: $0.name, permissions: $0.permissions?.sorted { $0.rawValue < $1.rawValue }, madeAt: $0.madeAt, revokedAt: $0.revokedAt)
            })
        }
    }

    public func revokeToken(as actor: Actor, _ id: TokenID) async throws {
        guard let person = actor.person else { throw Self.nobody }
        try await store.write { [store] connection in
            guard try connection.tokens.revoke(id, of: person, at: store.now()) else { throw WorkflowError.unknown("token", id.description) }
            try connection.audit.append(actor: actor.name, action: "token.revoke", subject: id.description, at: store.now())
        }
    }

    static let nobody = WorkflowError(.badInput, "person.none", "this needs a person, and the command line on the machine is none", hint: "name one, or use the browser or a token")
}
