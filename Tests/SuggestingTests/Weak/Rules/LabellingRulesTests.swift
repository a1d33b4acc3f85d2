import Records
import Testing
@testable import Suggesting

@Suite("Labelling rules as declared")
struct LabellingRulesTests {
    private func read(_ json: String, labels: [String]? = ["spam", "ham"]) throws -> (rules: [LabellingRule], findings: [Finding]) {
        LabellingRules.read([try #require(JSONParser.parse(json).object)], labels: labels)
    }

    @Test("reads each kind", arguments: [
        (#"{"name":"a","kind":"keyword","any":["prize","won"],"none":["invoice"],"label":"spam"}"#, LabellingRule.Test.keyword(any: ["prize", "won"], all: [], none: ["invoice"])),
        (#"{"name":"a","kind":"keyword","all":"prize","label":"spam"}"#, .keyword(any: [], all: ["prize"], none: [])),
        (#"{"name":"a","kind":"regex","pattern":"£\\d","ignore-case":true,"label":"spam"}"#, .regex(pattern: "£\\d", ignoresCase: true)),
        (#"{"name":"a","kind":"dictionary","terms":{"prize":"spam","love":"ham"}}"#, .dictionary(terms: [.init("prize", label: "spam"), .init("love", label: "ham")], file: nil)),
        (#"{"name":"a","kind":"dictionary","file":"words.txt","label":"spam"}"#, .dictionary(terms: [], file: "words.txt")),
        (#"{"name":"a","kind":"expression","when":"length(text) > 100","label":"spam"}"#, .expression("length(text) > 100")),
        (#"{"name":"a","kind":"examples","texts":["win now"],"similarity":0.4,"label":"spam"}"#, .examples(texts: ["win now"], similarity: 0.4)),
        (#"{"name":"a","kind":"model","file":"old.model"}"#, .model(file: "old.model", confidence: 0.8)),
        (#"{"name":"a","kind":"command","run":["./rule.py","--fast"],"map":{"junk":"spam"}}"#, .command(["./rule.py", "--fast"])),
    ])
    func kinds(json: String, test: LabellingRule.Test) throws {
        let (rules, findings) = try read(json)
        #expect(findings == [])
        #expect(rules.map(\.test) == [test] && rules.first?.name == "a")
    }

    @Test("says what is wrong and where", arguments: [
        (#"{"kind":"keywords"}"#, "rules[0].kind", "there is no rule of kind `keywords`"),
        (#"{"name":"a","kind":"keyword","label":"spam"}"#, "rules[0]", "the rule `a` has no `any`"),
        (#"{"name":"a","kind":"keyword","any":["x"]}"#, "rules[0]", "the rule `a` has no `label`"),
        (#"{"name":"a","kind":"keyword","any":["£"],"label":"spam"}"#, "rules[0].any", "`£` holds no letter and no digit, so it is no word"),
        (#"{"name":"a","kind":"keyword","any":["x"],"label":"span"}"#, "rules[0].label", "there is no label `span`"),
        (#"{"name":"a","kind":"keyword","any":["x"],"label":"spam","pattern":"x"}"#, "rules[0].pattern", "a rule of kind `keyword` has no `pattern`"),
        (#"{"name":"a","kind":"examples","texts":["x"],"similarity":2,"label":"spam"}"#, "rules[0].similarity", "`similarity` lies above 0 and is at most 1, not `2`"),
        (#"{"name":"a","kind":"expression","when":"x > 1"}"#, "rules[0].when", "`when` is a condition; `label` says what the rule then gives"),
        (#"{"name":"a","kind":"command"}"#, "rules[0]", "the rule `a` has no `run`"),
    ])
    func wrong(json: String, path: String, message: String) throws {
        let findings = try read(json).findings
        #expect(findings.first?.place?.record == path)
        #expect(findings.first?.message == message)
    }

    @Test("a pattern that cannot be used is told with its place, two rules of one name too")
    func patterns() throws {
        let findings = try read(#"{"name":"a","kind":"regex","pattern":"(a","label":"spam"}"#).findings
        #expect(findings.first?.code == "rules.pattern" && findings.first?.place?.record == "rules[0].pattern")
        let one = try #require(JSONParser.parse(#"{"name":"a","kind":"regex","pattern":"a","label":"spam"}"#).object)
        #expect(LabellingRules.read([one, one]).findings.map(\.place?.record) == ["rules[1].name"])
    }

    @Test("a file of rules is read with line and column")
    func places() {
        let yaml = "labels: [spam, ham]\nrules:\n  - {name: a, kind: keyword, any: [prize], label: spam}\n  - name: b\n    kind: regex\n    pattern: '(a'\n    label: spam\n"
        let (rules, findings) = RuleFileParser.parse(yaml: yaml, file: "rules.yaml") { LabellingRules.read($0.rules, labels: $0.labels).findings }
        #expect(rules == nil)
        #expect(findings.map(\.place?.line) == [6] && findings.map(\.place?.column) == [14] && findings.first?.place?.file == "rules.yaml")
    }

    @Test("a key a file of rules does not have is refused")
    func unknown() {
        let findings = RuleFileParser.parse(yaml: "rule: []\n", file: nil).findings
        #expect(findings.map(\.code).contains("definition.unknown-key") && findings.first?.place?.line == 1)
    }
}
