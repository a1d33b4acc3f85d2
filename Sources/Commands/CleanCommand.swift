import ArgumentParser
import Workflows

/// `winnow clean`: put damaged texts right and leave out those that quality rules drop.
struct CleanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean", abstract: "Put damaged texts right, and leave out or mark those that the rules of Gopher, C4 or FineWeb drop, or that are in another language",
        discussion: """
            `--dry-run` shows what each rule would do and writes no record. Repair: text read in the wrong encoding, control characters, zero-width spaces, line ends.
            Example: winnow clean crawl.jsonl --rules gopher-quality --rules fineweb --dry-run
            Example: winnow clean crawl.jsonl --rules c4 --mark > marked.jsonl
            Example: winnow clean crawl.jsonl --languages en,de > ours.jsonl
            Example: winnow clean pages.jsonl --field html --pages --rules fineweb > articles.jsonl
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(help: "Field that holds the text") var field = "text"
    @Option(name: .customLong("rules"), help: "A family of rules, of `winnow list text-rules`; may be given several times; none judges nothing", completion: .list(CleanFiles.families)) var families: [String] = []
    @Option(help: ArgumentHelp("Leave out texts in other languages than these, such as `en,de`, and those of which none can be told", valueName: "codes")) var languages: String?
    @Flag(help: "With `--languages`: keep texts of which no language can be told") var keepUndetermined = false
    @OptionGroup var language: LanguageOptions
    @Flag(inversion: .prefixedNo, help: "Put damage right before rules are asked") var repair = true
    @Flag(help: "Texts are web pages: keep what people come for, without tags, menus and notices") var pages = false
    @Flag(help: "Keep what would be left out, with the reasons in `dropped_by`") var mark = false
    @Flag(help: "Show what the rules would do; write nothing") var dryRun = false
    @Flag(help: "Print one JSON list instead of JSON lines; with `--dry-run` the report") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        for name in families where !CleanFiles.families.contains(name) { throw ValidationError("there is no family of rules `\(name)`; \(KnownNames.hint(name, among: CleanFiles.families))") }
        if let languages, WantedLanguages.codes(languages).isEmpty { throw ValidationError("`--languages` names no language") }
        if languages == nil, keepUndetermined || language.among != nil { throw ValidationError("`--keep-undetermined` and `--among` have a say only beside `--languages`") }
    }

    func run() async throws {
        var options = CleanFiles.Options()
        (options.field, options.families, options.repairs, options.marks) = (field, families, repair, mark)
        (options.languages, options.models) = (language.settings(keep: languages), language.models.folder)
        options.languages.keepsUndetermined = keepUndetermined
        options.pages = pages
        let rows = dryRun ? nil : RecordOutput(asList: json)
        let line = ProgressLine("reading", .bytes)
        let (result, findings) = try CleanFiles.clean(file, options, watch: line.update) { rows?.add($0) }
        line.finish()
        rows?.end()
        Output.say(findings)
        if dryRun { try show(result) }
        if let blocks = result.blocks { Output.say("\(blocks.kept) of \(blocks.seen) blocks of pages kept") }
        Output.say("\(result.records) records, \(result.repaired) put right, \(result.dropped) dropped by \(languages == nil ? "a rule" : "a rule or for their language")\(mark ? " and marked" : ""), \(result.written) \(dryRun ? "would be " : "")written")
        try failOn.check(findings.worst, result.dropped > 0 ? .warning : nil)
    }

    private func show(_ result: CleanFiles.Result) throws {
        if json { return try Output.json(result) }
        var table = TextTable("rule", "family", "drops", "threshold", "dropped", "first", "values, low to high")
        for rule in result.quality.rules {
            table.add(rule.rule, rule.family.rawValue, rule.drops.rawValue, Output.figure(rule.threshold, "%g"), "\(rule.dropped)", "\(rule.droppedFirst)", Self.bars(rule.histogram))
        }
        if languages == nil || !families.isEmpty { Output.data(table.text) }
        if let report = result.languages { Output.data(LanguageTable.text(report)) }
    }

    /// A bar of eight heights for each bin.
    private static func bars(_ counts: [Int]) -> String {
        guard let most = counts.max(), most > 0 else { return "" }
        let marks = Array(" ▁▂▃▄▅▆▇█")
        return String(counts.map { $0 == 0 ? marks[0] : marks[1 + $0 * 7 / most] })
    }
}
