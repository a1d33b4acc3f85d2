import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow errors`: find labels that are likely wrong, in a project or in files of labels and probabilities.
struct ErrorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "errors", abstract: "Find labels that are likely wrong, in a project or in files of labels and probabilities",
        discussion: "Example: winnow errors --project sms\nExample: winnow errors --labels labels.csv --probabilities p.csv --filter both\nExample: winnow errors --project sms --relabel 20")
    @OptionGroup var options: ProjectOptions
    @Option(help: "File with one class a row, by number or name; `-` is standard input", completion: .file()) var labels: String?
    @Option(help: "File with one column of probabilities per class", completion: .file()) var probabilities: String?
    @Option(help: "One of the filters that `winnow list filters` prints", completion: CatalogName.completion("filters"), transform: CatalogName.oneOf("filters")) var filter: String?
    @Option(help: "One of the scores that `winnow list scores` prints", completion: CatalogName.completion("scores"), transform: CatalogName.oneOf("scores")) var score: String?
    @Option(help: "Question; by default the first choice") var question: String?
    @Option(help: "Seed of the folds") var seed: UInt64 = 0
    @Option(parsing: .unconditional, help: "Show at most so many; the count is of all") var limit = 1000
    @Option(parsing: .unconditional, help: "Have so many of the worst labelled afresh, by annotators who have not had them; of a project") var relabel: Int?
    @OptionGroup var failOn: FailOn

    func validate() throws {
        if let relabel, relabel < 1 { throw ValidationError("`--relabel` is at least 1, not \(relabel)") }
        if relabel != nil, labels != nil { throw ValidationError("`--relabel` is for projects: a file has nobody to ask") }
        guard (labels == nil) == (probabilities == nil) else { throw ValidationError("`--labels` and `--probabilities` go together") }
        guard limit >= 1 else { throw ValidationError("`--limit` is at least 1, not \(limit)") }
        try options.refuseBeside(file: labels)
    }

    func run() async throws {
        if let labels, let probabilities {
            return try judge(labels, probabilities)
        }
        let (workflows, actor, project) = try await options.open()
        let report = try await workflows.labelErrors(in: project, as: actor, question: question, filter: filter, score: score, seed: seed, limit: relabel ?? limit)
        if relabel != nil { return try await Relabelling(report: report, project: project, json: options.json).send(by: workflows, as: actor) }
        if options.json {
            try Output.json(report)
            return try failOn.check(report.count > 0 ? .warning : nil)
        }
        var table = TextTable("key", "given", "suggested", "score", "text")
        for row in report.items { table.add(row.key, row.given, row.suggested, String(format: "%.4f", row.score), String(row.preview.prefix(60))) }
        Output.data(table.text)
        Output.say(Self.words(report.count, report.checked, report.share))
        try failOn.check(report.count > 0 ? .warning : nil)
    }

    private func judge(_ labels: String, _ probabilities: String) throws {
        let line = ProgressLine("reading", .bytes)
        let (report, findings) = try LabelErrorFiles.errors(labels: labels, probabilities: probabilities, filter: filter, score: score, watch: line.update)
        line.finish()
        Output.say(findings)
        if options.json {
            try Output.json(report)
        } else {
            Output.data("row,given,suggested,score")
            for row in report.items {
                let (given, suggested) = (report.classes?[row.given] ?? "\(row.given)", report.classes?[row.suggested] ?? "\(row.suggested)")
                Output.data("\(row.row),\(CSVCell.quoted(given)),\(CSVCell.quoted(suggested)),\(String(format: "%.6g", row.score))")
            }
            Output.say(Self.words(report.count, report.checked, report.share))
        }
        try failOn.check(findings.worst, report.count > 0 ? .warning : nil)
    }

    private static func words(_ count: Int, _ checked: Int, _ share: Double) -> String {
        "\(count) of \(checked) likely wrong (\(String(format: "%.1f", share * 100)) %)"
    }
}
