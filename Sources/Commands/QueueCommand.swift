import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow queue`: put the most uncertain items first, in a project or out of a file of probabilities.
struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Put the most uncertain items first, in a project or out of a file of probabilities",
        discussion: "Example: winnow queue --project sms --budget 100\nExample: winnow queue --project sms --strategy badge --random-share 0.1\nExample: winnow queue probabilities.csv --budget 3")
    @OptionGroup var options: ProjectOptions
    @Argument(help: "A file with one column of probabilities per class; without it the project's suggestions") var file: String?
    @Option(parsing: .unconditional, help: "How many items") var budget = 100
    @Option(help: "One of the methods that `winnow list selection` prints; for a file one of `winnow list strategies`", completion: CatalogName.completion("selection"), transform: CatalogName.oneOf("selection")) var strategy = "least-confidence"
    @Option(help: "Question; by default the first choice") var question: String?
    @Option(parsing: .unconditional, help: "Part of the items of a project that is drawn evenly, for estimates without bias") var randomShare = 0.0
    @Option(help: "Seed of whatever is drawn") var seed: UInt64 = 0

    @OptionGroup var failOn: FailOn

    func validate() throws {
        guard budget >= 1 else { throw ValidationError("`--budget` is at least 1, not \(budget)") }
        guard (0...1).contains(randomShare) else { throw ValidationError("`--random-share` lies between 0 and 1, not at \(randomShare)") }
        if let file, !CatalogName.names("strategies").contains(strategy) {
            throw ValidationError("`\(strategy)` reads more than one row at a time; `winnow select --probabilities \(file) --method \(strategy)` takes the files it needs")
        }
        if file != nil, randomShare > 0 { throw ValidationError("`--random-share` is for a project; `winnow select --probabilities` has it for files") }
        try options.refuseBeside(file: file)
    }

    func run() async throws {
        if let file { return try rank(file) }
        let (workflows, actor, project) = try await options.open()
        let report = try await workflows.queueUncertain(in: project, as: actor, question: question, strategy: strategy, budget: budget, randomShare: randomShare, seed: seed)
        if options.json { return try Output.json(report) }
        Output.say("\(report.queued) items come next")
    }

    private func rank(_ file: String) throws {
        let line = ProgressLine("reading", .bytes)
        let (rows, findings) = try SuggestionFiles.uncertain(file, strategy: strategy, budget: budget, watch: line.update)
        line.finish()
        Output.say(findings)
        if options.json {
            try Output.json(rows)
        } else {
            Output.data("row,uncertainty")
            for row in rows { Output.data("\(row.row),\(String(format: "%.12g", row.uncertainty))") }
        }
        try failOn.check(findings.worst)
    }
}
