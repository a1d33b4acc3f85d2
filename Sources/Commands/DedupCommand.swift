import ArgumentParser
import Records
import Workflows

/// `winnow dedup`: find groups of equal and nearly equal texts in a file.
struct DedupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dedup", abstract: "Find groups of equal and nearly equal texts in a file",
        discussion: "Example: winnow dedup corpus.jsonl --field text --threshold 0.8")
    @Argument(help: "A file of texts: .jsonl, .csv, .tsv or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(help: "Field that holds the text") var field = "text"
    @Option(parsing: .unconditional, help: "Jaccard index from which texts count as near duplicates, from 0.05 to 1") var threshold: Double?
    @Flag(help: "Print data as JSON") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        guard let threshold, !(0.05...1).contains(threshold) else { return }
        throw ValidationError("`--threshold` lies between 0.05 and 1, not at \(threshold)")
    }

    func run() async throws {
        let line = ProgressLine("reading", .bytes)
        let (result, findings) = try PrepareFiles.duplicates(file, field: field, threshold: threshold, watch: line.update) { line.turn(to: "comparing") }
        line.finish()
        Output.say(findings)
        if json { try Output.json(result) } else { show(result) }
        try failOn.check(findings.worst, result.groups.isEmpty ? nil : .warning)
    }

    private func show(_ result: PrepareFiles.Duplicates) {
        for group in result.groups { Output.data("\(group.kind.rawValue)  \(group.records.map(String.init).joined(separator: " "))") }
        Output.say("\(result.report.seen) texts, \(result.report.exactGroups) groups of copies, \(result.report.nearGroups) groups of near copies")
    }
}
