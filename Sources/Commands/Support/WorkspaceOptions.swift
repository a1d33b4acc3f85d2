import ArgumentParser
import Foundation
import Records
import Workflows

/// Options of every verb that works on a workspace.
struct WorkspaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of the workspace; by default `WINNOW_WORKSPACE`, or this folder or the nearest above it that holds one", valueName: "folder"), completion: .directory)
    var workspace: String?

    @Flag(help: "Print data as JSON")
    var json = false

    /// Opens the workspace as its local owner, recorded as `local:<os user>`.
    func open(models: ModelFolder = ModelFolder()) async throws -> (workflows: Workflows, actor: Actor) {
        let folder = try workspace ?? ProcessInfo.processInfo.environment["WINNOW_WORKSPACE"] ?? Self.nearest()
        let workflows = try await Workflows.open(workspace: folder, models: models)
        OpenedWorkspace.note(workflows, .local)
        return (workflows, .local)
    }

    private static func nearest() throws -> String {
        var folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        while true {
            if FileManager.default.fileExists(atPath: folder.appendingPathComponent("winnow.sqlite").path) { return folder.path }
            let parent = folder.deletingLastPathComponent()
            guard parent.path != folder.path else { break }
            folder = parent
        }
        throw WorkflowError(.notFound, "workspace.none", "there is no workspace in this folder or above it", hint: "make one with `winnow init FOLDER`, or name one with `--workspace FOLDER`")
    }
}

extension Actor {
    /// Who works on the machine itself.
    static var local: Actor { Actor(person: nil, name: "local:\(NSUserName())", isOwner: true) }
}

/// Adds the project; without `--project` the workspace's only one is meant.
struct ProjectOptions: ParsableArguments {
    @OptionGroup var workspace: WorkspaceOptions

    @Option(help: ArgumentHelp("Project; may be left out when the workspace has only one", valueName: "name"))
    var project: String?

    var json: Bool { workspace.json }

    func open(models: ModelFolder = ModelFolder()) async throws -> (workflows: Workflows, actor: Actor, project: String) {
        let (workflows, actor) = try await workspace.open(models: models)
        let name = try await chosen(workflows, actor)
        OpenedWorkspace.note(workflows, actor, project: name)
        return (workflows, actor, name)
    }

    private func chosen(_ workflows: Workflows, _ actor: Actor) async throws -> String {
        if let project {
            guard try await workflows.projectID(project) != nil else {
                throw WorkflowError(.notFound, "project.unknown", "there is no project `\(project)` here")
            }
            return project
        }
        let projects = try await workflows.projects(as: actor).projects
        guard !projects.isEmpty else {
            throw WorkflowError(.notFound, "project.none", "this workspace has no project yet", hint: "`winnow project apply winnow.yaml` makes one")
        }
        guard projects.count == 1 else {
            let names = projects.map(\.slug).joined(separator: ", ")
            throw WorkflowError(.badInput, "project.ambiguous", "this workspace has several projects: \(names)", hint: "say which with `--project NAME`")
        }
        return projects[0].slug
    }

    /// A verb works on files or on a workspace, never on both.
    func refuseBeside(file: String?) throws {
        guard let file, project != nil || workspace.workspace != nil else { return }
        throw ValidationError("`\(file)` is a file, so `--project` and `--workspace` have nothing to say here")
    }
}
