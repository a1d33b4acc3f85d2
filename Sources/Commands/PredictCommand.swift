import ArgumentParser
import Workflows

/// `winnow predict`: what a trained model says of every record of a file.
struct PredictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict", abstract: "Write every record of a file with what a trained model says of it: label and confidence, labels, a number or marked words",
        discussion: """
            A value that stood under `label` before is kept as `given_label`. `winnow accept` takes what this writes. Offsets of `spans` count Unicode scalars, ends exclusive.
            Example: winnow predict pool.csv --model sms.model --text message > predicted.jsonl
            Example: winnow predict pool.jsonl.gz --model sms.model --probabilities > predicted.jsonl
            Example: winnow predict pool.jsonl --model names.model > marked.jsonl
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input. For entities also .conll", completion: .file()) var file: String
    @Option(help: "The model, as `winnow train` wrote it", completion: .file()) var model: String
    @Option(help: "Field that holds the text") var text = "text"
    @Flag(help: "Also write the probability of every label") var probabilities = false
    @Option(name: .customLong("from"), help: "Format of a dataset of texts that is no table; one of `winnow list formats`") var from: String?
    @Flag(help: "Print one JSON list instead of JSON lines") var json = false
    @OptionGroup var failOn: FailOn

    func run() async throws {
        var options = PredictFiles.Options()
        (options.text, options.probabilities, options.from) = (text, probabilities, from)
        let rows = RecordOutput(asList: json)
        let line = ProgressLine("reading", .bytes)
        let (result, findings) = try PredictFiles.predict(file, model: model, options, watch: line.update) { rows.add($0) }
        line.finish()
        rows.end()
        Output.say(findings)
        let labels = result.labels.prefix(10).map { "\($0.count) `\($0.label)`" }.joined(separator: ", ")
        Output.say("\(result.rows) records by \(result.model.name) \(result.model.version.prefix(8))\(labels.isEmpty ? "" : ": \(labels)")\(result.labels.count > 10 ? " and more" : "")")
        if result.unjudged > 0 { Output.say("\(result.unjudged) had nothing to judge") }
        try failOn.check(findings.worst)
    }
}
