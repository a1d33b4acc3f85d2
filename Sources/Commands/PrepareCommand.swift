import ArgumentParser
import Records
import Workflows

/// `winnow prepare`: run the declared checks, find near duplicates and split the items.
struct PrepareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare", abstract: "Run the declared checks, find near duplicates and split the items",
        discussion: """
            `--dry-run` looks at the items as they are and prints what each step would mark; findings, groups, splits and places stay.

            Example: winnow prepare --project sms --step near-duplicates
            Example: winnow prepare --project sms --dry-run
            """)
    @OptionGroup var options: ProjectOptions
    @Option(name: .customLong("step"), help: "Only this step; may be repeated", completion: CatalogName.completion("steps"), transform: CatalogName.oneOf("steps")) var steps: [String] = []
    @Flag(help: "Show what would happen; keep none of it") var dryRun = false
    @OptionGroup var models: ModelOptions
    @OptionGroup var failOn: FailOn

    func validate() throws {
        if dryRun, failOn.failOn != nil { throw ValidationError("`--fail-on` looks at stored findings, and `--dry-run` stores none") }
    }

    func run() async throws {
        let (workflows, actor, project) = try await options.open(models: models.folder)
        guard try await workflows.projects(as: actor).projects.contains(where: { $0.slug == project && $0.counts.ready > 0 }) else {
            throw WorkflowError(.unprocessable, "prepare.no-items", "project `\(project)` has no items that are ready", hint: "`winnow collect` brings them in; `winnow status` shows what is quarantined")
        }
        let jobs = try await workflows.runToEnd([workflows.prepare(project, as: actor, steps: steps.isEmpty ? nil : steps, dryRun: dryRun)], "preparing")
        if options.json { try Output.json(jobs) }
        for job in jobs where !options.json {
            for step in job.report.members { tell(step.key, step.value.object ?? [:]) }
        }
        try await failOn.check(jobs, of: project, in: workflows, as: actor)
    }

    private func tell(_ step: String, _ report: JSONObject) {
        Output.say("\(step): \(StepReportWords.line(step, report))")
        guard dryRun else { return }
        for line in StepReportWords.marks(report) { Output.say("  would mark \(Terminal.line(line, limit: 300))") }
    }
}
