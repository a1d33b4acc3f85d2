import ArgumentParser
import Records
import Workflows

/// `winnow bias`: how groups stand to each other in a table.
struct BiasCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bias", abstract: "Compare groups of a table: how many there are, what is said of them, how a model treats them",
        discussion: """
            Groups are made by the columns named with `--by`, alone and crossed; no other column is taken for sensitive. Groups below \
            `--least` rows are not shown.

            Example: winnow bias people.csv --by sex --by age --label hired --reference census.csv
            Example: winnow bias people.csv --by region --reference north=0.5,south=0.3,east=0.2
            Example: winnow bias answers.csv --by sex --label truth --answer model --positive yes
            Example: winnow bias answers.csv --by region --loss wrong
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(help: "Column whose values make the groups; up to three") var by: [String]
    @Option(help: "Column with what was labelled") var label: String?
    @Option(help: "Column with a model's answers") var answer: String?
    @Option(help: "The value that is good to get, for `--answer`") var positive: String?
    @Option(help: "The share that each group should have: `north=0.5,south=0.5`, or a table with a column `share` or `count`", completion: .file()) var reference: String?
    @Option(help: "Column with a loss of each row: slices where it is high are looked for") var loss: String?
    @Option(help: "Groups with fewer rows are not shown") var least = 10
    @Option(help: "Seed") var seed: UInt64 = 0
    @Flag(help: "Print the report as JSON") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        if by.isEmpty || by.count > 3 { throw ValidationError("`--by` names one to three columns, not \(by.count)") }
        if answer != nil, label == nil || positive == nil { throw ValidationError("`--answer` goes with `--label` and `--positive`") }
        if least < 1 { throw ValidationError("`--least` is at least 1, not \(least)") }
    }

    func run() async throws {
        var options = BiasFiles.Options()
        (options.by, options.label, options.answer, options.positive) = (by, label, answer, positive)
        (options.reference, options.loss, options.leastShown, options.seed) = (reference, loss, least, seed)
        let line = ProgressLine("reading", .bytes)
        let (report, findings) = try BiasFiles.report(file, options, watch: line.update) { line.turn(to: "comparing") }
        line.finish()
        Output.say(findings)
        if json { try Output.json(report) } else { for word in report.words { Output.data(word) } }
        try failOn.check(findings.worst, report.findings.map(\.severity).max())
    }
}
