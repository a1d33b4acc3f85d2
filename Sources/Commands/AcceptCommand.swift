import ArgumentParser
import Records
import Workflows

/// `winnow accept`: take suggestions without review: strictly above a confidence, or as far as people's judgements allow.
struct AcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Take suggestions without review, in a project or in a file of predictions: strictly above a confidence, or by label as far as judged ones allow",
        discussion: """
            With `--target-accuracy` each label gets the lowest threshold above which so many are right, with an exact bound on \
            judged suggestions; a random part of what is accepted stays for people, and what they say of it goes to `--audited`.
            Example: winnow accept --project sms --above 0.95
            Example: winnow accept predictions.jsonl --above 0.95
            Example: winnow accept predictions.jsonl --target-accuracy 0.98 --validation judged.csv > decided.jsonl
            """)
    @OptionGroup var options: ProjectOptions
    @Argument(help: "JSON lines with `label` and `confidence`; without it the project's suggestions") var file: String?
    @Option(parsing: .unconditional, help: "Accept strictly above this confidence, from 0 to 1; by default 0.95") var above: Double?
    @Option(help: "Question; by default the first choice") var question: String?
    @OptionGroup var calibrated: AcceptanceChoices

    @OptionGroup var failOn: FailOn

    func validate() throws {
        if let above, !(0...1).contains(above) { throw ValidationError("`--above` lies between 0 and 1, not at \(above)") }
        try options.refuseBeside(file: file)
        try calibrated.check(file: file, above: above)
    }

    func run() async throws {
        let threshold = above ?? 0.95
        if let file, let options = calibrated.options { return try accept(file, by: options) }
        if let file { return try accept(file, above: threshold) }
        let (workflows, actor, project) = try await options.open()
        let report = try await workflows.acceptSuggestions(in: project, as: actor, question: question, above: threshold)
        if options.json { return try Output.json(report) }
        Output.say("\(report.accepted) accepted above \(threshold), \(report.needsReview) left to people")
    }

    private func accept(_ file: String, above threshold: Double) throws {
        let rows = RecordOutput(asList: options.json)
        let line = ProgressLine("reading", .bytes)
        let findings = try SuggestionFiles.accept(file, above: threshold, watch: line.update) { rows.add($0) }
        line.finish()
        rows.end()
        Output.say(findings)
        try failOn.check(findings.worst)
    }

    private func accept(_ file: String, by chosen: AcceptanceOptions) throws {
        let rows = calibrated.dryRun ? nil : RecordOutput(asList: options.json)
        let line = ProgressLine("reading", .bytes)
        let (report, findings) = try AcceptanceFiles.accept(file, chosen, watch: line.update) { rows?.add($0) }
        line.finish()
        rows?.end()
        Output.say(findings)
        try show(report)
        try failOn.check(findings.worst)
    }

    /// Records go to standard output where they are asked for, and the tables then to standard error.
    private func show(_ report: AcceptanceReport) throws {
        if calibrated.dryRun, options.json { return try Output.json(report) }
        let tables = [AcceptanceText.labels(report)] + (report.standings.map { [AcceptanceText.standings($0)] } ?? [])
        for table in tables { if calibrated.dryRun { Output.data(table.text) } else { Output.say(table.text) } }
        Output.say(AcceptanceText.summary(report))
    }
}
