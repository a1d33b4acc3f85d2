import Testing
import Records
@testable import Formats

@Suite("Tokens and tags")
struct CoNLLTests {
    @Test("tokens are words, single signs, and signs with what joins to them", arguments: [
        ("", []), ("  \n", []), ("Hello, world!", ["Hello", ",", "world", "!"]), ("it's 5.5", ["it", "'", "s", "5", ".", "5"]), ("a_b2", ["a_b2"]),
        ("Ünï\u{301}x", ["Ünï\u{301}x"]), ("👩‍🚀x", ["👩‍🚀", "x"]), ("👍🏽👍", ["👍🏽", "👍"]), ("日本 語", ["日本", "語"]), ("a\u{A0}b", ["a", "b"]), ("\u{301}a", ["\u{301}", "a"]),
    ] as [(String, [String])])
    func tokens(_ text: String, _ expected: [String]) {
        let tokens = Tokeniser.tokens(of: text)
        #expect(tokens.map(\.text) == expected)
        let scalars = Array(text.unicodeScalars)
        for token in tokens { #expect(String(String.UnicodeScalarView(scalars[token.start..<token.end])) == token.text) }
    }

    static func tags(_ text: String, _ spans: [(String, [[Int]])], _ scheme: TagScheme = .iob2) throws -> (tags: String, losses: [String]) {
        var losses = LossLedger(format: "conll", policy: .adapt)
        let parts = spans.enumerated().map { Part(id: "s\($0)", labels: [$1.0], shape: .ranges($1.1)) }
        let tokens = Tokeniser.tokens(of: text)
        let found = try SpanTagging(format: "conll").spans(of: parts, on: tokens, item: "k", &losses)
        return (SpanTagging.tags(found, count: tokens.count, scheme: scheme).joined(separator: " "), losses.report.losses.map(\.code))
    }

    @Test("spans become tags; what does not fit is counted", arguments: [
        ("Ada in Rome", [("P", [[0, 3]]), ("L", [[7, 11]])], "B-P O B-L", []),
        ("New York now", [("L", [[0, 8]])], "B-L I-L O", []),
        ("New York", [("L", [[0, 3]]), ("L", [[4, 8]])], "B-L B-L", []),
        ("Adams", [("P", [[0, 3]])], "B-P", [SpanTagging.rounded]),
        ("Ada in Rome", [("P", [[0, 6]]), ("Q", [[4, 11]])], "B-P I-P O", [SpanTagging.overlap]),
        ("Ada in Rome", [("P", [[0, 11]]), ("Q", [[4, 6]])], "B-P I-P I-P", [SpanTagging.overlap]),
        ("a  b", [("P", [[1, 2]])], "O O", [SpanTagging.noToken]),
        ("Ada", [("two words", [[0, 3]])], "B-two_words", [SpanTagging.labelRewritten]),
        ("👩‍🚀 e\u{301}t", [("P", [[4, 7]])], "O B-P", []),
    ] as [(String, [(String, [[Int]])], String, [String])])
    func tagging(_ text: String, _ spans: [(String, [[Int]])], _ tags: String, _ losses: [String]) throws {
        let outcome = try Self.tags(text, spans)
        #expect(outcome.tags == tags)
        #expect(outcome.losses == losses.map { "conll.\($0)" })
    }

    @Test("each scheme says the same spans in its own tags", arguments: [
        (TagScheme.iob2, "B-P B-P I-P O B-Q"), (.iob1, "I-P B-P I-P O I-Q"), (.bilou, "U-P B-P L-P O U-Q"), (.bioes, "S-P B-P E-P O S-Q"),
    ])
    func schemeTags(_ scheme: TagScheme, _ tags: String) throws {
        let spans = [("P", [[0, 1]]), ("P", [[2, 5]]), ("Q", [[8, 9]])]
        #expect(try Self.tags("a b c d e", spans, scheme).tags == tags)
        var (evidence, found) = (TagEvidence(), TagSpans())
        for tag in tags.split(separator: " ") {
            let parsed = try #require(CoNLLTag(tag))
            evidence.see(parsed)
            found.add(parsed)
        }
        #expect(evidence.scheme == scheme)
        #expect(found.spans.map(\.tokens) == [0..<1, 1..<3, 4..<5])
    }

    @Test("where the scheme cannot be told, it is said why", arguments: [
        ("I-P O I-Q", "all 2 spans begin with `I-`"), ("B-P O I-Q", "1 spans begin with `B-`"), ("U-P O S-Q", "tags of BILOU"), ("O O", ""), ("B-P O", ""),
    ])
    func doubt(_ tags: String, _ words: String) throws {
        var evidence = TagEvidence()
        for tag in tags.split(separator: " ") { evidence.see(try #require(CoNLLTag(tag))) }
        #expect((evidence.doubt ?? "").hasPrefix(words) && (evidence.doubt == nil) == words.isEmpty)
    }

    static func read(_ text: String, _ flavour: CoNLL.Flavour = CoNLL.conll) throws -> (items: [LabelledItem], findings: [String], header: JSONObject) {
        let folder = TemporaryFolder()
        let reader = try CoNLLReader(DatasetInput(folder.write(text, "a.conll")), options: DatasetReadOptions(), flavour: flavour)
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings().map { "\($0.code) \($0.place?.line ?? 0)" }, reader.header)
    }

    @Test("four columns, tabs, and the tag schemes in use are read", arguments: [
        ("-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\nMr NNP I-NP I-ORG\nX NNP I-NP B-ORG\n", "EU rejects Mr X", [[0, 2], [11, 13], [14, 15]]),
        ("New\tB-L\nYork\tI-L\n", "New York", [[0, 8]]),
        ("New\tI-L\nYork\tB-L\n", "New York", [[0, 3], [4, 8]]),
        ("a S-L\nb B-L\nc E-L\nd O\n", "a b c d", [[0, 1], [2, 5]]),
        ("Ada\tU-PER\nNew\tB-LOC\nYork\tI-LOC\nCity\tL-LOC\nis\tO\n", "Ada New York City is", [[0, 3], [4, 17]]),
        ("é B-L\r\n📦 I-L\r\n\r\n", "é 📦", [[0, 3]]),
        ("#\tO\nNFL\tB-creative-work\n\t\n", "# NFL", [[2, 5]]),
    ] as [(String, String, [[Int]])])
    func schemes(_ text: String, _ joined: String, _ ranges: [[Int]]) throws {
        let outcome = try Self.read(text)
        #expect(outcome.findings.isEmpty)
        #expect(outcome.items.first?.text == joined)
        guard case .parts(let parts)? = outcome.items.first?.answers["spans"] else { Issue.record("no spans"); return }
        #expect(parts.map(\.shape) == ranges.map { .ranges([$0]) })
    }

    @Test("CoNLL-2003 as it was published is written back with the same bytes", arguments: [
        "-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\nMr NNP I-NP I-ORG\nX NNP I-NP B-ORG\n\n-DOCSTART- -X- -X- O\n\nU.N. NNP _ I-ORG\n\n",
        "U.N. B-ORG\n's O\n\n", "-DOCSTART- O\n\nAda B-PER\n\n",
    ])
    func sameBytes(_ text: String) throws {
        let read = try Self.read(text)
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let questions = [Question(name: "spans", kind: .spans)] + (text.contains("NNP") ? [Question(name: "tokens", kind: .tokens)] : [])
        let make = try #require(CoNLL.format.makeWriter)
        let writer = try make(folder, DatasetLayout(questions: questions, header: read.header))
        for item in read.items { try writer.write(item) }
        try writer.finish()
        try folder.finish()
        #expect(outer.text("out/all.conll") == text)
        #expect(writer.losses.report.losses.map(\.code) == ["conll.key-left-out"])
    }

    private static let columns = "# global.columns = form lemma upos xpos feats head deprel deps misc ner\n"

    @Test("files of one dataset are judged together, by tags, by names and by the columns they declare", arguments: [
        (["train.bilou": "Ada\tU-PER\n", "test.bilou": "x\tO\n"], "bilou", 2), (["train.tsv": "Ada\tU-PER\n", "dev.tsv": "x\tO\n"], "bilou", 2), (["train.bio": "Ada\tB-PER\n", "test.bio": "x\tO\n"], "bio", 2),
        (["train.tsv": "Ada\tB-PER\n", "test.tsv": "x\tO\n"], "bio", 2), (["train.conll": "-DOCSTART- O\n\nAda B-PER\n", "test.conll": "x O\n"], "conll", 2), (["all.bio": "x\tO\n"], "bio", 1),
        (["all.bio": columns + "From\tfrom\tADP\tIN\t_\t3\tcase\t3:case\t_\tO\n"], "bio", 1), (["all.bilou": "Ada\tPROPN\tU-PER\n"], "bilou", 1),
        (["all.tsv": "x\tO\n"], nil, 0), (["readme.txt": "x O\n", "notes.txt": "no tags\n"], nil, 0),
    ] as [([String: String], String?, Int)])
    func together(_ files: [String: String], _ name: String?, _ count: Int) throws {
        let folder = TemporaryFolder()
        for (name, text) in files { _ = folder.write(text, name) }
        let candidates = FormatCatalog.candidates(for: try DatasetInput(folder.path)).map(\.format.card.name).filter { ["conll", "bio", "bilou"].contains($0) }
        #expect(candidates == (name.map { [$0] } ?? []))
        let read = try TextFormats.read(CoNLL.bioFormat, folder.path)
        #expect(read.items.count == count && read.findings.allSatisfy { count == 0 || $0.severity == .note }, "\(read.findings)")
    }

    @Test("a file of that name with a fault in it is read beside the others, and the fault told")
    func faultBeside() throws {
        let read = try TextFormats.read(CoNLL.format, ["train.conll": "Ada B-PER\n", "test.conll": "Bo B-PER\nalone\n"])
        #expect(read.items.count == 2 && read.findings.map(\.code) == ["conll.line.one-column"] && read.findings.first?.place == Place(file: "test.conll", line: 2))
    }

    @Test("lines that cannot be read are findings")
    func faults() throws {
        #expect(try Self.read("alone\n\na B-X\nb ?-X\n").findings == ["conll.line.one-column 1", "conll.tag.unknown 4"])
        #expect(try Self.read("a N O\nb O\n").findings == ["conll.line.columns 2"])
        #expect(try Self.read("a I-X\nb O\n").findings == ["conll.scheme.unknown 0"])
    }
}

@Suite("Safe names")
struct SafeNamesTests {
    @Test("names stay inside their folder and are never empty, reserved or long", arguments: ["", ".", "..", "../../etc/passwd", "a/b", "con", "CON.txt", "nul", "com1", "-rf", ".hidden", "é", "a\u{0}b", "x y", String(repeating: "x", count: 500), "trailing."])
    func safe(_ original: String) {
        let name = SafeNames.safe(original)
        #expect(!name.isEmpty && name.utf8.count <= 90 && !name.contains("/") && !name.hasPrefix(".") && !name.hasPrefix("-"))
        #expect(name.utf8.allSatisfy { $0 > 32 && $0 < 127 })
        #expect(name != original)
        #expect(name == SafeNames.safe(original))
    }

    @Test("ordinary names stay, different names stay different, also where case does not count")
    func unique() {
        var names = SafeNames()
        #expect(names.name(for: "a-1_b.c", in: "", ending: ".txt") == "a-1_b.c.txt")
        #expect(names.name(for: "A-1_b.c", in: "", ending: ".txt") == "A-1_b.c-2.txt")
        #expect(names.name(for: "a b", in: "", ending: "") != names.name(for: "a_b", in: "", ending: ""))
        #expect(names.name(for: "a b", in: "f", ending: "") != names.name(for: "a/b", in: "f", ending: ""))
    }
}
