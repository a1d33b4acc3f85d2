import Records
import Storage

/// Accounts and the parts people have in projects.

public struct PersonView: Codable, Sendable, Hashable {
    public struct RoleView: Codable, Sendable, Hashable {
        public var project: String
        public var role: Role
    }
    public var id: PersonID
    public var login: String
    public var name: String
    public var isOwner: Bool
    public var isActive: Bool
    public var roles: [RoleView]
}

public struct PeopleList: Codable, Sendable, Hashable { public var people: [PersonView] }

public struct MemberRow: Codable, Sendable, Hashable {
    public var login: String
    public var name: String
    public var role: Role
    public var items: Int
    public var medianSeconds: Double?
    public var agreement: Double?
}

public struct MemberList: Codable, Sendable, Hashable { public var people: [MemberRow] }

extension Workflows {
    public func people(as actor: Actor) async throws -> PeopleList {
        try require(.manageWorkspace, of: actor)
        return try await store.read { connection in
            let slugs = Dictionary(uniqueKeysWithValues: try connection.projects.all().map { ($0.id, $0.slug) })
            return PeopleList(people: try connection.people.all().map { person in
                let roles = try connection.memberships.roles(of: person.id)
                    .compactMap { id, role in slugs[id].map { PersonView.RoleView(project: $0, role: role) } }
                    .sorted { $0.project < $1.project }
                return PersonView(id: person.id, login: person.login, name: person.name, isOwner: person.isOwner, isActive: person.isActive, roles: roles)
            })
        }
    }

    /// Makes an account from the command line, with a part in a project when one is named.
    public func addPerson(as actor: Actor, login: String, name: String?, password: String?, project slug: String?, role: Role) async throws -> PersonView {
        try require(.manageWorkspace, of: actor)
        let login = try Self.checkedLogin(login)
        let hash = try password.map { try Self.checkedHash(of: $0) }
        let definitions = definitions
        return try await store.write { [store] connection in
            guard try connection.people.find(login: login) == nil else { throw Self.takenLogin(login) }
            let now = store.now()
            let person = Person(id: store.ids.next(), login: login, name: Self.displayName(name, login), isOwner: role == .owner)
            try connection.people.insert(person, at: now)
            if let hash { try connection.people.setPasswordHash(hash, of: person.id, at: now) }
            let project = try slug.map { try definitions.project($0, as: actor, needs: .manageProject, connection) }
            if let project, role != .owner { try connection.memberships.set(role, of: person.id, in: project.id, at: now) }
            try connection.audit.append(actor: actor.name, action: "person.make", subject: login, details: ["role": .string(role.rawValue)], at: now)
            let roles = project.map { [PersonView.RoleView(project: $0.slug, role: role)] } ?? []
            return PersonView(id: person.id, login: login, name: person.name, isOwner: person.isOwner, isActive: true, roles: roles)
        }
    }

    public func setRole(as actor: Actor, project slug: String, login: String, role: Role) async throws {
        let definitions = definitions
        try await store.write { [store] connection in
            let (project, person) = try Self.membership(slug, login, actor, definitions, connection)
            try Self.checkGrant(of: role, by: actor, in: project.id)
            try Self.checkCanChange(person, by: actor, in: project.id, connection)
            try connection.memberships.set(role, of: person.id, in: project.id, at: store.now())
            try connection.audit.append(actor: actor.name, action: "role.set", subject: "\(slug)/\(person.login)", details: ["role": .string(role.rawValue)], at: store.now())
        }
    }

    public func removeMember(as actor: Actor, project slug: String, login: String) async throws {
        let definitions = definitions
        try await store.write { [store] connection in
            let (project, person) = try Self.membership(slug, login, actor, definitions, connection)
            try Self.checkCanChange(person, by: actor, in: project.id, connection)
            guard try connection.memberships.remove(person.id, from: project.id) else { throw WorkflowError.unknown("member", login) }
            try connection.audit.append(actor: actor.name, action: "role.remove", subject: "\(slug)/\(person.login)", at: store.now())
        }
    }

    private static func membership(
        _ slug: String, _ login: String, _ actor: Actor, _ definitions: DefinitionCache, _ connection: any Connection
    ) throws -> (ProjectContext, Person) {
        let project = try definitions.project(slug, as: actor, needs: .manageProject, connection)
        guard let person = try connection.people.find(login: login.lowercased()) else { throw WorkflowError.unknown("person", login) }
        return (project, person)
    }

    /// Nobody changes the part of an equal or a superior.
    private static func checkCanChange(_ person: Person, by actor: Actor, in project: ProjectID, _ connection: any Connection) throws {
        let present = try connection.memberships.roles(of: person.id)[project]
        if let present { try checkGrant(of: present, by: actor, in: project) }
    }
}
