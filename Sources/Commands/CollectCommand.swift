import ArgumentParser
import Records
import Workflows

/// `winnow collect`: bring items in from the declared sources; what is there already is left alone.
struct CollectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect", abstract: "Bring items in from the declared sources; what is there already is left alone",
        discussion: "Example: winnow collect --project sms --source phones")
    @OptionGroup var options: ProjectOptions
    @Option(help: "Only this source") var source: String?
    @OptionGroup var failOn: FailOn

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let jobs = try await workflows.runToEnd(workflows.collect(project, as: actor, source: source), "collecting", .bytes)
        if options.json { try Output.json(jobs) }
        for job in jobs where !options.json {
            let counts = job.report.members.map { "\($0.value.int ?? 0) \($0.key)" }.joined(separator: ", ")
            Output.say("\(job.settings["source"]?.string ?? "source"): \(counts)")
        }
        try await failOn.check(jobs, of: project, in: workflows, as: actor)
    }
}
