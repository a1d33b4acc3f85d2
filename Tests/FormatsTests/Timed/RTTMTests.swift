import Testing
import Records
@testable import Formats

@Suite("RTTM")
struct RTTMTests {
    static let text = """
        ;; made by hand
        SPEAKER call1 1 0.50 2.25 <NA> <NA> spkA <NA> <NA>
        SPEAKER call2 2 0.1 0.2 <NA> <NA> spk%20B 0.75
        SPEAKER call1 1 0.7 0.1 <NA> <NA> <NA> <NA> <NA>
        SPKR-INFO call1 1 <NA> <NA> <NA> adult_female spkA <NA> <NA>

        """

    @Test("ten fields and nine, recordings that take turns, other lines kept")
    func reading() throws {
        let read = try TimedFixture([("a.rttm", Self.text)]).read("rttm")
        #expect(read.findings.filter { $0.severity > .note }.isEmpty)
        #expect(read.items.map(\.key) == ["call1", "call2"])
        #expect(read.questions.map(\.labelNames) == [["spkA", "spk B"]])
        #expect(read.items[0].answers == ["segments": .parts([TimedFixture.part("s1", 0.5, 2.75, "spkA"), TimedFixture.part("s2", 0.7, 0.8)])])
        let second = Part(id: "s1", labels: ["spk B"], shape: .segment(Segment(from: 0.1, to: 0.3, channel: 1)), score: 0.75, origin: .imported)
        #expect(read.items[1].answers == ["segments": .parts([second])])
        let written = try TimedFixture.write("rttm", read.items, read.questions)
        let lines = written.folder.text("out/all.rttm").split(separator: "\n")
        #expect(lines.contains("SPKR-INFO call1 1 <NA> <NA> <NA> adult_female spkA <NA> <NA>"))
        #expect(lines.contains("SPEAKER call2 2 0.1 0.2 <NA> <NA> spk%20B 0.75 <NA>"))
        #expect(written.folder.text("out/all.uem") == "call1 1 0 2.75\ncall2 1 0 0.3\n")
    }

    @Test("fields have no spaces", arguments: ["a b", "", "<NA>", "50% off", "%20", ";x", "tab\there", "ü"])
    func fields(_ text: String) {
        #expect(!RTTM.field(text).contains(where: \.isWhitespace) && !RTTM.field(text).isEmpty && RTTM.field(text) != "<NA>")
        #expect(RTTM.text(RTTM.field(text)) == text)
    }

    @Test("a recording in which nobody speaks is told by its extent, and a split by its file")
    func silence() throws {
        let read = try TimedFixture([("train.rttm", Self.text), ("train.uem", "call3 1 0.000 12.5\n"), ("call3.wav", "")]).read("rttm")
        #expect(read.items.map(\.key) == ["call3.wav", "call1", "call2"])
        #expect(read.items.map(\.split) == ["train", "train", "train"])
        #expect(read.items[0].answers == ["segments": .parts([])])
        #expect(read.items[0].files["audio"] == LabelledFile(path: "call3.wav", duration: 12.5))
    }

    @Test("a bad line is told with its number", arguments: ["SPEAKER a 1 0.5", "SPEAKER a 1 x 1 <NA> <NA> s <NA> <NA>", "SPEAKER a 1 1 -1 <NA> <NA> s <NA> <NA>", "SPEAKER a 1 1 nan <NA> <NA> s <NA> <NA>"])
    func bad(_ line: String) throws {
        let read = try TimedFixture([("a.rttm", Self.text + line + "\n")]).read("rttm")
        #expect(read.items.count == 2)
        #expect(read.findings.filter { $0.code == "rttm.line.bad" }.map(\.place?.line) == [6])
    }
}
