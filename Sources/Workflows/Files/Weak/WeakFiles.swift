import Foundation
import Kernels
import Records
import Suggesting

/// Labelling rules on plain files: what each does, what they say together, and the records with their labels.
public enum WeakFiles {
    public struct Options: Sendable {
        /// A file of rules, YAML.
        public var rules: String
        /// nil takes what the file of rules says, and `text` where it says nothing.
        public var field: String?
        /// Field with the known label.
        public var known: String?
        /// nil takes what the file of rules says.
        public var method: String?
        public var balance: String?
        public var queue: Int?
        public var examples = 3
        public var findsDependencies = true
        /// Only records that got a label are given.
        public var onlyLabelled = false
        /// Where what was counted is kept, and where it is gone on from.
        public var keep: String?
        public var goOn: String?

        public init(rules: String) { self.rules = rules }
    }

    /// `give` gets every record with its `label`, `confidence` and `probabilities`; a field it has by these names moves to `known_…`.
    public static func weigh(
        _ path: String, _ options: Options, watch: ReadWatch? = nil, weighing: () -> Void = {}, _ give: ((JSONObject) throws -> Void)? = nil
    ) throws -> (report: WeakReport, findings: FileFindings) {
        let (declared, rules, noted) = try read(options.rules)
        var (settings, findings) = (WeakSettings(), FileFindings(noted))
        try settings.take(declared)
        try take(options, &settings)
        let prepared = try PreparedRules(
            rules, labels: declared.labels.isEmpty ? nil : declared.labels, field: options.field ?? declared.field ?? "text",
            .everything(folder: URL(fileURLWithPath: options.rules).deletingLastPathComponent().path))
        let (file, threads) = (try RecordFile(path), ProcessInfo.processInfo.activeProcessorCount)
        var pass = try WeakPass(prepared, known: options.known, isOpen: declared.labels.isEmpty, file: file.name, examples: options.examples, threads: threads)
        try file.forEach(&findings, watch: watch) { record, findings in
            try pass.add(.init(fields: record.fields, line: record.line, place: "\(record.line)"), &findings)
        }
        try pass.end(&findings)
        try checkFields(pass, prepared, options, file)
        weighing()
        let weighed = try WeighedRules(pass, prepared.rules, settings, before: try options.goOn.map(statistics), &findings, threads: threads)
        var (report, conflicts) = try weighed.report(pass.examples, queue: settings.queue)
        report.findings(weighed.votes).forEach { findings.add($0) }
        if let keep = options.keep { try write(weighed.statistics, to: keep) }
        if give != nil || !conflicts.isEmpty { try hand(out: weighed, file, conflicts, &report, options, prepared.field, give) }
        return (report, findings)
    }

    // MARK: What was asked

    private static func take(_ options: Options, _ settings: inout WeakSettings) throws {
        settings.method = options.method ?? settings.method
        if let balance = options.balance { settings.balance = try WeakSettings.balance(balance) }
        settings.queue = options.queue ?? settings.queue
        settings.findsDependencies = options.findsDependencies
        settings.examples = options.examples
        try settings.check()
    }

    /// The rules of a file; everything wrong is told at once, with line and column.
    static func read(_ path: String) throws -> (declared: WeakDeclaration, rules: [LabellingRule], findings: [Finding]) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw WorkflowError(.unavailable, "rules.no-file", "there is no file of rules `\(path)`", hint: "it is YAML: `rules:` and a list such as `- {name: prize, kind: keyword, any: [prize, won], label: spam}`")
        }
        return try parsed(String(decoding: data, as: UTF8.self), file: path)
    }

    static func parsed(_ yaml: String, file: String?, labels: [String]? = nil) throws -> (declared: WeakDeclaration, rules: [LabellingRule], findings: [Finding]) {
        let (declared, findings) = RuleFileParser.parse(yaml: yaml, file: file) { declared in
            guard !declared.rules.isEmpty else { return [Finding(.error, "rules.none", "there are no rules", at: Place(record: "rules"))] }
            return LabellingRules.read(declared.rules, labels: labels ?? (declared.labels.isEmpty ? nil : declared.labels)).findings
        }
        guard let declared else { throw WorkflowError.refused(findings, what: "rules") }
        return (declared, LabellingRules.read(declared.rules, labels: labels ?? (declared.labels.isEmpty ? nil : declared.labels)).rules, findings)
    }

    private static func checkFields(_ pass: WeakPass, _ prepared: PreparedRules, _ options: Options, _ file: RecordFile) throws {
        let readsTexts = prepared.rules.contains { $0.field == nil && $0.kind != .expression && $0.kind != .command }
        if readsTexts, !pass.fieldsSeen.contains(prepared.field) { throw file.unknownField(prepared.field, option: "--field") }
        for rule in prepared.rules { if let field = rule.field, !pass.fieldsSeen.contains(field) { throw file.unknownField(field, option: "field:") } }
        if let known = options.known, !pass.fieldsSeen.contains(known) { throw file.unknownField(known, option: "--label") }
    }

    // MARK: What was counted

    private static func statistics(_ path: String) throws -> RuleStatistics {
        guard let data = FileManager.default.contents(atPath: path) else { throw WorkflowError(.unavailable, "weak.no-statistics", "there is no file `\(path)` to go on from", hint: "`--keep` writes one") }
        do { return try JSONDecoder().decode(RuleStatistics.self, from: data) } catch let error as WeakError { throw PreparedRules.refusal(error) } catch {
            throw WorkflowError(.unprocessable, "weak.statistics", "`\(path)` does not hold what rules were counted to", hint: "`--keep` writes such a file")
        }
    }

    private static func write(_ statistics: RuleStatistics, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        do { try encoder.encode(statistics).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
            throw WorkflowError(.unavailable, "weak.not-kept", "what was counted cannot be written to `\(path)`", hint: "look at the folder's permissions and free space")
        }
    }

    // MARK: What comes out

    /// The file once more, each record with its answer.
    private static func hand(
        out weighed: WeighedRules, _ file: RecordFile, _ conflicts: [TopK.Entry], _ report: inout WeakReport, _ options: Options, _ field: String, _ give: ((JSONObject) throws -> Void)?
    ) throws {
        let wanted = Dictionary(uniqueKeysWithValues: conflicts.enumerated().map { ($1.index, $0) })
        var queued = [WeakReport.Conflict?](repeating: nil, count: conflicts.count)
        var answers = AnswerStream(weighed), item = 0, again = FileFindings()
        try file.forEach(&again) { record, _ in
            guard item < weighed.votes.itemCount else { return }
            let answer = try answers.answer(item)
            if let place = wanted[item] { queued[place] = weighed.conflict(conflicts[place], place: "\(record.line)", text: RecordFile.text(record.fields[field]) ?? "", answer) }
            if let give, !options.onlyLabelled || answer.label != nil { try give(labelled(record.fields, answer, weighed.labels)) }
            item += 1
        }
        report.queue = queued.compactMap(\.self)
    }

    static let outputs = ["label", "confidence", "probabilities"]

    private static func labelled(_ fields: JSONObject, _ answer: WeighedRules.Answer, _ labels: [String]) -> JSONObject {
        var result = JSONObject(fields.members.map { (key: outputs.contains($0.key) ? "known_\($0.key)" : $0.key, value: $0.value) })
        result["label"] = answer.label.map { .string(labels[$0]) } ?? .null
        result["confidence"] = answer.confidence.map { .double($0) } ?? .null
        result["probabilities"] = .object(JSONObject(zip(labels, answer.probabilities).map { (key: $0, value: .double($1)) }))
        return result
    }
}
