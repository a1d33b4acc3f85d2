import ArgumentParser
import Records
import Workflows

/// `winnow uniform`: columns written all in one way.
struct UniformCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uniform", abstract: "Write columns all in one way: units, dates and time zones, decimal marks, truth, letters and white space",
        discussion: """
            Forms: `date`, `date:day-first`, `date:month-first`, `date:zone=Europe/Rome`, `unit:kg`, `unit:kg,bare=lb`, `number`, \
            `number:comma`, `number:point`, `boolean`, `text`, `text:lower`, `text:upper`. What is unclear stays as it is and is told \
            with its place; nothing is guessed.

            Example: winnow uniform table.csv --column signed=date --column weight=unit:kg > uniform.jsonl
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(name: .customLong("column"), help: ArgumentHelp("A column and its form; may be given several times", valueName: "name=form")) var columns: [String]
    @Flag(help: "Print one JSON list instead of JSON lines") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        if columns.isEmpty { throw ValidationError("`--column name=form` says which column is to be written how") }
        for column in columns where Self.parsed(column) == nil { throw ValidationError("`--column` is `name=form`, not `\(column)`") }
    }

    private static func parsed(_ text: String) -> (name: String, form: String)? {
        guard let sign = text.firstIndex(of: "="), sign > text.startIndex else { return nil }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }

    func run() async throws {
        let rows = RecordOutput(asList: json)
        let line = ProgressLine("reading", .bytes)
        let (reports, findings) = try UniformFiles.write(file, columns.compactMap(Self.parsed), watch: line.update) { rows.add($0) }
        line.finish()
        rows.end()
        Output.say(findings)
        let found = reports.flatMap(\.findings)
        Output.say(FileFindings(found))
        for report in reports {
            let told = [report.order.map { "dates are \($0.rawValue)" }, report.decimal.map { "the decimal mark is a \($0.rawValue)" }, report.withoutZone > 0 ? "\(report.withoutZone) times of no zone" : nil].compactMap(\.self)
            Output.say("\(Terminal.line(report.column, limit: 60)): \(report.changed) cells changed, \(report.unreadCount) not" + (told.isEmpty ? "" : "; \(told.joined(separator: ", "))"))
        }
        try failOn.check(findings.worst, found.map(\.severity).max())
    }
}
