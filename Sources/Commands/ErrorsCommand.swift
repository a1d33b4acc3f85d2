import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow errors`: find labels that are likely wrong, in a project or in files of labels and probabilities.
struct ErrorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "errors", abstract: "Find labels that are likely wrong, in a project or in files of labels and probabilities",
        discussion: "Example: winnow errors --project sms\nExample: winnow errors --labels labels.csv --probabilities p.csv --filter both")
    @OptionGroup var options: ProjectOptions
    @Option(help: "File with one class number a row") var labels: String?
    @Option(help: "File with one column of probabilities per class") var probabilities: String?
    @Option(help: "One of the filters that `winnow list filters` prints") var filter: String?
    @Option(help: "One of the scores that `winnow list scores` prints") var score: String?
    @Option(help: "Question; by default the first choice") var question: String?
    @Option(help: "Seed of the folds") var seed: UInt64 = 0
    @Option(help: "Show at most so many; the count is of all") var limit = 1000

    func validate() throws {
        guard (labels == nil) == (probabilities == nil) else { throw ValidationError("`--labels` and `--probabilities` go together") }
    }

    func run() async throws {
        if let labels, let probabilities {
            let (report, findings) = try LabelErrorFiles.errors(labels: labels, probabilities: probabilities, filter: filter, score: score)
            findings.forEach { Output.say($0) }
            if options.json { return try Output.json(report) }
            Output.data("row,given,suggested,score")
            for row in report.items { Output.data("\(row.row),\(row.given),\(row.suggested),\(String(format: "%.6g", row.score))") }
            return Output.say("\(report.count) of \(report.checked) likely wrong (\(String(format: "%.1f", report.share * 100)) %)")
        }
        let (workflows, actor, project) = try await options.open()
        let report = try await workflows.labelErrors(in: project, as: actor, question: question, filter: filter, score: score, seed: seed, limit: limit)
        if options.json { return try Output.json(report) }
        var table = TextTable("key", "given", "suggested", "score", "text")
        for row in report.items { table.add(row.key, row.given, row.suggested, String(format: "%.4f", row.score), String(row.preview.prefix(60))) }
        Output.data(table.text)
        Output.say("\(report.count) of \(report.checked) likely wrong (\(String(format: "%.1f", report.share * 100)) %)")
    }
}
