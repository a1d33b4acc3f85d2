import ArgumentParser
import Records
import Workflows

/// `winnow suggest`: train the built-in model on what people answered and suggest the rest.
struct SuggestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest", abstract: "Train the built-in model on what people answered and suggest the rest", discussion: "Example: winnow suggest --project sms --seed 7")
    @OptionGroup var options: ProjectOptions
    @Option(help: "Question; by default the first choice") var question: String?
    @Option(help: "Seed of the folds") var seed: UInt64 = 0

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let jobs = try await workflows.runToEnd([workflows.suggest(project, as: actor, question: question, seed: seed)], "training and suggesting")
        if options.json { return try Output.json(jobs) }
        for job in jobs { Output.say(JSONValue.object(job.report).text(sorted: false)) }
    }
}
