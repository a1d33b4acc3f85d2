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

    @Test("white space divides fields, whatever it is", arguments: ["", " a  b\tc ", "a\u{B}b\u{1C}c", "é b", "a\u{A0}b", "a\u{301} \u{301}b", "a \u{85}\u{2028}b"])
    func division(_ line: String) { #expect(RTTMLine.fields(line) == line.split(whereSeparator: \.isWhitespace)) }

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

    static func lines(_ recordings: [String]) -> String {
        recordings.enumerated().map { "SPEAKER \($1) 1 \($0) 0.5 <NA> <NA> s\($0 % 3) <NA> <NA>\n" }.joined()
    }

    @Test("a recording is given when its last line was read, and not what comes behind it")
    func streaming() throws {
        let fixture = TimedFixture([("a.rttm", Self.lines(Array(repeating: "one", count: 3000) + Array(repeating: "two", count: 3000)))])
        let input = try DatasetInput(fixture.folder.path)
        var survey = RTTMRecordings.Survey(split: nil)
        for (name, line) in [("one", 1), ("two", 3001)] { for step in 0..<3000 { survey.add(lineOf: name, Place(file: "a.rttm", line: line + step)) } }
        let lines = try TimedLines(input, "a.rttm")
        #expect(try RTTMRecordings(survey, lines).next()?.segments.count == 3000)
        #expect(try lines.next()?.number == 3001)
    }

    @Test("recordings come one at a time")
    func portions() throws {
        let fixture = TimedFixture([("a.rttm", Self.lines(["x", "y", "x", "z"])), ("b.rttm", Self.lines(["w"]))])
        let reader = try RTTMReader(reading: DatasetInput(fixture.folder.path), options: DatasetReadOptions(needsFiles: false))
        var portions: [[String]] = []
        while let portion = try reader.produce() { portions.append(portion.map(\.key)) }
        #expect(portions == [["x"], ["y"], ["z"], [], ["w"], []])
    }

    @Test("recordings whose lines are mixed come in the order of their first lines, each whole", arguments: 0..<8)
    func mixed(_ seed: UInt64) throws {
        var random = Seeded(seed)
        let drawn = (0..<200).map { _ in "r\(random.next() % (seed + 1) * 3)" }
        var order: [String] = []
        for name in drawn where !order.contains(name) { order.append(name) }
        let extents = "silent 1 0 3\n\(order.last ?? "") 1 0 300\n"
        let read = try TimedFixture([("a.rttm", Self.lines(drawn)), ("a.uem", extents)]).read("rttm")
        let last = order.removeLast()
        #expect(read.items.map(\.key) == ["silent", last] + order)
        for item in read.items {
            guard case .parts(let parts)? = item.answers["segments"] else { continue }
            let starts = parts.compactMap { part -> Int? in if case .segment(let segment) = part.shape { Int(segment.from) } else { nil } }
            #expect(starts == drawn.indices.filter { drawn[$0] == item.key })
        }
    }

    @Test("UTF-16 with its mark, and lines that end in carriage returns, are read like others", arguments: [true, false])
    func encodings(_ isWide: Bool) throws {
        let text = Self.text.replacing("\n", with: "\r")
        let bytes: [UInt8] = isWide ? [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } : Array(text.utf8)
        let read = try TimedFixture(bytes: bytes, "a.rttm").read("rttm")
        let plain = try TimedFixture([("a.rttm", Self.text)]).read("rttm")
        #expect(read.items == plain.items && read.questions == plain.questions && read.findings == plain.findings)
    }

    @Test("a file that is not UTF-8 is refused as a whole, and others are read")
    func refused() throws {
        let fixture = TimedFixture([("b.rttm", Self.lines(["w"]))])
        _ = fixture.folder.write(Array(Self.text.utf8) + [0xFF, 10], "a.rttm")
        let read = try fixture.read("rttm")
        #expect(read.items.map(\.key) == ["w"])
        #expect(read.findings.map(\.message) == ["byte \(Self.text.utf8.count + 1) of `a.rttm` is not UTF-8 text"])
        #expect(read.findings.map(\.place?.line) == [6])
    }

    @Test("what is wrong is told once, lines first")
    func findings() throws {
        let read = try TimedFixture([("a.rttm", "SPEAKER x 1 0 1 <NA> <NA> s <NA> <NA>\nno\nSPEAKER x 1 0 1"), ("b.rttm", Self.lines(["x"]))]).read("rttm")
        #expect(read.findings.map(\.code) == ["rttm.line.bad", "rttm.line.bad", "rttm.last-line", "rttm.item.twice"])
    }
}
