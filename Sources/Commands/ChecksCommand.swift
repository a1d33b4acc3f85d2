import ArgumentParser
import Records
import Workflows

/// `winnow checks`: what is wrong with the texts of a file, or with the files of a folder.
struct ChecksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checks", abstract: "Report what is wrong with the texts of a file, or with the pictures, sounds, videos, documents and point clouds of a folder",
        discussion: "Example: winnow checks photos\nExample: winnow checks corpus.jsonl --field body --fail-on error")
    @Argument(help: "A folder of pictures, sounds, videos, documents or point clouds, or a file of texts: .jsonl, .csv, .tsv or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(help: "Field that holds the text") var field = "text"
    @Flag(help: "Print data as JSON") var json = false
    @OptionGroup var failOn: FailOn

    struct Printed: Encodable {
        var report: CheckFiles.Report
        var findings: [Finding]
    }

    func run() async throws {
        let line = ProgressLine("looking", DuplicateFiles.isFolder(file) ? .items : .bytes)
        var found: [Finding] = []
        let (report, findings) = try await CheckFiles.check(file, field: field, watch: line.update, judging: line.finish) { finding in
            if json { found.append(finding) } else { Output.data(FindingLine.text(finding)) }
        }
        line.finish()
        Output.say(findings)
        if json { try Output.json(Printed(report: report, findings: found)) } else {
            for count in report.counts { Output.say("\(count.count) \(count.severity.rawValue) \(count.code)") }
            Output.say("\(report.seen) \(report.of)" + (report.unreadable > 0 ? ", \(report.unreadable) of them unreadable" : ""))
        }
        try failOn.check(findings.worst, report.counts.map(\.severity).max())
    }
}
