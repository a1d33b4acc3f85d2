import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow run`: execute what is out of date of a project's recipe, and nothing else.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Execute what is out of date: the definition, sources, prepare steps, consensus, augmentation, shipments; nothing else",
        discussion: """
            A definition file that is named, or lies in this folder as `winnow.yaml`, is written in first. Only the newest commit is shipped; \
            `winnow commit` makes one.
            Example: winnow run --project sms --dry-run
            """)
    @OptionGroup var options: ProjectOptions
    @Argument(help: "The definition; by default `winnow.yaml` in this folder, if there is one", completion: .file(extensions: ["yaml", "yml"])) var file: String?
    @Flag(help: "Only show what would run, and why") var dryRun = false
    @OptionGroup var models: ModelOptions
    @OptionGroup var failOn: FailOn

    func run() async throws {
        let (workflows, actor) = try await options.workspace.open(models: models.folder)
        let project = try await definition(workflows, actor)
        let report = if dryRun {
            try await workflows.planRecipe(of: project, as: actor)
        } else {
            try await workflows.runRecipe(of: project, as: actor, handlers(workflows))
        }
        if options.json { try Output.json(report) } else { show(report) }
        try failOn.check(try await workflows.worstFinding(of: project, as: actor))
    }

    // MARK: The definition

    /// Writes the file in; the project it is of, or the one that was named.
    private func definition(_ workflows: Workflows, _ actor: Actor) async throws -> String {
        guard let file = file ?? here() else { return try await options.open().project }
        let definition = DefinitionFile(path: file)
        let found = try await definition.changes(in: workflows, as: actor)
        if let project = options.project, project != found.slug {
            // A file that only happens to lie here is not meant.
            if self.file == nil { return try await options.open().project }
            throw WorkflowError(.badInput, "definition.other-project", "`\(file)` is of project `\(found.slug)`, not of `\(project)`", hint: "leave `--project` out, or name the file of `\(project)`")
        }
        if dryRun { return try plan(found, file) }
        let applied = try await definition.apply(in: workflows, as: actor)
        Output.say(FileFindings(applied.findings))
        if found.version == nil { Output.say("definition: made project `\(applied.slug)`") }
        if !applied.changes.isEmpty { Output.say("definition: version \(applied.version)") }
        applied.changes.forEach { Output.say("  \($0)") }
        OpenedWorkspace.note(workflows, actor, project: applied.slug)
        return applied.slug
    }

    private func here() -> String? { FileManager.default.fileExists(atPath: "winnow.yaml") ? "winnow.yaml" : nil }

    private func plan(_ found: DefinitionChanges, _ file: String) throws -> String {
        guard found.version != nil else {
            throw WorkflowError(.notFound, "project.unknown", "`\(file)` would make the project `\(found.slug)`, and all its steps would run", hint: "leave `--dry-run` out, or make it with `winnow project apply`")
        }
        if !found.changes.isEmpty { Output.say("definition: `\(file)` would change it; the plan is of the stored one") }
        found.changes.forEach { Output.say("  \($0)") }
        return found.slug
    }

    // MARK: Telling

    private func handlers(_ workflows: Workflows) -> RecipeHandlers {
        RecipeHandlers(
            perform: { job, step in
                let unit: ProgressLine.Unit = step.kind == .collect ? .bytes : .items
                let jobs = try await workflows.runToEnd([job], "\(step.kind.rawValue) \(step.name)", unit)
                guard let ended = jobs.first else { throw WorkflowError(.unavailable, "job.lost", "the job of `\(step.name)` is gone") }
                return ended
            }, tell: { step in if step.state == .done { Output.say("ran \(step.kind.rawValue) \(step.name): \(step.reason)") } })
    }

    private func show(_ report: RecipeReport) {
        var table = TextTable("step", "name", "state", "why", "report")
        for step in report.steps {
            let counts = step.report?.members.compactMap { key, value in value.int.map { "\($0) \(key)" } }.joined(separator: ", ")
            table.add(step.kind.rawValue, step.name, step.state.rawValue, step.reason, counts ?? "")
        }
        Output.data(table.text)
        if report.isUpToDate { Output.say("everything is up to date") }
    }
}
