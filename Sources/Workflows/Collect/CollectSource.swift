import Collecting
import Foundation
import Records
import Storage

/// Bringing items in from a declared source: provenance and licence with each, bad records as findings,
/// every batch and the place it ended at in one transaction.

extension Workflows {
    /// Starts collecting a source, or all declared ones. From the command line any path may be read; over HTTP only
    /// what lies in the workspace's `incoming` folder or where the definition was applied from.
    public func collect(_ slug: String, as actor: Actor, source name: String? = nil) async throws -> [JobStarted] {
        let project = try await project(slug, as: actor, needs: .manageProject)
        let declared = project.definition.sources
        let chosen = name == nil ? declared : declared.filter { $0.name == name }
        guard !chosen.isEmpty else {
            throw name.map { WorkflowError.unknown("source", $0) }
                ?? WorkflowError(.badInput, "source.none", "project `\(slug)` declares no source", hint: "add one under `sources:` in its definition, with a licence")
        }
        let isLocal = actor.person == nil && actor.isOwner
        var jobs: [JobStarted] = []
        for declaration in chosen {
            let settings: JSONObject = ["source": .string(declaration.name), "local": .bool(isLocal)]
            jobs.append(JobStarted(job: try await queueJob(CollectJob.self, project: project, settings: settings, as: actor).id))
        }
        return jobs
    }

    /// Where relative paths of a project's sources are read from.
    public func setFolder(of slug: String, to folder: String, as actor: Actor) async throws {
        try require(.manageWorkspace, of: actor)
        let project = try await project(slug, as: actor, needs: .manageProject)
        try await store.write { try $0.settings.set("folder.\(project.id)", to: folder) }
    }

    func folder(of project: ProjectID) async throws -> String {
        let incoming = workspace.path + "/incoming"
        return try await store.read { try $0.settings["folder.\(project)"] } ?? incoming
    }
}
