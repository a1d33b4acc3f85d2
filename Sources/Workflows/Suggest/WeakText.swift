import Records
import Suggesting

/// The section `weak:` in the text of a definition: read out to be edited, and written back with all else as it was.
enum WeakText {
    /// The members of `weak:` at the outermost level; nil where it is not declared.
    static func section(of yaml: String, _ definition: TaskDefinition) -> String? {
        guard definition.weak != nil else { return nil }
        return own(yaml) ?? own(DefinitionWriter.yaml(definition))
    }

    /// The text with this section in place of the present one, or behind all others; nil where it would not say just that.
    static func writing(_ members: String, into yaml: String) -> String? {
        guard let before = DefinitionParser.parse(yaml: yaml, file: nil).definition, let declared = RuleFileParser.parse(yaml: members, file: nil).rules else { return nil }
        var lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        var body = members.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
        while body.last?.allSatisfy(\.isWhitespace) == true { body.removeLast() }
        let section = ["weak:"] + body
        if let range = range(in: lines) { lines.replaceSubrange(range, with: section) } else { lines += section }
        let text = lines.joined(separator: "\n") + "\n"
        var meant = before
        meant.weak = declared
        return DefinitionParser.parse(yaml: text, file: nil).definition == meant ? text : nil
    }

    /// Lines below `weak:`, two spaces (or what the first has) further left.
    private static func own(_ yaml: String) -> String? {
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let range = range(in: lines), lines[range.lowerBound].drop(while: { $0 != ":" }).dropFirst().prefix(while: { $0 != "#" }).allSatisfy(\.isWhitespace) else { return nil }
        let body = lines[range].dropFirst()
        guard let first = body.first(where: { !$0.allSatisfy(\.isWhitespace) }) else { return nil }
        let indent = first.prefix { $0 == " " }
        guard !indent.isEmpty, body.allSatisfy({ $0.allSatisfy(\.isWhitespace) || $0.hasPrefix(indent) }) else { return nil }
        var cut = body.map { String($0.dropFirst(indent.count)) }
        while cut.last?.isEmpty == true { cut.removeLast() }
        return cut.joined(separator: "\n") + "\n"
    }

    /// From `weak:` to what stands at the margin next.
    private static func range(in lines: [String]) -> Range<Int>? {
        guard let start = lines.firstIndex(where: { $0.hasPrefix("weak:") }) else { return nil }
        var end = start + 1
        while end < lines.count, lines[end].isEmpty || lines[end].first == " " { end += 1 }
        while end > start + 1, lines[end - 1].isEmpty { end -= 1 }
        return start..<end
    }
}

extension WeakDeclaration {
    /// What only the stages can tell of declared rules; paths as in the definition.
    static func findings(_ definition: TaskDefinition) -> [Finding] {
        guard let weak = definition.weak else { return [] }
        func wrong(_ error: any Error, _ path: String) -> Finding {
            let error = error as? WorkflowError
            return Finding(.error, error?.code ?? "weak", error?.message ?? "`\(path)` cannot be used", at: Place(record: path), hint: error?.hint)
        }
        let labels = (weak.question.map { name in definition.question(named: name) } ?? definition.questions.first { $0.kind == .choice })?.labelNames
        guard let labels else { return [Finding(.error, "weak.question", "rules answer questions of kind `choice`, and there is none", at: Place(record: "weak"))] }
        var (rules, findings) = LabellingRules.read(weak.rules, labels: labels, path: "weak.rules")
        do {
            var settings = WeakSettings()
            try settings.take(weak)
            try settings.check()
            if case .given(let shares) = settings.balance { _ = try WeakSettings.shares(shares, of: labels) }
        } catch { findings.append(wrong(error, "weak")) }
        for (number, rule) in rules.enumerated() {
            // The project's own model is there or not when the rules are asked.
            if case .model(nil, _) = rule.test { continue }
            do { _ = try PreparedRules([rule], labels: labels, field: "text", .textsOnly(model: nil)) } catch { findings.append(wrong(error, "weak.rules[\(number)]")) }
        }
        return findings
    }
}
