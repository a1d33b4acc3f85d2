import ArgumentParser
import Records
import Workflows

/// `winnow dedup`: find groups of equal and nearly equal texts in a file.
struct DedupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dedup", abstract: "Find groups of equal and nearly equal texts in a file",
        discussion: "Example: winnow dedup corpus.jsonl --field text --threshold 0.8")
    @Argument(help: "A file of texts: .jsonl, .csv, .tsv or .json, packed or not") var file: String
    @Option(help: "Field that holds the text") var field = "text"
    @Option(help: "Jaccard index from which texts count as near duplicates") var threshold: Double?
    @Flag(help: "Print data as JSON") var json = false

    func run() async throws {
        let (result, findings) = try PrepareFiles.duplicates(file, field: field, threshold: threshold)
        findings.forEach { Output.say($0) }
        if json { return try Output.json(result) }
        for group in result.groups { Output.data("\(group.kind.rawValue)  \(group.records.map(String.init).joined(separator: " "))") }
        Output.say("\(result.report.seen) texts, \(result.report.exactGroups) groups of copies, \(result.report.nearGroups) groups of near copies")
    }
}
