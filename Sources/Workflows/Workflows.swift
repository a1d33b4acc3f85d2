import Foundation
import Records
import Storage

/// All that Winnow can do with a workspace. Command line and HTTP are two skins over these functions.
///
/// One file per use case, foldered by stage: each checks permission, composes pure stages with storage in
/// transactions, writes the audit chain, and reports progress. Values in, views out.
public struct Workflows: Sendable {
    public let workspace: Workspace
    public let events: EventHub
    /// Where steps find what the product does not carry.
    public let models: ModelFolder
    let definitions: DefinitionCache
    let copies: PictureCopies

    public var store: Store { workspace.store }

    public init(_ workspace: Workspace, models: ModelFolder = ModelFolder()) {
        self.workspace = workspace
        self.models = models
        events = EventHub()
        definitions = DefinitionCache(models)
        copies = PictureCopies(store: workspace.store)
    }

    /// Makes a workspace in a folder that holds none.
    public static func create(workspace folder: String) async throws -> Workflows {
        Workflows(try Workspace.create(at: folder))
    }

    /// Opens a workspace; `workspace.none` when the folder holds none.
    public static func open(workspace folder: String, models: ModelFolder = ModelFolder()) async throws -> Workflows {
        Workflows(try Workspace.open(at: folder), models: models)
    }

    public func close() async throws { try await workspace.close() }
}

/// A project as one request sees it: which, and by which definition.
public struct ProjectContext: Sendable {
    public let id: ProjectID
    public let slug: String
    public let version: Int
    public let definition: TaskDefinition
    public let guidelines: String
    /// Made once of the definition.
    let personalData: DeclaredPersonalData
}

extension Workflows {
    /// The project behind a slug, if the actor may do this in it. A project one has no part in looks like none.
    func project(_ slug: String, as actor: Actor, needs permission: Permission, or alternative: Permission? = nil) async throws -> ProjectContext {
        let definitions = definitions
        return try await store.read { connection in
            try definitions.project(slug, as: actor, needs: permission, or: alternative, connection)
        }
    }

    /// The id of a project, for skins that check permission by route.
    public func projectID(_ slug: String) async throws -> ProjectID? {
        try await store.read { try $0.projects.find(slug: slug)?.id }
    }

    func require(_ permission: Permission, of actor: Actor) throws {
        guard actor.may(permission, in: nil) else { throw WorkflowError.forbidden(permission) }
    }
}
