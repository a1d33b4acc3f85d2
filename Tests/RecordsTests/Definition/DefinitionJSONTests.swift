import Records
import Testing

@Suite("Definition in JSON")
struct DefinitionJSONTests {
    @Test("what is left out reads as its default")
    func defaults() throws {
        let text = #"{"project":"p","media":"text","questions":[{"name":"q","kind":"choice","labels":[{"name":"a"}]}],"sources":[{"name":"s","kind":"table"}],"labelling":{"overlapFrom":2}}"#
        let definition = try JSONParser.parse(text).decode(TaskDefinition.self)
        #expect(definition == TaskDefinition(
            project: "p", objective: "", media: .text, questions: [Question(name: "q", kind: .choice, labels: [LabelDefinition(name: "a")])],
            sources: [SourceDeclaration(name: "s", kind: "table")], labelling: LabellingPolicy(overlapFrom: 2)))
        #expect(definition.labelling.overlapTo == 2)
    }

    @Test("a wrong value is refused with the way to it")
    func path() throws {
        let json = try JSONParser.parse(#"{"project":"p","media":"text","questions":[{"name":"q","kind":"choice","isRequired":"yes"}]}"#)
        let error = #expect(throws: DecodingError.self) { try json.decode(TaskDefinition.self) }
        guard case .typeMismatch(_, let context)? = error else { return #expect(Bool(false)) }
        #expect(context.codingPath.map(\.stringValue) == ["questions", "0", "isRequired"])
        #expect(context.debugDescription == #"`"yes"` is not true or false"#)
    }
}
