import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow profile`: describe every column of a table: type, missing, distinct, quantiles, what looks wrong.
struct ProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Describe every column of a table: type, missing, distinct, quantiles, what looks wrong",
        discussion: "Example: winnow profile table.csv --json")
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not") var file: String
    @Flag(help: "Print data as JSON") var json = false

    func run() async throws {
        let (report, findings) = try PrepareFiles.profile(file)
        findings.forEach { Output.say($0) }
        if json { return try Output.json(report) }
        var table = TextTable("column", "type", "values", "missing", "distinct", "commonest")
        for column in report.columns {
            table.add(column.name, column.kind.rawValue, "\(column.count)", "\(column.missing)", "\(column.distinct)", column.topValues.first.map { "\($0.value.prefix(30)) (\($0.count))" } ?? "")
        }
        Output.data(table.text)
        report.findings.forEach { Output.say($0) }
        Output.say("\(report.rows) rows, \(report.duplicateRows) of them repeated")
    }
}
