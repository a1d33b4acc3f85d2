import Records
import Testing

@Suite("weak: of winnow.yaml")
struct WeakDeclarationTests {
    private static func yaml(_ weak: String, kind: String = "choice") -> String {
        """
        winnow: 1
        project: sms
        objective: Keep spam out
        media: text
        questions:
          - {name: spam, kind: \(kind), labels: [ham, spam]}
        weak: \(weak)
        """
    }

    @Test("is read, written and read again", arguments: [
        ("{rules: [{name: a, kind: keyword, any: [win], label: spam}]}", WeakDeclaration(rules: [["name": "a", "kind": "keyword", "any": ["win"], "label": "spam"]])),
        ("{question: spam, field: body, method: triplet, balance: {ham: 0.8, spam: 0.2}, queue: 20, rules: [{name: b, kind: regex, pattern: '£\\d: #', label: spam}]}",
         WeakDeclaration(
            question: "spam", field: "body", method: "triplet", balance: ["ham": 0.8, "spam": 0.2], queue: 20,
            rules: [["name": "b", "kind": "regex", "pattern": "£\\d: #", "label": "spam"]])),
    ])
    func roundTrip(_ text: String, _ expected: WeakDeclaration) throws {
        let definition = try #require(DefinitionParser.parse(yaml: Self.yaml(text), file: nil).definition)
        #expect(definition.weak == expected)
        #expect(DefinitionParser.parse(yaml: DefinitionWriter.yaml(definition), file: nil).definition == definition)
        #expect(try JSONValue(encoding: definition).decode(TaskDefinition.self) == definition)
    }

    @Test("what cannot be meant is told with its place", arguments: [
        ("{rules: []}", "there are no `rules`"), ("{queue: 3}", "`weak` has no `rules`"), ("{rules: [{name: a}], queue: -1}", "`queue` is 0 or more, not `-1`"),
        ("{rules: [{name: a}], question: spma}", "there is no question `spma`"), ("{rules: [{name: a}], labels: [x]}", "`labels` are those of the question"),
        ("{rules: [a]}", "a rule is a mapping of keys to values, not `a`"), ("{rule: []}", "`weak` has no key `rule`"),
    ])
    func refused(_ text: String, _ message: String) {
        let (definition, findings) = DefinitionParser.parse(yaml: Self.yaml(text), file: nil)
        #expect(definition == nil)
        #expect(findings.contains { $0.message == message && $0.place?.line == 7 }, "\(findings)")
    }

    @Test("rules answer a choice")
    func kind() {
        let findings = DefinitionParser.parse(yaml: Self.yaml("{question: spam, rules: [{name: a}]}", kind: "spans"), file: nil).findings
        #expect(findings.map(\.message) == ["rules answer questions of kind `choice`; `spam` is `spans`"])
    }

    @Test("a file of rules has the same members at the outermost level")
    func file() {
        let (rules, findings) = RuleFileParser.parse(yaml: "labels: [ham, spam]\nbalance: estimated\nrules:\n  - {name: a}\n", file: "r.yaml")
        #expect(findings == [] && rules == WeakDeclaration(labels: ["ham", "spam"], balance: "estimated", rules: [["name": "a"]]))
        let broken = RuleFileParser.parse(yaml: "rules:\n  - {name: a", file: "r.yaml")
        #expect(broken.rules == nil && broken.findings.first?.place?.file == "r.yaml" && (broken.findings.first?.place?.line ?? 0) >= 2)
    }
}
