import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow profile`: describe every column of a table: type, missing, distinct, quantiles, what looks wrong.
struct ProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Describe every column of a table: type, missing, distinct, quantiles, what looks wrong",
        discussion: """
            Example: winnow profile table.csv --report profile.html
            Example: winnow profile table.csv --json
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Flag(help: "Print data as JSON") var json = false
    @OptionGroup var page: ReportOption
    @OptionGroup var failOn: FailOn

    func run() async throws {
        try page.check()
        let line = ProgressLine("reading", .bytes)
        let (report, findings) = try PrepareFiles.profile(file, watch: line.update)
        line.finish()
        Output.say(findings)
        try page.write(.profile(report, of: file))
        if json {
            try Output.json(report)
        } else {
            var table = TextTable("column", "type", "values", "missing", "distinct", "commonest")
            for column in report.columns {
                table.add(column.name, column.kind.rawValue, "\(column.count)", "\(column.missing)", "\(column.distinct)", column.topValues.first.map { "\($0.value.prefix(30)) (\($0.count))" } ?? "")
            }
            Output.data(table.text)
            Output.say(FileFindings(report.findings))
            Output.say("\(report.rows) rows, \(report.duplicateRows) of them repeated")
        }
        try failOn.check(findings.worst, report.findings.map(\.severity).max())
    }
}
