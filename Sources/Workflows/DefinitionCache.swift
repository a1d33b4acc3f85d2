import Records
import Storage
import Synchronization

/// Definitions that were read once, by project and version: a version never changes, so nothing goes stale.
final class DefinitionCache: Sendable {
    private struct Key: Hashable {
        var project: ProjectID
        var version: Int
    }

    private static let limit = 256
    private let known = Mutex<[Key: ProjectContext]>([:])
    private let models: ModelFolder

    init(_ models: ModelFolder) { self.models = models }

    /// Inside a transaction: finds the project, checks the right, and gives its present definition.
    func project(
        _ slug: String, as actor: Actor, needs permission: Permission, or alternative: Permission? = nil, _ connection: any Connection
    ) throws -> ProjectContext {
        guard let project = try connection.projects.find(slug: slug) else { throw WorkflowError.unknownProject(slug) }
        return try context(project, as: actor, needs: permission, or: alternative, connection)
    }

    func project(
        _ id: ProjectID, as actor: Actor, needs permission: Permission, or alternative: Permission? = nil, _ connection: any Connection
    ) throws -> ProjectContext {
        guard let project = try connection.projects.find(id) else { throw WorkflowError.unknownProject(id.description) }
        return try context(project, as: actor, needs: permission, or: alternative, connection)
    }

    /// For what somebody did in a project once, whatever part they have in it now: the caller asks no right of them.
    func project(_ id: ProjectID, unasked connection: any Connection) throws -> ProjectContext {
        guard let project = try connection.projects.find(id) else { throw WorkflowError.unknownProject(id.description) }
        return try context(project, connection)
    }

    private func context(
        _ project: Project, as actor: Actor, needs permission: Permission, or alternative: Permission?, _ connection: any Connection
    ) throws -> ProjectContext {
        let isAllowed = actor.may(permission, in: project.id) || alternative.map { actor.may($0, in: project.id) } ?? false
        guard isAllowed else {
            let isMember = actor.isOwner || actor.roles[project.id] != nil
            throw isMember ? WorkflowError.forbidden(permission) : WorkflowError.unknownProject(project.slug)
        }
        return try context(project, connection)
    }

    private func context(_ project: Project, _ connection: any Connection) throws -> ProjectContext {
        let key = Key(project: project.id, version: project.version)
        if let context = known.withLock({ $0[key] }) { return context }
        guard let stored = try connection.projects.definition(of: project.id) else { throw WorkflowError.unknownProject(project.slug) }
        let context = ProjectContext(
            id: project.id, slug: project.slug, version: stored.version, definition: stored.definition, guidelines: stored.guidelines,
            personalData: DeclaredPersonalData(stored.definition, models))
        // What is missing may be there the next time.
        guard !context.personalData.isLacking else { return context }
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[Key(project: project.id, version: stored.version)] = context
        }
        return context
    }
}
