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

    static func tags(_ text: String, _ spans: [(String, [[Int]])]) -> (tags: String, losses: LossReport) {
        var losses = LossReport()
        let parts = spans.enumerated().map { Part(id: "s\($0)", labels: [$1.0], shape: .ranges($1.1)) }
        let tags = SpanTagging.tags(for: parts, tokens: Tokeniser.tokens(of: text), of: "k", losses: &losses)
        return (tags.joined(separator: " "), losses)
    }

    @Test("spans become tags; what does not fit is counted", arguments: [
        ("Ada in Rome", [("P", [[0, 3]]), ("L", [[7, 11]])], "B-P O B-L", []),
        ("New York now", [("L", [[0, 8]])], "B-L I-L O", []),
        ("New York", [("L", [[0, 3]]), ("L", [[4, 8]])], "B-L B-L", []),
        ("Adams", [("P", [[0, 3]])], "B-P", [SpanTagging.rounded]),
        ("Ada in Rome", [("P", [[0, 6]]), ("Q", [[4, 11]])], "B-P I-P O", [SpanTagging.overlap]),
        ("Ada in Rome", [("P", [[0, 11]]), ("Q", [[4, 6]])], "B-P I-P I-P", [SpanTagging.overlap]),
        ("Ada in Rome", [("P", [[0, 3], [7, 11]])], "B-P O B-P", [SpanTagging.pieces]),
        ("Ada", [("P", [[5, 9]])], "O", [SpanTagging.outside]),
        ("Ada", [("P", [[2, 2]])], "O", [SpanTagging.outside]),
        ("a  b", [("P", [[1, 2]])], "O O", [SpanTagging.noToken]),
        ("Ada", [("two words", [[0, 3]])], "B-two_words", [SpanTagging.labelRewritten]),
    ] as [(String, [(String, [[Int]])], String, [String])])
    func tagging(_ text: String, _ spans: [(String, [[Int]])], _ tags: String, _ losses: [String]) {
        let outcome = Self.tags(text, spans)
        #expect(outcome.tags == tags)
        #expect(outcome.losses.losses.map(\.code) == losses)
    }

    static func read(_ text: String) throws -> (items: [LabelledItem], findings: [String]) {
        let reader = try CoNLLReader(try ByteSource(memory: Array(text.utf8)), question: "q")
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings().map { "\($0.code) \($0.place?.line ?? 0)" })
    }

    @Test("four columns, tabs, and the tag schemes in use are read", arguments: [
        ("-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n", "EU rejects", [[0, 2]]),
        ("New\tB-L\nYork\tI-L\n", "New York", [[0, 8]]),
        ("New\tI-L\nYork\tB-L\n", "New York", [[0, 3], [4, 8]]),
        ("a S-L\nb B-L\nc E-L\nd O\n", "a b c d", [[0, 1], [2, 5]]),
        ("é B-L\n📦 I-L\n", "é 📦", [[0, 3]]),
    ] as [(String, String, [[Int]])])
    func schemes(_ text: String, _ joined: String, _ ranges: [[Int]]) throws {
        let outcome = try Self.read(text)
        #expect(outcome.findings.isEmpty)
        #expect(outcome.items.first?.text == joined)
        guard case .parts(let parts)? = outcome.items.first?.answers["q"] else { Issue.record("no spans"); return }
        #expect(parts.map(\.shape) == ranges.map { .ranges([$0]) })
    }

    @Test("lines that cannot be read are findings")
    func faults() throws {
        #expect(try Self.read("alone\n\na B-X\nb ?-X\n").findings == ["conll.line.one-column 1", "conll.tag.unknown 4"])
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
