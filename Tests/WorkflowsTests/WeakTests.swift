import Records
import Storage
import Testing

@testable import Workflows

@Suite("Labels by rules in a project")
struct WeakTests {
    private static let rules = """
        weak:
          method: majority
          queue: 2
          rules:
            - {name: hoots, kind: keyword, any: [hoots], label: owl}
            - {name: night, kind: regex, pattern: night|dark, label: owl}
            - {name: cliff, kind: keyword, any: [cliff, motorway], label: hawk}
        """

    private func aviary(more: String = rules) async throws -> Aviary {
        let aviary = try await Aviary(more: more)
        let texts = ["hoots at night", "circles above the motorway", "hoots from the cliff", "nothing to see", "dark wings", "hoots in the dark"]
        try aviary.write(texts.enumerated().map { (key: "b\($0)", text: $1, label: nil) })
        try await aviary.collect()
        return aviary
    }

    @Test("declared rules suggest with their version, leave answered items alone and put conflicts first")
    func life() async throws {
        let aviary = try await aviary()
        try await aviary.submit("b0", "owl", as: try await aviary.person("ada"))
        let report = try await aviary.workflows.perform(try await aviary.workflows.applyWeak("birds", as: aviary.owner).job).report
        #expect(report["suggested"]?.int == 3 && report["queued"]?.int == 1, "\(report)")
        let item = try await aviary.id("b4")
        let found = try await aviary.workflows.store.read { try $0.suggestions.all(of: item) }
        #expect(found.map(\.model) == ["rules"] && found.map(\.answer) == [.choice("owl")] && found.first?.version == report["version"]?.string)
        let next = try await aviary.workflows.next(in: "birds", as: try await aviary.person("bob"), count: 1).assignments.map(\.item.key)
        #expect(next == ["b2"], "rules contradict each other there")
    }

    @Test("a draft is tried and stored nowhere; what people answered says how right rules are")
    func draft() async throws {
        let aviary = try await aviary(more: "")
        let none = try await aviary.workflows.weak(of: "birds", as: aviary.owner)
        #expect(none.report == nil && none.yaml.isEmpty && none.version == 1)
        try await aviary.submit("b0", "owl", as: try await aviary.person("ada"))
        try await aviary.submit("b2", "hawk", as: try await aviary.person("ada"))
        let tried = try await aviary.workflows.weak(of: "birds", as: aviary.owner, draft: "rules:\n  - {name: hoots, kind: keyword, any: [hoots], label: owl}\n")
        let rule = try #require(tried.report?.rules.first)
        #expect(tried.items == 6 && rule.votes == 3 && rule.known == 2 && rule.accuracy == 0.5)
        #expect(rule.wrong.map(\.place) == ["b2"] && rule.wrong.first?.known == "hawk")
        #expect(tried.findings.map(\.code).contains("weak.few-rules"))
        #expect(try await aviary.workflows.weak(of: "birds", as: aviary.owner).report == nil)
    }

    @Test("rules are written into the definition unless it has moved on")
    func written() async throws {
        let aviary = try await aviary(more: "")
        let yaml = "rules:\n  - {name: hoots, kind: keyword, any: [hoots], label: owl}\n"
        let applied = try await aviary.workflows.setWeak(of: "birds", as: aviary.owner, yaml: yaml, expectedVersion: 1)
        #expect(applied.version == 2)
        #expect(try await aviary.workflows.weak(of: "birds", as: aviary.owner).report?.rules.map(\.name) == ["hoots"])
        let other = yaml.replacing("hoots]", with: "screeches]")
        #expect(await aviary.code { _ = try await aviary.workflows.setWeak(of: "birds", as: aviary.owner, yaml: other, expectedVersion: 1) } == "definition.older")
    }

    @Test("no file and no program is reached for a project", arguments: [
        "{name: a, kind: command, run: [/bin/sh]}", "{name: a, kind: dictionary, file: /etc/passwd, label: owl}", "{name: a, kind: model, file: /etc/passwd}",
    ])
    func reach(rule: String) async throws {
        let aviary = try await aviary(more: "")
        let code = await aviary.code { _ = try await aviary.workflows.weak(of: "birds", as: aviary.owner, draft: "rules: [\(rule)]") }
        #expect(code == "rules.out-of-reach")
        let yaml = Aviary.definition(more: "weak: {rules: [\(rule)]}")
        let refused = await aviary.code { _ = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: yaml, expectedVersion: 1) }
        #expect(refused == "definition.refused")
    }

    @Test("a definition with a wrong rule is refused with line and column")
    func refused() async throws {
        let yaml = Aviary.definition(more: "weak:\n  rules:\n    - {name: a, kind: keyword, any: [x], label: eagle}")
        do {
            _ = try await Aviary(yaml: yaml)
            Issue.record("it was taken")
        } catch let error as WorkflowError {
            #expect(error.findings.first?.code == "rules.label" && error.findings.first?.place?.line == 12)
        }
    }
}
