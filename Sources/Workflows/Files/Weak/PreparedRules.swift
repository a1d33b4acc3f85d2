import Foundation
import Media
import Preparing
import Records
import Suggesting

/// Rules made ready to be asked: files read, models opened, expressions parsed, programs found.
struct PreparedRules {
    /// What a rule may reach for. Whatever comes over a network may reach for nothing.
    enum Reach: Sendable {
        /// Files and programs are looked for from this folder.
        case everything(folder: String)
        /// Texts, patterns and expressions; a rule of kind `model` asks this one.
        case textsOnly(model: TextModel?)
    }

    private(set) var program: RuleProgram
    let field: String
    private let expressions: [(rule: Int, expression: FeatureExpression)]
    private let commands: [(rule: Int, program: RecordProgram)]

    var rules: [LabellingRule] { program.rules }
    var labels: [String] { program.labels }

    /// - Parameter labels: those there are; nil takes those the rules name.
    init(_ declared: [LabellingRule], labels: [String]?, field: String, _ reach: Reach) throws {
        var (rules, models) = (declared, [Int: TextModel]())
        for number in rules.indices {
            if case .dictionary(let terms, let file?) = rules[number].test { rules[number].test = .dictionary(terms: terms + (try Self.terms(file, rules[number], reach)), file: nil) }
            if case .model(let file, _) = rules[number].test { models[number] = try Self.model(file, rules[number], reach) }
        }
        var names = labels ?? []
        if labels == nil {
            for (number, rule) in rules.enumerated() {
                for name in rule.namedLabels + (models[number]?.labelNames.map(rule.meant) ?? []) where !names.contains(name) { names.append(name) }
            }
        }
        for rule in rules { if case .dictionary(let terms, _) = rule.test { try Self.check(terms, rule, names) } }
        self.field = field
        do throws(WeakError) { program = try RuleProgram(rules, labels: names, models: models) } catch { throw Self.refusal(error) }
        expressions = try rules.enumerated().compactMap { number, rule in
            guard case .expression(let text) = rule.test else { return nil }
            do { return (number, try FeatureExpression(text)) } catch { throw WorkflowError(.badInput, "rules.expression", "the rule `\(rule.name)` cannot be computed by `\(text)`: \(error)") }
        }
        commands = try rules.enumerated().compactMap { number, rule in
            guard case .command(let words) = rule.test else { return nil }
            return (number, try Self.command(words, rule, reach))
        }
    }

    /// What the rules say of these records.
    mutating func ask(_ records: [JSONObject], lines: [Int], file: String, _ findings: inout FileFindings, threads: Int) throws -> RuleBlock {
        var batch = RuleBatch(count: records.count, texts: program.fields.map { name in records.map { RecordFile.text($0[name ?? field]) } })
        for (rule, expression) in expressions { batch.given[rule] = labels(rule, expression, records, lines, file, &findings) }
        for (rule, command) in commands { batch.given[rule] = answers(rule, command, records, lines, file, &findings) }
        return program.ask(batch, threads: threads)
    }

    // MARK: Expressions

    private func labels(_ rule: Int, _ expression: FeatureExpression, _ records: [JSONObject], _ lines: [Int], _ file: String, _ findings: inout FileFindings) -> [Int32] {
        let (values, tally) = expression.evaluate(records)
        if tally.undone > 0 { findings.add(Finding(.warning, "rules.expression", "the rule `\(rules[rule].name)` was silent where \(tally.undone) cells or results were no value", at: Place(file: file, line: lines.first))) }
        let own = rules[rule].label.flatMap { program.label($0, of: rule) } ?? -1
        return records.indices.map { row in
            switch values.value(at: row) {
            case .bool(let isSo): return isSo ? own : -1
            case .null: return -1
            case let value:
                guard let text = RecordFile.text(value), !text.isEmpty else { return -1 }
                return label(text, of: rule, at: lines[row], file, &findings)
            }
        }
    }

    private func label(_ name: String, of rule: Int, at line: Int, _ file: String, _ findings: inout FileFindings) -> Int32 {
        if let known = program.label(name, of: rule) { return known }
        findings.add(Finding(
            .warning, "rules.other-label", "the rule `\(rules[rule].name)` gives `\(ShownText.of(name))`, which is none of the labels", at: Place(file: file, line: line),
            hint: "list it under `labels:` of the rules, or say what it means with `map:`"))
        return -1
    }

    // MARK: Programs

