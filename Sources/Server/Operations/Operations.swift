import Records
import Workflows

/// What the routes need done. `Workflows` does it; tests do it in memory.
///
/// Everything throws `WorkflowError`. Answers are the workflows' own view types, sent as they are: the route's schema
/// says what they look like and the tests compare. Projects are named by slug.
public protocol Operations: AccessOperations, SessionOperations, MeOperations, PeopleOperations, ProjectOperations,
    ItemOperations, DescriptionOperations, DuplicateOperations, ScoreOperations, PersonalDataOperations, WorkOperations, QualityOperations, ModelOperations, RuleOperations, VersionOperations, ShippingOperations,
    JobOperations, FileOperations, CatalogOperations, EventOperations {}

/// Who is calling, and about which project.
public protocol AccessOperations: Sendable {
    /// nil for a session that is unknown, expired or signed out.
    func authenticate(cookie secret: String) async throws -> Actor?
    /// nil for a token that is unknown or revoked.
    func authenticate(token: String) async throws -> Actor?
    func projectID(named slug: String) async throws -> ProjectID?
    func projectID(of assignment: AssignmentID) async throws -> ProjectID?
    func projectID(of item: ItemID) async throws -> ProjectID?
    func projectID(of job: JobID) async throws -> ProjectID?
}

/// A session that was just begun.
public struct SessionBegun: Sendable {
    /// `{person:{id,login,name,isOwner}}`.
    public let person: Payload
    /// Goes into the cookie and nowhere else.
    public let secret: String
    public let lifetimeSeconds: Int

    public init(person: Payload, secret: String, lifetimeSeconds: Int) {
        self.person = person
        self.secret = secret
        self.lifetimeSeconds = lifetimeSeconds
    }
}

public protocol SessionOperations: Sendable {
    /// Throws `.notSignedIn` after the same work for a wrong password and for a login that does not exist.
    func signIn(login: String, password: String) async throws -> SessionBegun
    func redeemLink(_ secret: String, login: String?, name: String?, password: String) async throws -> SessionBegun
    func link(_ secret: String) async throws -> Payload
    func signOut(cookie secret: String) async throws
}

public protocol MeOperations: Sendable {
    func me(as actor: Actor) async throws -> Payload
    func myWork(as actor: Actor) async throws -> Payload
    func myHistory(as actor: Actor, project: String?, limit: Int, before: RevisionID?) async throws -> Payload
    func makeToken(as actor: Actor, name: String, permissions: Set<Permission>?) async throws -> Payload
    func tokens(as actor: Actor) async throws -> Payload
    func revokeToken(as actor: Actor, _ token: TokenID) async throws
}

public protocol PeopleOperations: Sendable {
    func people(as actor: Actor) async throws -> Payload
    func invite(as actor: Actor, project: String?, role: Role, hours: Double?) async throws -> Payload
    func people(as actor: Actor, in project: String) async throws -> Payload
    func grant(as actor: Actor, _ role: Role, to login: String, in project: String) async throws
    func revokeRole(as actor: Actor, of login: String, in project: String) async throws
}

public protocol ProjectOperations: Sendable {
    func projects(as actor: Actor) async throws -> Payload
    func createProject(as actor: Actor, yaml: String) async throws -> Payload
    func project(as actor: Actor, _ project: String) async throws -> Payload
    func definitionText(as actor: Actor, _ project: String) async throws -> String
    func applyDefinition(as actor: Actor, yaml: String, expectedVersion: Int?, to project: String) async throws -> Payload
    func overview(as actor: Actor, _ project: String) async throws -> Payload
}

public protocol CatalogOperations: Sendable {
    func catalogs() async throws -> Payload
    func licences(for use: TaskDefinition.Use) async throws -> Payload
}

public protocol EventOperations: Sendable {
    /// From now on, until the stream is let go.
    func events(in project: String) -> AsyncStream<EventHub.Event>
}
