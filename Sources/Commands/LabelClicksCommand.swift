import ArgumentParser
import Records
import Workflows

/// `winnow label-clicks`: turn a search log into relevance labels: clicks with dwell over 30 s, and top results passed over.
struct LabelClicksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label-clicks", abstract: "Turn a search log into relevance labels: clicks with dwell over 30 s, and top results passed over",
        discussion: "Example: winnow label-clicks sessions.jsonl > labels.jsonl")
    @Argument(help: "JSON lines with one search session a line; `-` is standard input", completion: .file()) var file: String
    @Flag(help: "Print one JSON list instead of JSON lines") var json = false
    @OptionGroup var failOn: FailOn

    func run() async throws {
        let rows = RecordOutput(asList: json)
        let line = ProgressLine("reading")
        let findings = try SuggestionFiles.clicks(file) { rows.add($0) }
        line.finish()
        rows.end()
        Output.say(findings)
        try failOn.check(findings.worst)
    }
}
