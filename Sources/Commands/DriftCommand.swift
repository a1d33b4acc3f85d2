import ArgumentParser
import Records
import Workflows

/// `winnow drift`: has the data changed? Two files, column by column.
struct DriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift", abstract: "Say which columns of new data are no longer like those of a reference",
        discussion: """
            Tests of significance up to 1,000 reference values, distances above; texts by how well a classifier tells them apart.
            Example: winnow drift january.csv february.csv --report drift.html
            Example: winnow drift train.jsonl live.jsonl --column text --column price --fail-on warning
            """)
    @Argument(help: "The reference: .csv, .tsv, .jsonl or .json, packed or not", completion: .file()) var reference: String
    @Argument(help: "The new data, in any of these", completion: .file()) var current: String
    @Option(name: .customLong("column"), help: "Only this column; may be given several times") var columns: [String] = []
    @Option(help: "One measure for every column it fits, of `winnow list drift`", completion: CatalogName.completion("drift"), transform: CatalogName.oneOf("drift")) var measure: String?
    @Option(parsing: .unconditional, help: "Where drift begins, in place of the measure's own") var threshold: Double?
    @Option(help: "Share of drifted columns from which the data as a whole has drifted") var share = 0.5
    @Option(help: "Seed, for samples of very long columns") var seed: UInt64 = 0
    @Flag(help: "Print data as JSON") var json = false
    @OptionGroup var report: ReportOption
    @OptionGroup var failOn: FailOn

    func validate() throws {
        guard (0...1).contains(share) else { throw ValidationError("`--share` lies between 0 and 1, not at \(share)") }
        if let threshold, !threshold.isFinite || threshold < 0 { throw ValidationError("`--threshold` is no number from 0 on") }
        if reference == "-", current == "-" { throw ValidationError("standard input can be one of the two files only") }
    }

    func run() async throws {
        try report.check()
        var options = DriftFiles.Options()
        (options.columns, options.measure, options.threshold, options.share, options.seed) = (columns, measure, threshold, share, seed)
        let line = ProgressLine("reading", .bytes)
        let (result, findings) = try DriftFiles.compare(reference, current, options, watch: line.update)
        line.finish()
        Output.say(findings)
        try report.write(.drift(result))
        if json { try Output.json(result) } else { show(result) }
        try failOn.check(findings.worst, result.drift.findings.map(\.severity).max())
    }

    private func show(_ result: DriftFiles.Result) {
        var table = TextTable("column", "kind", "measure", "value", "threshold", "drifted")
        for column in result.drift.columns {
            table.add(
                column.name, column.kind?.rawValue ?? "-", column.measure?.rawValue ?? "-", Output.figure(column.value),
                Output.figure(column.threshold), column.hasDrifted.map { $0 ? "yes" : "no" } ?? "not compared")
        }
        Output.data(table.text)
        Output.say(FileFindings(result.drift.findings.filter { $0.code == "drift.not-compared" }))
        Output.say("\(result.drift.drifted) of \(result.drift.compared) columns drifted: the data as a whole has \(result.drift.hasDrifted ? "" : "not ")drifted")
    }
}
