import ArgumentParser
import Records
import Workflows

/// `winnow contract`: hold a table against rules, and give the rows that keep them.
struct ContractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contract", abstract: "Hold a table against rules: pass rates, failing rows with places; rows and values are given or held back",
        discussion: """
            A rule says what its values must be, which share of them (`mostly`), and what happens otherwise: `freeze` takes nothing \
            over (exit 1), `evolve` tells it, `discard-row` and `discard-value` hold back what breaks it.

            Example: winnow contract table.csv --draft > contract.json
            Example: winnow contract later.csv --rules contract.json > kept.jsonl
            Example: winnow contract orders.csv --rules contract.json --keys customers=customers.csv --check
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(help: "The contract, as `--draft` writes it", completion: .file()) var rules: String?
    @Flag(help: "Print a contract that this table keeps, to be looked at and changed") var draft = false
    @Flag(help: "Print the pass rates and no rows") var check = false
    @Option(name: .customLong("keys"), help: ArgumentHelp("The values `exist_in` allows: the first column of a table; may be given several times", valueName: "name=file")) var keys: [String] = []
    @Flag(help: "Print JSON: the result with `--check`, one list of rows without") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        if draft == (rules != nil) { throw ValidationError("give `--rules FILE` to check, or `--draft` to begin with one") }
        for key in keys where key.split(separator: "=", maxSplits: 1).count != 2 { throw ValidationError("`--keys` is `name=file`, not `\(key)`") }
    }

    func run() async throws {
        guard let rules else { return try writeDraft() }
        let tables = Dictionary(keys.map { key in key.split(separator: "=", maxSplits: 1).map(String.init) }.map { ($0[0], $0[1]) }) { _, last in last }
        let rows = RecordOutput(asList: json)
        let line = ProgressLine("reading", .bytes)
        let (result, findings) = try ContractFiles.check(file, against: rules, keys: tables, watch: line.update) { if !check { rows.add($0) } }
        line.finish()
        if !check { rows.end() }
        Output.say(findings)
        Output.say(FileFindings(result.findings))
        if check, json { try Output.json(result) } else if check { tell(result) }
        Output.say("\(result.rows) rows, \(result.discardedRows) held back, \(result.discardedValues) values taken out" + (result.isFrozen ? "; the contract says to take nothing over" : ""))
        if result.isFrozen || !result.isPassed { throw ExitCode(1) }
        try failOn.check(findings.worst, result.findings.map(\.severity).max())
    }

    private func tell(_ result: TableContractResult) {
        var table = TextTable("rule", "column", "checked", "failed", "passed", "needed", "kept")
        for rule in result.rules { table.add(rule.rule, rule.column ?? "", "\(rule.checked)", "\(rule.failed)", Output.figure(rule.passRate), Output.figure(rule.mostly), rule.isPassed ? "yes" : "no") }
        Output.data(table.text)
    }

    private func writeDraft() throws {
        let line = ProgressLine("reading", .bytes)
        let (contract, findings) = try ContractFiles.draft(from: file, watch: line.update)
        line.finish()
        Output.say(findings)
        try Output.json(JSONValue.object(contract))
        try failOn.check(findings.worst)
    }
}
