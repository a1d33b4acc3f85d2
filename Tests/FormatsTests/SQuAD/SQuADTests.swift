import Testing
import Records
@testable import Formats

@Suite("SQuAD and GLUE")
struct SQuADTests {
    static let squad = #"{"version":"v2.0","data":[{"title":"T","paragraphs":[{"context":"👩‍🚀 Ada met Bo.","qas":[{"id":"q1","question":"Who?","answers":[{"text":"Ada","answer_start":4},{"text":"Ada","answer_start":4}],"is_impossible":false},{"id":"q2","question":"Why?","answers":[],"is_impossible":true,"plausible_answers":[{"text":"Bo","answer_start":12}]},{"id":"q3","question":"?","answers":[{"text":"Bo","answer_start":1}]}]}]}]}"#

    @Test("answers are spans of the paragraph in code points; what has none, and what is elsewhere, is told")
    func squad() throws {
        let read = try TextFormats.read(SQuAD.format, ["dev-v2.0.json": Self.squad])
        #expect(read.items.map(\.key) == ["q1", "q2", "q3"])
        #expect(read.items.map { TextFormats.spans($0) } == [["answer:Ada"], [], []])
        #expect(read.items[0].answers["texts"] == .texts(["Ada"]) && read.items[0].fields["question"] == "Who?" && read.items[0].split == "dev")
        #expect(read.items[1].answers["spans"] == .parts([]) && read.items[1].metadata["squad"]?["plausible_answers"] != nil)
        #expect(read.findings.map(\.code).filter { $0.hasPrefix("squad") } == ["squad.answer-elsewhere"])
        let folder = TemporaryFolder()
        let found = FormatCatalog.candidates(for: try DatasetInput(folder.write(Self.squad, "a.json")))
        #expect(found.first?.format.card.name == "squad")
    }

    @Test("tables of GLUE by their headers", arguments: [
        ("sentence\tlabel\nit \"works\t1\n", "it \"works", nil, Answer.choice("1")),
        ("index\tsentence1\tsentence2\tlabel\n0\ta\tb\tentailment\n", "a", "b", Answer.choice("entailment")),
        ("index\tgenre\tsentence1\tsentence2\tscore\n3\tnews\ta\tb\t4.750\n", "a", "b", Answer.number(4.75)),
        ("Quality\t#1 ID\t#2 ID\t#1 String\t#2 String\n1\t7\t8\ta\tb\n", "a", "b", Answer.choice("1")),
        ("gj04\t1\t\tOur friends won't buy this.\n", "Our friends won't buy this.", nil, Answer.choice("1")),
    ] as [(String, String, String?, Answer)])
    func glue(_ table: String, _ first: String, _ second: String?, _ answer: Answer) throws {
        let read = try TextFormats.read(GLUE.format, ["train.tsv": table])
        #expect(read.findings.isEmpty)
        let item = try #require(read.items.first)
        #expect(item.text == first && item.fields["text_b"]?.string == second && item.split == "train")
        #expect(item.answers.values.first == answer)
    }
}
