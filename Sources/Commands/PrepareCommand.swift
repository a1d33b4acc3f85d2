import ArgumentParser
import Records
import Workflows

/// `winnow prepare`: run the declared checks, find near duplicates and split the items.
struct PrepareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare", abstract: "Run the declared checks, find near duplicates and split the items",
        discussion: "Example: winnow prepare --project sms --step near-duplicates")
    @OptionGroup var options: ProjectOptions
    @Option(name: .customLong("step"), help: "Only this step; may be repeated", completion: CatalogName.completion("steps"), transform: CatalogName.oneOf("steps")) var steps: [String] = []
    @OptionGroup var failOn: FailOn

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        guard try await workflows.projects(as: actor).projects.contains(where: { $0.slug == project && $0.counts.ready > 0 }) else {
            throw WorkflowError(.unprocessable, "prepare.no-items", "project `\(project)` has no items that are ready", hint: "`winnow collect` brings them in; `winnow status` shows what is quarantined")
        }
        let jobs = try await workflows.runToEnd([workflows.prepare(project, as: actor, steps: steps.isEmpty ? nil : steps)], "preparing")
        if options.json { try Output.json(jobs) }
        for job in jobs where !options.json {
            for step in job.report.members { Output.say("\(step.key): \(StepReportWords.line(step.key, step.value.object ?? [:]))") }
        }
        try await failOn.check(jobs, of: project, in: workflows, as: actor)
    }
}
