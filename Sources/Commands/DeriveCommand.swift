import ArgumentParser
import Records
import Workflows

/// `winnow derive`: columns computed from others.
struct DeriveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "derive", abstract: "Compute columns from others: arithmetic, conditions, texts, dates; leave columns out",
        discussion: """
            Example: winnow derive table.csv --set 'bmi = weight / (height * height)' --drop weight
            Example: winnow derive table.csv --set "is_local = if city = 'Rome' then 1 else 0" --set 'month = month(signed)'
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(name: .customLong("set"), help: ArgumentHelp("A column and how it is computed; may be given several times, a later one may use an earlier one", valueName: "name = expression")) var set: [String] = []
    @Option(name: .customLong("drop"), help: "A column that is left out; may be given several times") var drop: [String] = []
    @Flag(help: "Print one JSON list instead of JSON lines") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        if set.isEmpty, drop.isEmpty { throw ValidationError("`--set 'name = expression'` computes a column, `--drop` leaves one out") }
        for one in set where Self.column(one) == nil { throw ValidationError("`--set` is `name = expression`, not `\(one)`") }
    }

    private static func column(_ text: String) -> (name: String, expression: String)? {
        guard let sign = text.firstIndex(of: "=") else { return nil }
        let (name, expression) = (text[..<sign].trimmed, text[text.index(after: sign)...].trimmed)
        return name.isEmpty || expression.isEmpty ? nil : (name, expression)
    }

    func run() async throws {
        let rows = RecordOutput(asList: json)
        let line = ProgressLine("reading", .bytes)
        let (columns, findings) = try DeriveFiles.derive(file, set.compactMap(Self.column), dropping: Set(drop), watch: line.update) { rows.add($0) }
        line.finish()
        rows.end()
        Output.say(findings)
        for column in columns {
            let tally = column.tally
            Output.say("\(Terminal.line(column.name, limit: 60)): a \(column.kind)" + (tally.undone > 0 ? "; missing where \(tally.unreadable) cells could not be read, \(tally.overflow) results were too large, \(tally.undefined) had no number" : ""))
        }
        try failOn.check(findings.worst, columns.contains { $0.tally.undone > 0 } ? .warning : nil)
    }
}

extension Substring {
    fileprivate var trimmed: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
}
