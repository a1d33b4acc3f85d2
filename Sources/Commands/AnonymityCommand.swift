import ArgumentParser
import Workflows

/// `winnow anonymity`: could somebody be told from the rest by what the table says?
struct AnonymityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anonymity", abstract: "Count how well the rows of a table hide among each other: k-anonymity and l-diversity",
        discussion: """
            Rows that are equal in all columns of `--quasi` form a group; a row in a group below k, or whose group has fewer than l values of a sensitive column, is at risk.
            Example: winnow anonymity patients.csv --quasi age --quasi postcode --quasi sex --sensitive diagnosis --k 5
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(name: .customLong("quasi"), help: "A column that together with others tells who somebody is; may be given several times") var quasi: [String]
    @Option(name: .customLong("sensitive"), help: "A column nobody may learn of somebody; may be given several times") var sensitive: [String] = []
    @Option(help: "A group of fewer rows is at risk") var k = 5
    @Option(help: "A group of fewer values of a sensitive column is at risk") var l = 2
    @Flag(help: "Print data as JSON") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        guard k >= 1, l >= 1 else { throw ValidationError("`--k` and `--l` are 1 or more") }
        guard !quasi.isEmpty else { throw ValidationError("name a column with `--quasi`") }
    }

    func run() async throws {
        let line = ProgressLine("reading", .bytes)
        let (result, findings) = try DisclosureFiles.count(file, quasiIdentifiers: quasi, sensitive: sensitive, k: k, l: l, watch: line.update)
        line.finish()
        Output.say(findings)
        let report = result.disclosure
        if json { try Output.json(result) } else {
            var table = TextTable("rows", "group")
            for group in report.smallGroups { table.add("\(group.rows)", zip(quasi, group.values).map { "\($0)=\($1)" }.joined(separator: ", ")) }
            Output.data(table.text)
            Output.say("\(report.rows) rows in \(report.groups) groups; the smallest has \(report.smallestGroup): the table is \(report.smallestGroup)-anonymous")
            Output.say("\(report.rowsBelow) rows are in groups below \(k)")
            for (name, column) in zip(sensitive, report.sensitive) { Output.say("`\(Terminal.line(name, limit: 60))`: the poorest group has \(column.fewestDistinct) values, \(column.rowsBelow) rows are in groups below \(l)") }
        }
        try failOn.check(findings.worst, report.atRisk.isEmpty ? nil : .warning)
    }
}
