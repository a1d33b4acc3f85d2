import ArgumentParser
import Workflows

/// `winnow scan-pii`: find personal data in the texts of a file, or in the files of a folder.
struct ScanPersonalDataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan-pii",
        abstract: "Find personal data in the texts of a file, or in the files of a folder: cards, accounts, addresses, telephones, identifiers of 30 countries, positions and owners of pictures",
        discussion: """
            A line per place: entity, line of the file, field, offsets in characters, score, and why. Values are shown with `--show`.
            Of a folder every file is looked at: its name, a picture's metadata (EXIF, XMP, IPTC), the tags of sounds and videos, a document's text by page and its properties, texts and tables.
            Example: winnow scan-pii messages.jsonl --country US --country GB --fail-on warning
            Example: winnow scan-pii photos --json
            """)
    @OptionGroup var what: PersonalDataOptions
    @Flag(help: "Show the values as they stand; otherwise what is printed holds no personal data but names of files") var show = false
    @Flag(help: "Print data as JSON") var json = false
    @OptionGroup var failOn: FailOn

    func run() async throws {
        if DuplicateFiles.isFolder(what.file) { return try await scanFolder() }
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

    private func scanFolder() async throws {
        let line = ProgressLine("looking")
        let list = json ? RecordOutput(asList: true) : nil
        let (report, findings) = try await PersonalDataFolder.scan(what.file, what.options, watch: line.update) { row in
            let row = show ? row : row.withoutValue
            if let list { list.add(row.object) } else { Output.data(Self.words(row)) }
        }
        line.finish()
        list?.end()
        Output.say(findings)
        PersonalDataOptions.say(report)
        try failOn.check(findings.worst, report.worst)
    }

    private static func words(_ row: PersonalDataRow) -> String {
        let why = [row.span.evidence.checksum ? "checksum" : nil, row.span.evidence.contextWord.map { "after `\($0)`" }].compactMap(\.self).joined(separator: ", ")
        let place = "line \(row.line)  \(Terminal.line(row.field, limit: 40))  \(row.span.range.lowerBound)-\(row.span.range.upperBound)"
        return "\(row.span.entity)  \(place)  \(Output.figure(row.span.score, "%.2f"))" + (why.isEmpty ? "" : "  \(why)") + (row.value.isEmpty ? "" : "  \(Terminal.line(row.value, limit: 80))")
    }

    private static func words(_ row: FolderPersonalDataRow) -> String {
        let range = row.range.map { "  \($0.lowerBound)-\($0.upperBound)" } ?? ""
        let place = "\(Terminal.line(row.file, limit: 200))  \(Terminal.line(row.part.words, limit: 80))\(range)"
        return "\(row.entity)  \(place)  \(Output.figure(row.score, "%.2f"))" + (row.severity == .note ? "  note" : "") + (row.value.isEmpty ? "" : "  \(Terminal.line(row.value, limit: 80))")
    }
}
