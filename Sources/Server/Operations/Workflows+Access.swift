import Foundation
import Records
import Workflows

/// The workflows as the routes know them: each function names the one it calls, and at most puts two answers together.
extension Workflows: AccessOperations {
    public func authenticate(cookie secret: String) async throws -> Actor? { try await authenticate(session: secret) }
    public func projectID(named slug: String) async throws -> ProjectID? { try await projectID(slug) }
    public func projectID(of assignment: AssignmentID) async throws -> ProjectID? { try await projectID(ofAssignment: assignment) }
    public func projectID(of item: ItemID) async throws -> ProjectID? { try await projectID(ofItem: item) }
    public func projectID(of job: JobID) async throws -> ProjectID? { try await projectID(ofJob: job) }
}

/// A person as their own session shows them.
struct SessionView: Encodable, Sendable {
    struct PersonView: Encodable, Sendable {
        var id: PersonID
        var login: String
        var name: String
        var isOwner: Bool

        init(_ person: Person) {
            id = person.id
            login = person.login
            name = person.name
            isOwner = person.isOwner
        }
    }
    var person: PersonView
    var projects: [ProjectSummary]?
}

extension Workflows: SessionOperations {
    public func signIn(login: String, password: String) async throws -> SessionBegun {
        let signedIn: SignedIn = try await signIn(login: login, password: password)
        return SessionBegun(signedIn)
    }

    public func redeemLink(_ secret: String, login: String?, name: String?, password: String) async throws -> SessionBegun {
        SessionBegun(try await redeem(secret: secret, login: login, name: name, password: password))
    }

    public func link(_ secret: String) async throws -> Payload { try await link(secret: secret) }
    public func signOut(cookie secret: String) async throws { try await signOut(secret: secret) }
}

extension SessionBegun {
    init(_ signedIn: SignedIn) {
        let left = Double(signedIn.expiresAt.milliseconds) / 1000 - Date().timeIntervalSince1970
        self.init(person: SessionView(person: .init(signedIn.person)), secret: signedIn.secret, lifetimeSeconds: max(1, Int(left)))
    }
}

extension Workflows: MeOperations {
    public func me(as actor: Actor) async throws -> Payload {
        guard let id = actor.person, let person = try await person(id) else { throw HTTPFailure.notSignedIn }
        return SessionView(person: .init(person), projects: try await projects(as: actor).projects)
    }

    public func myWork(as actor: Actor) async throws -> Payload {
        let work: MyWork = try await myWork(as: actor)
        return work
    }

    public func myHistory(as actor: Actor, project: String?, limit: Int, before: RevisionID?) async throws -> Payload {
        try await history(as: actor, project: project, before: before, limit: limit)
    }

    public func makeToken(as actor: Actor, name: String, permissions: Set<Permission>?) async throws -> Payload {
        let made: TokenMade = try await makeToken(as: actor, name: name, permissions: permissions)
        return made
    }

    public func tokens(as actor: Actor) async throws -> Payload {
        let list: TokenList = try await tokens(as: actor)
        return list
    }
}

extension Workflows: PeopleOperations {
    public func people(as actor: Actor) async throws -> Payload {
        let list: PeopleList = try await people(as: actor)
        return list
    }

    public func invite(as actor: Actor, project: String?, role: Role, hours: Double?) async throws -> Payload {
        try await invite(as: actor, project: project, role: role, login: nil, hours: hours ?? 72)
    }

    public func people(as actor: Actor, in project: String) async throws -> Payload { try await members(of: project, as: actor) }

    public func grant(as actor: Actor, _ role: Role, to login: String, in project: String) async throws {
        try await setRole(as: actor, project: project, login: login, role: role)
    }

    public func revokeRole(as actor: Actor, of login: String, in project: String) async throws {
        try await removeMember(as: actor, project: project, login: login)
    }
}
