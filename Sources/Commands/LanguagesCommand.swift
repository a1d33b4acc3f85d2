import ArgumentParser
import Workflows

/// `winnow languages`: which languages the texts of a file are in.
struct LanguagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "languages", abstract: "Tell which languages the texts of a file are in: counts, shares, confidence, examples",
        discussion: """
            `und` are texts of which no language is probable enough. Profiles of 41 languages are made by `tools/build-languages`; 21 more, such as \
            Greek, Thai or Korean, are told by their script. `winnow clean --languages en,de` leaves the others out.
            Example: winnow languages crawl.jsonl --field body
            Example: winnow languages chats.csv --among en,es,pt --mark > told.jsonl
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(help: "Field that holds the text") var field = "text"
    @OptionGroup var options: LanguageOptions
    @Flag(help: "Write every record with its `language` and `language_probability` instead of the counts") var mark = false
    @Flag(help: "Print JSON; with `--mark` one list instead of JSON lines") var json = false
    @OptionGroup var failOn: FailOn

    func run() async throws {
        var what = LanguageFiles.Options()
        (what.field, what.settings, what.models) = (field, options.settings(), options.models.folder)
        let rows = mark ? RecordOutput(asList: json) : nil
        let line = ProgressLine("reading", .bytes)
        let (report, findings) = try LanguageFiles.tell(file, what, watch: line.update, rows.map { rows in { rows.add($0) } })
        line.finish()
        rows?.end()
        Output.say(findings)
        if !mark { json ? try Output.json(report) : Output.data(LanguageTable.text(report)) }
        Output.say("\(report.seen) texts, \(report.languages.count) languages, \(report.undetermined.count) undetermined, \(report.undetermined.withoutLetters) of them without a letter")
        try failOn.check(findings.worst)
    }
}
