import ArgumentParser
import Records
import Workflows

/// `winnow project`: make, change and show projects.
struct ProjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project", abstract: "Make, change and show projects",
        discussion: "Example: winnow project apply winnow.yaml",
        subcommands: [Apply.self, Show.self, List.self])

    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a task definition in: a new project, or a new version of one",
            discussion: "Example: winnow project apply winnow.yaml --expected-version 3")
        @OptionGroup var workspace: WorkspaceOptions
        @Argument(help: "The definition") var file: String
        @Option(help: "Refuse when the stored definition is another version than this") var expectedVersion: Int?

        func run() async throws {
            let (workflows, actor) = try await workspace.open()
            let applied = try await DefinitionFile(path: file).apply(in: workflows, as: actor, expectedVersion: expectedVersion)
            applied.findings.forEach { Output.say($0) }
            if workspace.json { return try Output.json(applied) }
            Output.say(applied.changes.isEmpty ? "project `\(applied.slug)` is at version \(applied.version)" : "project `\(applied.slug)` changed to version \(applied.version):")
            applied.changes.forEach { Output.say("  \($0)") }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the stored definition", discussion: "Example: winnow project show --yaml > winnow.yaml")
        @OptionGroup var options: ProjectOptions
        @Flag(help: "As a `winnow.yaml` file") var yaml = false

        func run() async throws {
            let (workflows, actor, project) = try await options.open()
            if yaml { return Output.data(try await workflows.definitionYAML(project, as: actor)) }
            try Output.json(try await workflows.project(project, as: actor))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the projects of the workspace", discussion: "Example: winnow project list --json")
        @OptionGroup var workspace: WorkspaceOptions

        func run() async throws {
            let (workflows, actor) = try await workspace.open()
            let list: ProjectList = try await workflows.projects(as: actor)
            if workspace.json { return try Output.json(list) }
            var table = TextTable("project", "items", "done", "open", "objective")
            for project in list.projects {
                table.add(project.slug, "\(project.counts.items)", "\(project.counts.done)", "\(project.counts.open)", project.objective)
            }
            Output.data(table.text)
        }
    }
}
