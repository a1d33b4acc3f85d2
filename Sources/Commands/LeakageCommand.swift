import ArgumentParser
import Records
import Workflows

/// `winnow leakage`: what the sides of a split have in common that they should not, and what gives the target away.
struct LeakageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leakage", abstract: "Audit a split: copies, groups and times on two sides, columns that give the target away",
        discussion: """
            The file has a field with the side of each record, as `winnow split` writes it.

            Example: winnow leakage split.jsonl --target label --group patient --time taken --fail-on error
            Example: winnow leakage split.jsonl --text text
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(help: "Field with the side of each record") var side = "split"
    @Option(help: "The side that teaches") var training = "train"
    @Option(help: "Field that is to be told from the others") var target: String?
    @Option(name: .customLong("group"), help: "Field whose equal values should not lie on two sides; may be given several times") var groups: [String] = []
    @Option(help: "Field of numbers that grow with time: what teaches should come first") var time: String?
    @Option(help: "Field that names the record; by default its number") var key: String?
    @Option(help: "Field whose texts are compared for near copies") var text: String?
    @Option(name: .customLong("ignore"), help: "Field that is no feature; may be given several times") var ignored: [String] = []
    @Flag(help: "Print the report as JSON") var json = false
    @OptionGroup var failOn: FailOn

    func run() async throws {
        var options = LeakageFiles.Options()
        (options.side, options.training, options.target, options.groups, options.time) = (side, training, target, groups, time)
        (options.key, options.text, options.ignored) = (key, text, ignored)
        let line = ProgressLine("reading", .bytes)
        let (report, findings) = try LeakageFiles.audit(file, options, watch: line.update) { line.turn(to: "comparing") }
        line.finish()
        Output.say(findings)
        if json { try Output.json(report) } else { for word in report.words { Output.data(word) } }
        try failOn.check(findings.worst, report.findings.map(\.severity).max())
    }
}
