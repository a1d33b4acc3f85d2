import Records
import Testing

@testable import Workflows

@Suite("Coverage of a project")
struct CoverageTests {
    @Test("counts labels that count against their quotas and plans what lacks")
    func quotas() async throws {
        let yaml = """
            winnow: 1
            project: birds
            objective: Name the bird
            media: text
            questions:
              - {name: species, kind: choice, labels: [{name: owl, quota: 3}, {name: hawk, quota: 1}], unknown: true}
            sources:
              - {name: log, kind: table, path: birds.jsonl, key: id, known: {species: label}, licence: CC0-1.0, attribution: us, origin: internal}
            labelling: {overlap: 1}
            """
        let aviary = try await Aviary(yaml: yaml)
        try await aviary.items(4)
        let ada = try await aviary.person("ada")
        for (key, label) in [("b0", "owl"), ("b1", "hawk"), ("b2", "hawk")] { try await aviary.submit(key, label, as: ada) }
        let report = try await aviary.workflows.coverage(of: "birds", as: aviary.owner)
        #expect(report.items == 4 && report.cells.map(\.count) == [1, 2])
        #expect(report.quotas.map(\.lacking) == [2, 0])
        #expect(report.plan.map { "\($0.count) \($0.values.joined())" } == ["2 owl"])
        #expect(report.withoutValue.map(\.count) == [1])
        #expect(await aviary.code { _ = try await aviary.workflows.coverage(of: "birds", as: aviary.owner, question: "nope") } == "coverage.question")
    }
}
