import ArgumentParser
import Records
import Workflows

/// `winnow label-clicks`: turn a search log into relevance labels: clicks with dwell over 30 s, and top results passed over.
struct LabelClicksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label-clicks", abstract: "Turn a search log into relevance labels: clicks with dwell over 30 s, and top results passed over",
        discussion: "Example: winnow label-clicks sessions.jsonl > labels.jsonl")
    @Argument(help: "JSON lines with one search session a line") var file: String

    func run() async throws {
        try SuggestionFiles.clicks(file) { $0.printLine() }.forEach { Output.say($0) }
    }
}
