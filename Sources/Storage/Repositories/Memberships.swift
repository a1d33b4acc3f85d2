import Records

/// Who has which role in which project. `connection.memberships`
public struct MembershipRepository {
    let connection: any Connection

    public func set(_ role: Role, of person: PersonID, in project: ProjectID, at time: Timestamp) throws {
        let upsert = connection.dialect.upsert(on: "project, person", set: ["role", "granted_at"])
        try connection.execute(
            "INSERT INTO membership (project, person, role, granted_at) VALUES (?, ?, ?, ?) \(upsert)",
            [.id(project), .id(person), .name(role), .time(time)])
    }

    @discardableResult
    public func remove(_ person: PersonID, from project: ProjectID) throws -> Bool {
        try connection.execute("DELETE FROM membership WHERE project = ? AND person = ?", [.id(project), .id(person)]) == 1
    }

    public func roles(of person: PersonID) throws -> [ProjectID: Role] {
        var roles: [ProjectID: Role] = [:]
        try connection.query("SELECT project, role FROM membership WHERE person = ?", [.id(person)]) { row in
            roles[row.id(0)] = try row.named(1)
            return true
        }
        return roles
    }

    /// Everybody's roles in every project.
    public func all() throws -> [PersonID: [ProjectID: Role]] {
        var roles: [PersonID: [ProjectID: Role]] = [:]
        try connection.query("SELECT person, project, role FROM membership", []) { row in
            roles[row.id(0), default: [:]][row.id(1)] = try row.named(2)
            return true
        }
        return roles
    }

    /// By login.
    public func members(of project: ProjectID) throws -> [(person: Person, role: Role)] {
        try connection.all(
            """
            SELECT p.id, p.login, p.name, p.is_owner, p.is_active, m.role FROM membership m JOIN person p ON p.id = m.person
            WHERE m.project = ? ORDER BY p.login
            """, [.id(project)]
        ) { (try PersonRepository.person($0), try $0.named(5)) }
    }

    /// What the audit chain and permission checks know of a person.
    public func actor(for person: Person, scope: Set<Permission>? = nil) throws -> Actor {
        Actor(person: person.id, name: person.login, isOwner: person.isOwner, roles: try roles(of: person.id), scope: scope)
    }
}
