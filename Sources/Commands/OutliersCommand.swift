import ArgumentParser
import Workflows

/// `winnow outliers`: mark what lies far from the rest of a table; nothing is left out.
struct OutliersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outliers", abstract: "Mark what lies far from the rest of a table, cell by cell or row by row; nothing is left out",
        discussion: """
            Every row is written with a column `outlier` that gives the reasons; with `--list` what was found is written instead.
            Example: winnow outliers table.csv --method lof --list
            Example: winnow outliers table.csv --method mad --column price > marked.jsonl
            """)
    @OptionGroup var table: TableStepOptions
    @Option(help: "One of `winnow list outliers`", completion: CatalogName.completion("outliers"), transform: CatalogName.oneOf("outliers")) var method = "iqr"
    @Option(help: "Neighbours of `lof` and `knn`, trees of `isolation-forest`, rows to each side of `rolling-mad`") var count: Int?
    @Option(parsing: .unconditional, help: "Where an outlier begins, in place of the method's own") var value: Double?
    @Flag(help: "Write what was found instead of the rows") var list = false

    func run() async throws {
        var options = table.options(method)
        (options.settings.count, options.settings.value) = (count, value)
        guard list else { return try table.run(.outliers, options) }
        let line = ProgressLine("reading", .bytes)
        let (result, findings) = try TableFiles.run(.outliers, table.file, options, watch: line.update, working: { line.turn(to: options.method) }) { _ in }
        line.finish()
        Output.say(findings)
        if table.json { try Output.json(result) } else {
            var text = TextTable("row", "column", "reason", "value", "limit")
            for flag in result.flags ?? [] { text.add("\(flag.row + 1)", flag.column ?? "", flag.reason.rawValue, Output.figure(flag.value), Output.figure(flag.limit)) }
            Output.data(text.text)
            Output.say("\(result.method): \(result.flags?.count ?? 0) found in \(result.rows) rows")
        }
        try table.failOn.check(findings.worst, result.flags?.isEmpty == false ? .warning : nil)
    }
}
