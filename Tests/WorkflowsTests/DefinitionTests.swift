import Records
import Testing

@testable import Workflows

@Suite("Changing a definition")
struct DefinitionTests {
    @Test("one made from an older version is refused with the difference, and nothing is merged")
    func older() async throws {
        let aviary = try await Aviary()
        let first = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: Aviary.definition(objective: "Name every bird"), expectedVersion: 1)
        #expect(first.version == 2 && first.changes.contains { $0.contains("objective") })
        do {
            _ = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: Aviary.definition(objective: "Count birds"), expectedVersion: 1)
            Issue.record("an older definition was taken")
        } catch let error as WorkflowError {
            #expect(error.kind == .conflict && error.code == "definition.older")
            #expect(error.hint?.contains("objective") == true, "the hint says what differs: \(error.hint ?? "")")
        }
        #expect(try await aviary.workflows.project("birds", as: aviary.owner).definition.objective == "Name every bird")
    }

    @Test("the stored one again changes nothing, whatever version it was made from")
    func same() async throws {
        let aviary = try await Aviary()
        let applied = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: Aviary.definition(), expectedVersion: 7)
        #expect(applied.version == 1 && applied.changes.isEmpty)
    }

    @Test("a mistake is refused with line and column")
    func mistakes() async throws {
        let aviary = try await Aviary()
        do {
            _ = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: Aviary.definition().replacing("media: text", with: "media: smell"), expectedVersion: nil)
            Issue.record("it was taken")
        } catch let error as WorkflowError {
            #expect(error.code == "definition.refused")
            #expect(error.findings.first?.place?.line == 4)
        }
    }

    @Test("a project keeps its name, and a name is given once")
    func names() async throws {
        let aviary = try await Aviary()
        #expect(await aviary.code { _ = try await aviary.workflows.createProject(as: aviary.owner, yaml: Aviary.definition()) } == "project.exists")
        let other = Aviary.definition().replacing("project: birds", with: "project: beasts")
        #expect(await aviary.code { _ = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: other, expectedVersion: nil) } == "definition.other-project")
    }
}
