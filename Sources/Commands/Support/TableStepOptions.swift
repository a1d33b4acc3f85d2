import ArgumentParser
import Foundation
import Records
import Workflows

/// What the verbs for tables share: the file, which columns, which rows are learned from, and where what was learned is kept.
struct TableStepOptions: ParsableArguments {
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(name: .customLong("column"), help: "Only this column; may be given several times") var columns: [String] = []
    @Option(help: ArgumentHelp("Learn from the rows with this value in this field, and change all of them", valueName: "field=value")) var train: String?
    @Option(help: ArgumentHelp("Keep what was learned in this file", valueName: "fitted.json"), completion: .file()) var keep: String?
    @Option(help: ArgumentHelp("Take what was learned before from this file; nothing is learned anew", valueName: "fitted.json"), completion: .file()) var fitted: String?
    @Option(help: "Seed") var seed: UInt64 = 0
    @Flag(help: "Print one JSON list instead of JSON lines") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        if let train, training == nil { throw ValidationError("`--train` is `field=value`, not `\(train)`") }
        if keep != nil, fitted != nil { throw ValidationError("`--keep` is for what is learned now, `--fitted` for what was: give one") }
    }

    var training: (field: String, value: String)? {
        guard let sides = train?.split(separator: "=", maxSplits: 1), sides.count == 2 else { return nil }
        return (String(sides[0]), String(sides[1]))
    }

    func options(_ method: String) -> TableFiles.Options {
        var options = TableFiles.Options(method: method)
        (options.training, options.keep, options.fitted, options.threads) = (training, keep, fitted, ProcessInfo.processInfo.activeProcessorCount)
        options.settings.columns = columns.isEmpty ? nil : columns
        options.settings.seed = seed
        return options
    }

    /// Carries it out with the changed rows on standard output and what was done on standard error.
    func run(_ verb: TableVerb, _ options: TableFiles.Options) throws {
        let rows = RecordOutput(asList: json)
        let line = ProgressLine("reading", .bytes)
        let (result, findings) = try TableFiles.run(verb, file, options, watch: line.update, working: { line.turn(to: options.method) }) { rows.add($0) }
        line.finish()
        rows.end()
        Output.say(findings)
        Self.say(result)
        try failOn.check(findings.worst, result.report.undone > 0 ? .warning : nil)
    }

    static func say(_ result: TableFiles.Result) {
        for column in result.report.columns where column.changed > 0 || !column.undone.isEmpty {
            let undone = column.undone.map { ", \($0.count) not (\($0.reason))" }.joined()
            Output.say("\(Terminal.line(column.column, limit: 60)): \(column.changed) cells changed\(undone)")
        }
        for row in result.classes ?? [] { Output.say("\(Terminal.line(row.name, limit: 60)): \(row.before) rows before, \(row.after) now (\(row.copied) copied, \(row.made) made, \(row.leftOut) left out)") }
        Output.say("\(result.method): \(result.rows) rows read, learned from \(result.trainingRows), \(result.rowsWritten) written")
    }
}
