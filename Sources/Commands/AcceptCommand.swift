import ArgumentParser
import Records
import Workflows

/// `winnow accept`: take suggestions strictly above a confidence without review, in a project or in a file of predictions.
struct AcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Take suggestions strictly above a confidence without review, in a project or in a file of predictions",
        discussion: "Example: winnow accept --project sms --above 0.95\nExample: winnow accept predictions.jsonl --above 0.95")
    @OptionGroup var options: ProjectOptions
    @Argument(help: "JSON lines with `label` and `confidence`; without it the project's suggestions") var file: String?
    @Option(parsing: .unconditional, help: "Accept strictly above this confidence, from 0 to 1") var above = 0.95
    @Option(help: "Question; by default the first choice") var question: String?

    @OptionGroup var failOn: FailOn

    func validate() throws {
        guard (0...1).contains(above) else { throw ValidationError("`--above` lies between 0 and 1, not at \(above)") }
        try options.refuseBeside(file: file)
    }

    func run() async throws {
        if let file { return try accept(file) }
        let (workflows, actor, project) = try await options.open()
        let report = try await workflows.acceptSuggestions(in: project, as: actor, question: question, above: above)
        if options.json { return try Output.json(report) }
        Output.say("\(report.accepted) accepted above \(above), \(report.needsReview) left to people")
    }

    private func accept(_ file: String) throws {
        let rows = RecordOutput(asList: options.json)
        let line = ProgressLine("reading", .bytes)
        let findings = try SuggestionFiles.accept(file, above: above, watch: line.update) { rows.add($0) }
        line.finish()
        rows.end()
        Output.say(findings)
        try failOn.check(findings.worst)
    }
}
