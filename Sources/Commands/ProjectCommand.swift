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
        @Argument(help: "The definition; `-` is standard input", completion: .file(extensions: ["yaml", "yml"])) var file: String
        @Option(help: "The stored version it was made from; by default what is known of the file") var expectedVersion: Int?
        @OptionGroup var failOn: FailOn

        func run() async throws {
            let (workflows, actor) = try await workspace.open()
            let applied = try await DefinitionFile(path: file).apply(in: workflows, as: actor, expectedVersion: expectedVersion)
            let findings = FileFindings(applied.findings)
            Output.say(findings)
            if workspace.json { try Output.json(applied) } else { show(applied) }
            try failOn.check(findings.worst)
        }

        private func show(_ applied: DefinitionApplied) {
            Output.say(applied.changes.isEmpty ? "project `\(applied.slug)` is at version \(applied.version)" : "project `\(applied.slug)` changed to version \(applied.version):")
            applied.changes.forEach { Output.say("  \($0)") }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the stored definition", discussion: "Example: winnow project show --yaml > winnow.yaml")
        @OptionGroup var options: ProjectOptions
        @Flag(help: "As a `winnow.yaml` file") var yaml = false

        func validate() throws {
            guard !(yaml && options.json) else { throw ValidationError("`--yaml` and `--json` exclude each other") }
        }

        func run() async throws {
            let (workflows, actor, project) = try await options.open()
            let detail = try await workflows.project(project, as: actor)
            guard yaml else { return try Output.json(detail) }
            Output.data(DefinitionMark.line(detail.version))
            Output.data(try await workflows.definitionYAML(project, as: actor))
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
