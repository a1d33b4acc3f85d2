import Testing
import Records
@testable import Formats

@Suite("DocBin")
struct DocBinTests {
    /// From `spacy.strings.hash_string` of spaCy 3.8.
    @Test("strings have spaCy's numbers", arguments: [
        ("coffee", 3_197_928_453_018_144_401), ("PER", 4_317_129_024_397_789_502), ("é👩‍🚀", 17_025_123_854_889_086_891), ("12345678", 9_871_996_032_675_327_904),
        ("abcdefghijklmnopqrstuvwxyz", 16_547_180_945_892_771_438), ("", 0), ("X", 101), ("PERSON", 380), ("acl", 451), ("_", 456), ("DEPRECATED276", 379), ("FLAG63", 63),
    ] as [(String, UInt64)])
    func hashes(_ text: String, _ number: UInt64) { #expect(SpaCyStrings.hash(text) == number) }

    @Test("tokens and the spaces between make up any text", arguments: ["", "Ada met Bo.", " a  b\n\nc \t", "é👩‍🚀 e\u{301}t\r\n", "\n", "a "])
    func texts(_ text: String) throws {
        let item = LabelledItem(key: "k", fields: ["text": .string(text)])
        let written = try TextFormats.write(DocBin.format, [item], [Question(name: "spans", kind: .spans)])
        let read = try TextFormats.read(DocBin.format, "\(written.folder.path)/out")
        #expect(read.items.first?.text == text && read.items.first?.key == "k")
        #expect(read.items.first?.answers.isEmpty == true && read.findings.isEmpty)
    }

    @Test("one span over another moves all to the group")
    func overlap() throws {
        var items = [LabelledItem(key: "a", fields: ["text": "Ada met Bo"]), LabelledItem(key: "b", fields: ["text": "Bo"])]
        items[0].answers["spans"] = .parts([Part(id: "s1", labels: ["P"], shape: .ranges([[0, 3]]), origin: .imported), Part(id: "s2", labels: ["Q"], shape: .ranges([[0, 7]]), origin: .imported)])
        items[1].answers["spans"] = .parts([])
        let written = try TextFormats.write(DocBin.format, items, [Question(name: "spans", kind: .spans)])
        let bin = try DocBinFile(try ByteSource(path: "\(written.folder.path)/out/all.spacy"))
        #expect(try [bin.next(), bin.next(), bin.next()].map { $0?.groups.map(\.name) } == [["sc"], ["sc"], nil])
        let read = try TextFormats.read(DocBin.format, "\(written.folder.path)/out")
        #expect(read.items.map { $0.answers["spans"] } == items.map { $0.answers["spans"] })
    }

    @Test("categories and layers come back")
    func layers() throws {
        var item = LabelledItem(key: "a", fields: ["text": "Ada met Bo"])
        item.answers = [
            "choices": .choices(["greeting"]),
            "tokens": .tokens([
                TokenLayer(name: "form", values: ["Ada", "met", "Bo"]), TokenLayer(name: "lemma", values: ["Ada", "meet", "Bo"]), TokenLayer(name: "upos", values: ["PROPN", "VERB", "PROPN"]),
                TokenLayer(name: "head", values: ["2", "0", "2"]), TokenLayer(name: "deprel", values: ["nsubj", "ROOT", "obj"]),
            ]),
        ]
        let questions = [Question(name: "choices", kind: .choices, labels: [LabelDefinition(name: "greeting"), LabelDefinition(name: "other")]), Question(name: "tokens", kind: .tokens)]
        let written = try TextFormats.write(DocBin.format, [item], questions)
        #expect(try TextFormats.read(DocBin.format, "\(written.folder.path)/out").items.first?.answers == item.answers)
    }

    @Test("texts that look alike and are not the same scalars stay apart")
    func lookalikes() throws {
        let text = "\u{E9} e\u{301}"
        let written = try TextFormats.write(DocBin.format, [LabelledItem(key: "k", fields: ["text": .string(text)])], [])
        let read = try TextFormats.read(DocBin.format, "\(written.folder.path)/out")
        #expect(read.findings.isEmpty)
        #expect((read.items.first?.text).map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }

    @Test("documents come one at a time")
    func portions() throws {
        let written = try TextFormats.write(DocBin.format, DrawnDocuments.items(9, words: 20, split: false), DrawnDocuments.questions)
        let reader = try DocBinReader(reading: DatasetInput("\(written.folder.path)/out"), options: DatasetReadOptions())
        var sizes: [Int] = []
        while let portion = try reader.produce() { sizes.append(portion.count) }
        #expect(sizes == Array(repeating: 1, count: 9) + [0])
    }

    @Test("what was drawn is read back as it was", arguments: [false, true])
    func drawn(_ overlapping: Bool) throws {
        let items = DrawnDocuments.items(40, words: 30, overlapping: overlapping, split: false)
        let written = try TextFormats.write(DocBin.format, items, DrawnDocuments.questions)
        let read = try TextFormats.read(DocBin.format, "\(written.folder.path)/out")
        #expect(read.items.map(\.key) == items.map(\.key) && read.items.map(\.text) == items.map(\.text) && read.findings.isEmpty)
        for (item, before) in zip(read.items, items) {
            #expect(TextFormats.spans(item).sorted() == TextFormats.spans(before).sorted())
            #expect((item.answers["spans"] == nil) == (before.answers["spans"] == nil))
        }
    }
}
