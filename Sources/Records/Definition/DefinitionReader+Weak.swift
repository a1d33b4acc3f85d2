import Yams

/// `weak:` of `winnow.yaml`, and files of rules: structure only; the rules are checked by who knows them.
extension DefinitionReader {
    static let weakKeys = ["question", "field", "labels", "method", "balance", "queue", "rules"]

    mutating func weak(_ top: Table) -> WeakDeclaration? {
        table(top, "weak", known: Self.weakKeys).map { declared($0, "`weak`") }
    }

    /// A file of rules: the members of `weak:` at the outermost level.
    mutating func ruleFile(_ root: Node) -> WeakDeclaration? {
        table(root, "", known: Self.weakKeys, what: "a file of rules").map { declared($0, "a file of rules") }
    }

    private mutating func declared(_ table: Table, _ what: String) -> WeakDeclaration {
        if !table.has("rules") { add("missing", "\(what) has no `rules`", at: table.place, hint: "such as `rules: [{name: prize, kind: keyword, any: [prize, won], label: spam}]`") }
        let rules = list(table, "rules").compactMap { node, path in self.table(node, path, known: nil, what: "a rule").map { settings($0) } }
        return WeakDeclaration(
            question: text(table, "question"), field: text(table, "field"), labels: texts(table, "labels"), method: text(table, "method"),
            balance: node(table, "balance").map(YAMLScalar.json), queue: whole(table, "queue") ?? 0, rules: rules)
    }
}

extension DefinitionCheck {
    static func weak(_ declared: WeakDeclaration, _ definition: TaskDefinition, _ list: inout FindingList) {
        if declared.rules.isEmpty { list.error("weak", "there are no `rules`", "weak.rules") }
        if declared.queue < 0 { list.error("weak", "`queue` is 0 or more, not `\(declared.queue)`", "weak.queue") }
        if !declared.labels.isEmpty { list.error("weak", "`labels` are those of the question", "weak.labels", hint: "leave them out") }
        guard let name = declared.question else { return }
        guard let question = definition.question(named: name) else {
            return list.error("weak", "there is no question `\(name)`", "weak.question", hint: NearestName.hint(name, among: definition.questions.map(\.name)))
        }
        if question.kind != .choice { list.error("weak", "rules answer questions of kind `choice`; `\(name)` is `\(question.kind.rawValue)`", "weak.question") }
    }
}

/// Reads a file of rules: the members of `weak:` at the outermost level, with line and column in every finding.
public enum RuleFileParser {
    /// nil exactly when a finding is an error.
    ///
    /// - Parameter check: rules of who knows more than the grammar; findings name a path such as `rules[0].any` in `place.record`.
    public static func parse(yaml: String, file: String?, check: (WeakDeclaration) -> [Finding] = { _ in [] }) -> (rules: WeakDeclaration?, findings: [Finding]) {
        let root: Node
        switch YAMLDocument.root(of: yaml, file: file) {
        case .success(let node): root = node
        case .failure(let finding): return (nil, [finding])
        }
        var reader = DefinitionReader(file: file)
        let declared = reader.ruleFile(root)
        var findings = reader.findings
        if let declared, findings.isEmpty { findings = check(declared).map(reader.placed) }
        return (findings.contains { $0.severity == .error } ? nil : declared, findings)
    }
}