    private func answers(_ rule: Int, _ command: RecordProgram, _ records: [JSONObject], _ lines: [Int], _ file: String, _ findings: inout FileFindings) -> [Int32] {
        var input: [UInt8] = []
        for record in records {
            input.append(contentsOf: JSONValue.object(record).text(sorted: false).utf8)
            input.append(10)
        }
        var votes = [Int32](repeating: -1, count: records.count)
        let name = rules[rule].name
        let output: [UInt8]
        do throws(ToolError) { output = try command.answers(to: input) } catch {
            findings.add(Finding(.error, "rules.command", "the program of the rule `\(name)` gave no answer to \(records.count) records: \(error)", at: Place(file: file, line: lines.first)))
            return votes
        }
        let answers = output.split(separator: 10, omittingEmptySubsequences: true)
        if answers.count != records.count {
            findings.add(Finding(.error, "rules.command", "the program of the rule `\(name)` gave \(answers.count) lines for \(records.count) records, so none of them counts", at: Place(file: file, line: lines.first), hint: "it writes one line for each it reads, in their order"))
            return votes
        }
        for (row, answer) in answers.enumerated() {
            guard let object = (try? JSONParser.parse(Array(answer)))?.object else {
                findings.add(Finding(.error, "rules.command", "the program of the rule `\(name)` gave a line that is no JSON object", at: Place(file: file, line: lines[row]), hint: "such as {\"label\": \"spam\"}, {\"label\": null} or {\"error\": \"why\"}"))
                continue
            }
            if let fault = object["error"], !fault.isNull {
                findings.add(Finding(.error, "rules.command", "the program of the rule `\(name)` says: \(ShownText.of(RecordFile.text(fault) ?? ""))", at: Place(file: file, line: lines[row])))
            } else if let text = RecordFile.text(object["label"]) {
                votes[row] = label(text, of: rule, at: lines[row], file, &findings)
            }
        }
        return votes
    }

    private static func command(_ words: [String], _ rule: LabellingRule, _ reach: Reach) throws -> RecordProgram {
        guard case .everything(let folder) = reach else { throw outOfReach("a program", rule) }
        let name = words[0].contains("/") && !words[0].hasPrefix("/") ? "\(folder)/\(words[0])" : words[0]
        do throws(ToolError) { return try RecordProgram(name, Array(words.dropFirst())) } catch {
            throw WorkflowError(.unavailable, "rules.command", "the program `\(words[0])` of the rule `\(rule.name)` is not there or may not be run", hint: "a path is looked for beside the file of rules; `chmod +x` lets a script be run")
        }
    }

    // MARK: Files

    private static func path(_ file: String, _ rule: LabellingRule, _ reach: Reach) throws -> String {
        guard case .everything(let folder) = reach else { throw outOfReach("a file", rule) }
        return file.hasPrefix("/") ? file : "\(folder)/\(file)"
    }

    private static func outOfReach(_ what: String, _ rule: LabellingRule) -> WorkflowError {
        WorkflowError(.badInput, "rules.out-of-reach", "the rule `\(rule.name)` of kind `\(rule.kind.rawValue)` needs \(what), which a project's rules have not", hint: "`winnow weak FILE --rules RULES` runs it from the command line")
    }

    /// A table with `term` and `label`, or one term a line.
    private static func terms(_ file: String, _ rule: LabellingRule, _ reach: Reach) throws -> [LabellingRule.Term] {
        let path = try path(file, rule, reach)
        if [".csv", ".tsv", ".jsonl", ".json"].contains(where: { path.lowercased().hasSuffix($0) }) {
            var (terms, findings) = ([LabellingRule.Term](), FileFindings())
            try RecordFile(path).forEach(&findings) { record, _ in
                if let text = RecordFile.text(record.fields["term"]), !text.isEmpty { terms.append(.init(text, label: RecordFile.text(record.fields["label"]))) }
            }
            guard !terms.isEmpty else { throw WorkflowError(.unprocessable, "rules.dictionary", "`\(file)` of the rule `\(rule.name)` has no terms", hint: "a table has the columns `term` and `label`") }
            return terms
        }
        guard let data = FileManager.default.contents(atPath: path) else { throw WorkflowError(.unavailable, "rules.dictionary", "there is no file `\(file)` for the rule `\(rule.name)`", hint: "it is looked for beside the file of rules") }
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        return lines.filter { !$0.isEmpty }.map { .init($0) }
    }

    /// What a file says is checked when it is read, not when the rules are.
    private static func check(_ terms: [LabellingRule.Term], _ rule: LabellingRule, _ labels: [String]) throws {
        for term in terms {
            guard let label = term.label.map(rule.meant) ?? rule.label else {
                throw WorkflowError(.unprocessable, "rules.dictionary", "the term `\(ShownText.of(term.text))` of the rule `\(rule.name)` has no label, and neither has the rule")
            }
            if !labels.contains(label) {
                throw WorkflowError(.unprocessable, "rules.dictionary", "the term `\(ShownText.of(term.text))` of the rule `\(rule.name)` has the label `\(ShownText.of(label))`, which is none of those there are", hint: NearestName.hint(label, among: labels))
            }
        }
    }

    private static func model(_ file: String?, _ rule: LabellingRule, _ reach: Reach) throws -> TextModel {
        if case .textsOnly(let model) = reach, file == nil {
            guard let model else { throw WorkflowError(.badInput, "rules.model", "the rule `\(rule.name)` asks the project's model, and there is none yet", hint: "`winnow suggest` trains one") }
            return model
        }
        guard let file else { throw WorkflowError(.badInput, "rules.model", "the rule `\(rule.name)` names no `file` of its model") }
        let path = try path(file, rule, reach)
        guard let data = FileManager.default.contents(atPath: path) else { throw WorkflowError(.unavailable, "rules.model", "there is no file `\(file)` for the rule `\(rule.name)`", hint: "it is looked for beside the file of rules") }
        do throws(SuggestingError) { return try TextModel(data: Array(data)) } catch {
            throw WorkflowError(.unprocessable, "rules.model", "`\(file)` of the rule `\(rule.name)` is no model of texts: \(error)")
        }
    }

    static func refusal(_ error: WeakError) -> WorkflowError { WorkflowError(.unprocessable, error.finding.code, error.description, hint: error.hint) }
}
