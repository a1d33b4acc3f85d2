import ArgumentParser
import Workflows

/// `winnow clean`: put damaged texts right and leave out those that quality rules drop.
struct CleanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean", abstract: "Put damaged texts right, and leave out or mark those that the rules of Gopher, C4 or FineWeb drop",
        discussion: """
            `--dry-run` shows what each rule would do and writes no record. Repair: text read in the wrong encoding, control characters, zero-width spaces, line ends.
            Example: winnow clean crawl.jsonl --rules gopher-quality --rules fineweb --dry-run
            Example: winnow clean crawl.jsonl --rules c4 --mark > marked.jsonl
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(help: "Field that holds the text") var field = "text"
    @Option(name: .customLong("rules"), help: "A family of rules, of `winnow list text-rules`; may be given several times; none judges nothing", completion: .list(CleanFiles.families)) var families: [String] = []
    @Flag(inversion: .prefixedNo, help: "Put damage right before rules are asked") var repair = true
    @Flag(help: "Keep what the rules drop, with the reasons in `dropped_by`") var mark = false
    @Flag(help: "Show what the rules would do; write nothing") var dryRun = false
    @Flag(help: "Print one JSON list instead of JSON lines; with `--dry-run` the report") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        for name in families where !CleanFiles.families.contains(name) { throw ValidationError("there is no family of rules `\(name)`; \(KnownNames.hint(name, among: CleanFiles.families))") }
    }

    func run() async throws {
        var options = CleanFiles.Options()
        (options.field, options.families, options.repairs, options.marks) = (field, families, repair, mark)
        let rows = dryRun ? nil : RecordOutput(asList: json)
        let line = ProgressLine("reading", .bytes)
        let (result, findings) = try CleanFiles.clean(file, options, watch: line.update) { rows?.add($0) }
        line.finish()
        rows?.end()
        Output.say(findings)
        if dryRun { try show(result) }
        Output.say("\(result.records) records, \(result.repaired) put right, \(result.quality.seen - result.quality.kept) dropped by a rule\(mark ? " and marked" : ""), \(result.written) \(dryRun ? "would be " : "")written")
        try failOn.check(findings.worst, result.quality.kept < result.quality.seen ? .warning : nil)
    }

    private func show(_ result: CleanFiles.Result) throws {
        if json { return try Output.json(result) }
        var table = TextTable("rule", "family", "drops", "threshold", "dropped", "first", "values, low to high")
        for rule in result.quality.rules {
            table.add(rule.rule, rule.family.rawValue, rule.drops.rawValue, Output.figure(rule.threshold, "%g"), "\(rule.dropped)", "\(rule.droppedFirst)", Self.bars(rule.histogram))
        }
        Output.data(table.text)
    }

    /// A bar of eight heights for each bin.
    private static func bars(_ counts: [Int]) -> String {
        guard let most = counts.max(), most > 0 else { return "" }
        let marks = Array(" ▁▂▃▄▅▆▇█")
        return String(counts.map { $0 == 0 ? marks[0] : marks[1 + $0 * 7 / most] })
    }
}
