import Foundation
import Testing
import Records
@testable import Formats

@Suite("CoNLL-U")
struct CoNLLUTests {
    static let sample = """
        # newdoc id = d
        # sent_id = d-1
        # text = Ada didn't go (to) New York.
        1\tAda\tAda\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tNER=B-PER
        2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
        2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\tNER=O
        3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\tNER=O
        4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tNER=O
        4.1\tgone\tgo\tVERB\t_\t_\t_\t_\t0:root\t_
        5\t(\t(\tPUNCT\t-LRB-\t_\t6\tpunct\t_\tNER=O|SpaceAfter=No
        6\tto\tto\tADP\tIN\t_\t8\tcase\t_\tCxn=x|NER=O|SpaceAfter=No
        7\t)\t)\tPUNCT\t-RRB-\t_\t6\tpunct\t_\tNER=O
        8\tNew\tNew\tPROPN\tNNP\t_\t4\tobl\t_\tNER=B-LOC
        9\tYork\tYork\tPROPN\tNNP\t_\t8\tflat\t_\tSpaceAfter=No|NER=I-LOC
        10\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\tNER=O|SpaceAfter=No

        # sent_id = d-2
        # text = 👩‍🚀 e\u{301}t _
        1\t👩‍🚀\t_\tSYM\t_\t_\t0\troot\t_\t_
        2\te\u{301}t\t_\tX\t_\t_\t1\tdep\t_\t_
        3\t_\t_\tPUNCT\t_\t_\t1\tpunct\t_\t_


        """

    static func read(_ text: String, _ options: DatasetReadOptions = DatasetReadOptions()) throws -> (items: [LabelledItem], findings: [Finding], reader: CoNLLUReader) {
        let folder = TemporaryFolder()
        let reader = try CoNLLUReader(reading: DatasetInput(folder.write(text, "all.conllu")), options: options)
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), reader)
    }

    static func write(_ items: [LabelledItem], _ questions: [Question]) throws -> (text: String, losses: [String]) {
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let make = try #require(CoNLLU.format.makeWriter)
        let writer = try make(folder, DatasetLayout(questions: questions))
        for item in items { try writer.write(item) }
        try writer.finish()
        try folder.finish()
        return (outer.text("out/all.conllu"), writer.losses.report.losses.map(\.code))
    }

    @Test("text, layers and entities are where they belong")
    func reading() throws {
        let (items, findings, _) = try Self.read(Self.sample)
        #expect(findings.isEmpty)
        #expect(items.map(\.key) == ["d-1", "d-2"])
        #expect(items[0].text == "Ada didn't go (to) New York.")
        #expect(items[1].text == "👩‍🚀 e\u{301}t _")
        guard case .parts(let parts)? = items[0].answers["spans"], case .tokens(let layers)? = items[0].answers["tokens"] else { Issue.record("answers"); return }
        #expect(parts.map(\.shape) == [.ranges([[0, 3]]), .ranges([[19, 27]])])
        #expect(parts.map(\.labels) == [["PER"], ["LOC"]])
        #expect(layers.map(\.name) == CoNLLU.layerNames)
        #expect(layers[0].values == ["Ada", "did", "n't", "go", "(", "to", ")", "New", "York", "."])
        #expect(layers[4].values[0] == "Number=Sing" && layers[4].values[1] == "")
        #expect(layers[8].values[5] == "Cxn=x")
        #expect(items[1].answers["spans"] == nil)
    }

    @Test("a treebank is written back with the same bytes, whatever was asked for")
    func sameBytes() throws {
        let (items, _, reader) = try Self.read(Self.sample)
        let back = try Self.write(items, reader.questions)
        #expect(back.text == Self.sample)
        #expect(back.losses.isEmpty)
        let some = DatasetReadOptions(questions: QuestionNames([Question(name: "names", kind: .spans)]))
        let (fewer, _, narrow) = try Self.read(Self.sample, some)
        #expect(fewer[0].answers.keys.sorted() == ["names"])
        #expect(try Self.write(fewer, narrow.questions).text == Self.sample)
    }

    @Test("a text of our own becomes words, with `SpaceAfter=No` where they touch and nothing made up")
    func own() throws {
        var item = LabelledItem(key: "k", fields: ["text": "Ada met Bo."])
        item.answers["names"] = .parts([Part(id: "a", labels: ["PER"], shape: .ranges([[8, 10]]))])
        let written = try Self.write([item], [Question(name: "names", kind: .spans)])
        let rows = ["1\tAda\t_\t_\t_\t_\t_\t_\t_\tNER=O", "2\tmet\t_\t_\t_\t_\t_\t_\t_\tNER=O", "3\tBo\t_\t_\t_\t_\t_\t_\t_\tNER=B-PER|SpaceAfter=No", "4\t.\t_\t_\t_\t_\t_\t_\t_\tNER=O"]
        #expect(written.text == "# sent_id = k\n# text = Ada met Bo.\n" + rows.map { $0 + "\n" }.joined() + "\n")
    }

    @Test("bad sentences are left out with their line, the others stay", arguments: [
        ("1\ta\n", "conllu.columns 1"), ("1\t\ta\t_\t_\t_\t_\t_\t_\t_\n", "conllu.empty-column 1"), ("2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "conllu.id 1"),
        ("1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "conllu.range-beyond-end 1"), ("# c\n", "conllu.no-words 1"),
        ("# text = b\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "conllu.text-differs 1"), ("1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n# c\n", "conllu.comment-inside 2"),
        ("9999999999999999999-9999999999999999999\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "conllu.id 1"),
    ])
    func faults(_ text: String, _ finding: String) throws {
        let good = "\n1\tz\t_\t_\t_\t_\t_\t_\t_\t_\n"
        let (items, findings, _) = try Self.read(text + good)
        #expect(findings.map { "\($0.code) \($0.place?.line ?? 0)" } == [finding])
        #expect(items.last?.text == "z")
    }

    @Test("the treebank in the shared data, when it is there, is the same after reading and writing", arguments: ["dev", "test"])
    func treebank(_ part: String) throws {
        guard let path = SharedPictures.path("data/ud-ewt/en_ewt-ud-\(part).conllu"), let whole = FileManager.default.contents(atPath: path) else { return }
        let reader = try CoNLLUReader(reading: DatasetInput(path), options: DatasetReadOptions())
        var items: [LabelledItem] = []
        while var item = try reader.next() {
            item.split = nil
            items.append(item)
        }
        // One sentence of the published test part lacks a `SpaceAfter=No`.
        #expect(reader.takeFindings().map { "\($0.code) \($0.place?.line ?? 0)" } == (part == "test" ? ["conllu.text-differs 15054"] : []))
        let back = try Self.write(items, reader.questions)
        #expect(back.losses.isEmpty)
        #expect(back.text.utf8.elementsEqual(whole))
    }
}
