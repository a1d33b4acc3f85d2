import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow weak`: labels by rules, and what each rule is worth.
struct WeakCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weak", abstract: "Label by rules: what each covers and contradicts, and what they say together, majority beside model",
        discussion: """
            A file of rules is YAML: `labels: [spam, ham]` and `rules:`, each `{name, kind, label}` with what its kind needs: keyword (any, all, \
            none), regex (pattern, ignore-case), dictionary (terms, file), expression (when, or gives), examples (texts, similarity), model (file, \
            confidence), command (run: a program that answers JSON lines with JSON lines).
            The report is printed; with `--to` every record is written with its label, confidence and probabilities.
            In a project the rules stand under `weak:` of its definition; `--suggest` writes what they say as suggestions, `--rules` tries others.
            Example: winnow weak sms.csv --rules rules.yaml --label known --queue 20
            Example: winnow weak sms.csv --rules rules.yaml --balance estimated --to labelled.jsonl --only-labelled
            Example: winnow weak --project sms --suggest
            Example: winnow weak monday.csv --rules rules.yaml --keep counted.json
            Example: winnow weak tuesday.csv --rules rules.yaml --continue counted.json
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String?
    @OptionGroup var options: ProjectOptions
    @Option(help: "A file of rules, YAML", completion: .file(extensions: ["yaml", "yml"])) var rules: String?
    @Flag(help: "Of a project: suggest what its rules say, and put the strongest conflicts first in the queue") var suggest = false
    @Option(help: "Field that holds the text; by default that of the rules, or `text`") var field: String?
    @Option(help: "Field with the known label, empty where it is not known: says how right rules are") var label: String?
    @Option(help: "How votes become one answer: label-model, triplet, majority or dawid-skene", completion: .list(WeakSettings.methods)) var method: String?
    @Option(help: ArgumentHelp("Shares of the labels: uniform, estimated, known, or such as ham=0.87,spam=0.13", valueName: "shares")) var balance: String?
    @Flag(help: "Take rules as they are, also those that err together") var independent = false
    @Option(parsing: .unconditional, help: "List so many records on which rules contradict each other most strongly") var queue: Int?
    @Option(parsing: .unconditional, help: "Examples of each kind for each rule, in the JSON report") var examples = 3
    @Option(help: "Write every record with its label as JSON lines to this file", completion: .file()) var to: String?
    @Flag(help: "With `--to`: leave out records that no rule or a tie gives no label") var onlyLabelled = false
    @Option(help: "Write what was counted to this file, to go on from", completion: .file()) var keep: String?
    @Option(name: .customLong("continue"), help: "Learn also from what was counted before and kept in this file", completion: .file()) var goOn: String?
    @OptionGroup var failOn: FailOn

    func validate() throws {
        try options.refuseBeside(file: file)
        if file != nil, rules == nil { throw ValidationError("`--rules FILE` says by which rules") }
        if file != nil, suggest { throw ValidationError("`--suggest` is for a project; `--to` writes the labels of a file") }
        if file == nil, to != nil || keep != nil || goOn != nil || label != nil { throw ValidationError("`--to`, `--keep`, `--continue` and `--label` are for a file") }
        if suggest, rules != nil { throw ValidationError("`--suggest` goes by the rules of the definition, not by `--rules`") }
        if let queue, queue < 0 { throw ValidationError("`--queue` is 0 or more, not \(queue)") }
        if !(0...100).contains(examples) { throw ValidationError("`--examples` is from 0 to 100, not \(examples)") }
        if onlyLabelled, to == nil { throw ValidationError("`--only-labelled` goes with `--to`") }
        if let method, !WeakSettings.methods.contains(method) { throw ValidationError("there is no method `\(method)`; \(KnownNames.hint(method, among: WeakSettings.methods))") }
    }

    func run() async throws {
        guard let file, let rules else { return try await runInProject() }
        var options = WeakFiles.Options(rules: rules)
        (options.field, options.known, options.method, options.balance, options.queue) = (field, label, method, balance, queue)
        (options.examples, options.findsDependencies, options.onlyLabelled, options.keep, options.goOn) = (examples, !independent, onlyLabelled, keep, goOn)
        let output = try to.map { try LineFile($0) }
        let line = ProgressLine("reading", .bytes)
        let (report, findings) = try WeakFiles.weigh(file, options, watch: line.update, weighing: { line.turn(to: "weighing") }, output.map { output in { try output.add($0) } })
        try output?.end()
        line.finish()
        Output.say(findings)
        if self.options.json { try Output.json(report) } else { WeakText.show(report) }
        try failOn.check(findings.worst)
    }

    private func runInProject() async throws {
        let (workflows, actor, project) = try await options.open()
        if suggest {
            let jobs = try await workflows.runToEnd([workflows.applyWeak(project, as: actor)], "asking the rules")
            if options.json { return try Output.json(jobs) }
            for job in jobs { Output.say("\(job.report["suggested"]?.int ?? 0) suggested, \(job.report["queued"]?.int ?? 0) put first in the queue; rules \(job.report["version"]?.string ?? "")") }
            return
        }
        let draft = try rules.map { path in
            guard let data = FileManager.default.contents(atPath: path) else { throw WorkflowError(.unavailable, "rules.no-file", "there is no file of rules `\(path)`") }
            return String(decoding: data, as: UTF8.self)
        }
        let tried = try await workflows.weak(of: project, as: actor, draft: draft)
        tried.findings.forEach(Output.say)
        if options.json { try Output.json(tried) } else if let report = tried.report { WeakText.show(report) } else { Output.say("there are no rules, or no item is ready") }
        try failOn.check(tried.findings.map(\.severity).max())
    }
}

/// The report for people.
enum WeakText {
    static func show(_ report: WeakReport) {
        var table = TextTable("rule", "kind", "labels", "coverage", "overlap", "conflict", "accuracy", "from-to", "known", "learnt", "say")
        for rule in report.rules {
            let interval = rule.interval.map { String(format: "%.2f-%.2f", $0.low, $0.high) } ?? "-"
            table.add(
                rule.name, rule.kind, rule.labels.isEmpty ? "-" : rule.labels.joined(separator: " "), Output.figure(rule.coverage), Output.figure(rule.overlap), Output.figure(rule.conflict),
                Output.figure(rule.accuracy), interval, "\(rule.known)", Output.figure(rule.learnt), Output.figure(rule.say, "%.2f"))
        }
        Output.data(table.text)
        Output.data("")
        var judged = TextTable("method", "labelled", "known", "accuracy", "from-to")
        judged.header += report.labels.flatMap { ["precision \($0)", "recall \($0)"] }
        for way in [report.majority, report.model] where way == report.majority || way.method != report.majority.method {
            let interval = way.interval.map { String(format: "%.4f-%.4f", $0.low, $0.high) } ?? "-"
            judged.add([way.method, "\(way.labelled)", "\(way.known)", Output.figure(way.accuracy), interval] + report.labels.indices.flatMap { place -> [String] in
                guard way.labels.indices.contains(place) else { return ["-", "-"] }
                let row = way.labels[place]
                return [share(row.correct, row.given), share(row.correct, row.known)]
            })
        }
        Output.data(judged.text)
        if !report.queue.isEmpty { showQueue(report) }
        let balance = zip(report.labels, report.balance).map { "\($0) \(Output.figure($1, "%.3f"))" }.joined(separator: ", ")
        Output.say("\(report.records) records, \(percent(report.coverage)) with a vote, \(percent(report.conflict)) with a conflict; shares \(report.balanceFrom): \(balance)")
        if let agreement = report.agreement, report.model.method != report.majority.method {
            Output.say("majority and \(report.model.method) agree on \(percent(agreement)) of the \(report.bothLabelled) records both label")
        }
    }

    private static func showQueue(_ report: WeakReport) {
        var table = TextTable("line", "strength", "label", "confidence", "votes", "text")
        for row in report.queue {
            table.add(row.place, Output.figure(row.strength, "%.2f"), row.label ?? "-", Output.figure(row.confidence), row.votes.map { "\($0.rule)=\($0.label)" }.joined(separator: " "), row.text)
        }
        Output.data("")
        Output.data(table.text)
    }

    private static func share(_ part: Int, _ whole: Int) -> String { whole > 0 ? String(format: "%.4f", Double(part) / Double(whole)) : "-" }

    private static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
}

/// JSON lines written to a file.
final class LineFile {
    private let handle: FileHandle
    private var waiting: [UInt8] = []

    init(_ path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let handle = FileHandle(forWritingAtPath: path) else {
            throw WorkflowError(.unavailable, "file.not-written", "`\(path)` cannot be written", hint: "look at the folder and its permissions")
        }
        self.handle = handle
    }

    func add(_ record: JSONObject) throws {
        waiting.append(contentsOf: JSONValue.object(record).text(sorted: false).utf8)
        waiting.append(10)
        if waiting.count >= 1 << 20 { try flush() }
    }

    func end() throws {
        try flush()
        try handle.close()
    }

    private func flush() throws {
        try handle.write(contentsOf: waiting)
        waiting.removeAll(keepingCapacity: true)
    }
}
