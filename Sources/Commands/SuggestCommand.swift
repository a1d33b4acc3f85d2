import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow suggest`: suggest answers, in a project by the built-in model, for a file of texts by a chat service.
struct SuggestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest", abstract: "Suggest answers: in a project by the built-in model, for a file of texts by a chat service",
        discussion: """
            A chat service gets the definition's words and the nearest examples; what it answers is held against the labels, and what is no valid \
            answer is counted by its reason and written without a label. `winnow accept` takes the confident ones.
            Example: winnow suggest --project sms --seed 7
            Example: winnow suggest mails.csv --service https://host/v1 --model small --key-from CHAT_KEY --definition winnow.yaml --prices 0.15,0.6 --estimate
            Example: winnow suggest mails.csv --service http://127.0.0.1:8000/v1 --allow 127.0.0.1:8000 --model local --labels spam,ham --cache answers.jsonl > suggested.jsonl
            """)
    @OptionGroup var options: ProjectOptions
    @Argument(help: "A table of texts: .csv, .tsv, .jsonl or .json, packed or not; without it the project's items", completion: .file()) var file: String?
    @Option(help: "Question; by default the first choice") var question: String?
    @Option(help: "Seed of the folds") var seed: UInt64 = 0
    @OptionGroup(title: "Asking a chat service about a file") var chat: ChatOptions
    @OptionGroup var failOn: FailOn

    func validate() throws {
        try options.refuseBeside(file: file)
        if file == nil, chat.service != nil { throw ValidationError("`--service` is asked about the texts of a FILE") }
    }

    func run() async throws {
        if let file { return try await chat.estimate ? estimate(file) : ask(file) }
        let (workflows, actor, project) = try await options.open()
        let jobs = try await workflows.runToEnd([workflows.suggest(project, as: actor, question: question, seed: seed)], "training and suggesting")
        if options.json { return try Output.json(jobs) }
        for job in jobs { Output.say(JSONValue.object(job.report).text(sorted: false)) }
    }

    private func estimate(_ file: String) throws {
        let line = ProgressLine("reading", .bytes)
        let (estimate, findings) = try ChatFiles.estimate(file, chat.files(question: question), watch: line.update)
        line.finish()
        Output.say(findings)
        if options.json { return try Output.json(estimate) }
        Output.data("\(estimate.texts) texts, \(estimate.requests) requests, about \(estimate.promptTokens) tokens sent and at most \(estimate.answerTokens) answered: at most \(String(format: "%.4f", estimate.cost))")
    }

    private func ask(_ file: String) async throws {
        let rows = Rows(asList: options.json)
        let line = ProgressLine("asking", .bytes)
        let (report, findings) = try await ChatFiles.suggest(file, chat.files(question: question), watch: { line.update(done: $0, total: $1) }) { rows.output.add($0) }
        line.finish()
        rows.output.end()
        Output.say(findings)
        say(report)
        try failOn.check(findings.worst)
    }

    private func say(_ report: ChatReport) {
        let reasons = report.failures.map { "\($0.texts) \($0.reason)" }.joined(separator: ", ")
        Output.say("\(report.labelled) of \(report.texts) texts got a label\(reasons.isEmpty ? "" : "; \(reasons)")")
        Output.say("\(report.requests) requests, \(report.kept) of them answered from what was kept; \(report.promptTokens) tokens sent, \(report.answerTokens) answered, cost \(String(format: "%.4f", report.cost))")
        if let accuracy = report.accuracy { Output.say("\(report.right) of \(report.compared) known labels were suggested: \(String(format: "%.4f", accuracy))") }
    }

    /// Written to by one task at a time.
    private final class Rows: @unchecked Sendable {
        let output: RecordOutput
        init(asList: Bool) { output = RecordOutput(asList: asList) }
    }
}
