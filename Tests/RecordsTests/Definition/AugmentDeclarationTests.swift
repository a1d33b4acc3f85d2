import Records
import Testing

@Suite("augment: of winnow.yaml")
struct AugmentDeclarationTests {
    private static func yaml(_ augment: String, media: String = "image", kind: String = "boxes") -> String {
        """
        winnow: 1
        project: cells
        objective: Count cells
        media: \(media)
        questions:
          - {name: cells, kind: \(kind), labels: [RBC]}
        splits: {train: 0.5, more: 0.25, test: 0.25}
        augment: \(augment)
        """
    }

    @Test("is read, written and read again", arguments: [
        ("{steps: [flip-horizontal]}", AugmentDeclaration(steps: [["operation": "flip-horizontal"]])),
        ("{copies: 3, seed: 18446744073709551615, splits: [train, more], steps: [{operation: rotate, degrees: [-10, 10], chance: 0.5}], visibility: {least: 0.25}}",
         AugmentDeclaration(
            copies: 3, seed: .max, splits: ["train", "more"], steps: [["operation": "rotate", "degrees": [-10, 10], "chance": 0.5]], visibility: ["least": 0.25])),
    ])
    func roundTrip(_ text: String, _ expected: AugmentDeclaration) throws {
        let definition = try #require(DefinitionParser.parse(yaml: Self.yaml(text), file: nil).definition)
        #expect(definition.augment == expected)
        #expect(DefinitionParser.parse(yaml: DefinitionWriter.yaml(definition), file: nil).definition == definition)
        #expect(try JSONValue(encoding: definition).decode(TaskDefinition.self) == definition)
    }

    @Test("what cannot be meant is told with its place", arguments: [
        ("{steps: [a], copies: 0}", "`copies` is from 1 to 1000, not `0`", 8), ("{steps: []}", "there are no `steps`", 8),
        ("{steps: [a], splits: [Test]}", "items of `Test` judge models and are never augmented", 8),
        ("{steps: [a], splits: [trian]}", "there is no split `trian`", 8), ("{steps: [{degrees: 1}]}", "a step of `augment` has no `operation`", 8),
        ("{steps: [a], times: 2}", "`augment` has no key `times`", 8),
    ])
    func refused(_ text: String, _ message: String, _ line: Int) {
        let (definition, findings) = DefinitionParser.parse(yaml: Self.yaml(text), file: nil)
        #expect(definition == nil)
        #expect(findings.contains { $0.message == message && $0.place?.line == line && ($0.place?.column ?? 0) > 8 }, "\(findings)")
    }

    @Test("pictures are augmented, not texts")
    func media() {
        let findings = DefinitionParser.parse(yaml: Self.yaml("{steps: [a]}", media: "text", kind: "choice"), file: nil).findings
        #expect(findings.map(\.message) == ["pictures are augmented, and the items are of medium text"])
    }

    @Test("rules of the stages are placed like those of the grammar")
    func stageRules() {
        let (definition, findings) = DefinitionParser.parse(yaml: Self.yaml("{steps: [a, b]}"), file: "f.yaml") { _ in
            [Finding(.error, "augment.operation", "`b` is not an operation", at: Place(record: "augment.steps[1]"))]
        }
        #expect(definition == nil && findings.first?.place == Place(file: "f.yaml", line: 8, column: 22))
    }
}
