import ArgumentParser
import Workflows

/// `winnow scan-pii`: find personal data in the texts of a file.
struct ScanPersonalDataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan-pii", abstract: "Find personal data in the texts of a file: cards, accounts, addresses, telephones, identifiers of 30 countries",
        discussion: """
            A line per place: entity, line of the file, field, offsets in characters, score, and why. Values are shown with `--show`.
            Example: winnow scan-pii messages.jsonl --country US --country GB --fail-on warning
            """)
    @OptionGroup var what: PersonalDataOptions
    @Flag(help: "Show the values as they stand; otherwise what is printed holds no personal data") var show = false
    @Flag(help: "Print data as JSON") var json = false
    @OptionGroup var failOn: FailOn

    func run() async throws {
        let line = ProgressLine("reading", .bytes)
        let list = json ? RecordOutput(asList: true) : nil
        let (report, findings) = try PersonalDataFiles.scan(what.file, what.options, watch: line.update) { row in
            var row = row
            if !show { row.value = "" }
            if let list { list.add(row.object) } else { Output.data(Self.words(row)) }
        }
        line.finish()
        list?.end()
        Output.say(findings)
        PersonalDataOptions.say(report)
        try failOn.check(findings.worst, report.touched > 0 ? .warning : nil)
    }

    private static func words(_ row: PersonalDataRow) -> String {
        let why = [row.span.evidence.checksum ? "checksum" : nil, row.span.evidence.contextWord.map { "after `\($0)`" }].compactMap(\.self).joined(separator: ", ")
        let place = "line \(row.line)  \(Terminal.line(row.field, limit: 40))  \(row.span.range.lowerBound)-\(row.span.range.upperBound)"
        return "\(row.span.entity)  \(place)  \(Output.figure(row.span.score, "%.2f"))" + (why.isEmpty ? "" : "  \(why)") + (row.value.isEmpty ? "" : "  \(Terminal.line(row.value, limit: 80))")
    }
}
