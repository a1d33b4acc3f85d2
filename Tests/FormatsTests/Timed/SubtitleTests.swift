import Testing
import Records
@testable import Formats

@Suite("Subtitles")
struct SubtitleTests {
    static let vtt = """
        WEBVTT Kind: captions

        STYLE
        ::cue { color: lime }

        NOTE by hand

        intro
        00:01.500 --> 00:00:03.000 align:start position:10%
        <v Ada>Good &amp; early</v>

        01:00:00.000 --> 01:00:01.250
        <i>two</i>
        lines

        """

    @Test("notes, styles, ids and settings of WebVTT are kept, voices are labels, and the file is written as it was")
    func webVTT() throws {
        let read = try TimedFixture([("a.vtt", Self.vtt)]).read("webvtt")
        #expect(read.findings.filter { $0.severity > .note }.isEmpty)
        #expect(read.items[0].answers == ["transcripts": .parts([TimedFixture.part("s1", 1.5, 3, "Ada", text: "Good & early"), TimedFixture.part("s2", 3600, 3601.25, text: "<i>two</i>\nlines")])])
        let written = try TimedFixture.write("webvtt", read.items, read.questions).folder.text("out/a.vtt")
        #expect(written == Self.vtt.replacing("00:01.500", with: "00:00:01.500"))
    }

    @Test("times of subtitles", arguments: [
        ("00:01.500", 1.5), ("01:02:03.004", 3723.004), ("00:00:01,500", 1.5), ("100:00:00.000", 360_000), ("00:61.000", nil), ("0.5", nil), ("00:-1.0", nil), ("00:01.", nil), ("::", nil),
        ("99999999999999999999:00:00", nil), ("00:01.5", 1.5), ("1:2:3:4", nil),
    ] as [(String, Double?)])
    func times(_ text: String, _ seconds: Double?) { #expect(ClockText.seconds(text) == seconds) }

    @Test("SubRip is read as it comes: without numbers, with points, with blank lines in texts")
    func subRip() throws {
        let text = "1\r\n00:00:01,500 --> 00:00:03,000 X1:10 X2:20\r\nHello\r\n\r\nthere\r\n\r\n00:00:04.000 --> 00:00:05.000\r\n42\r\n\r\n3\r\n00:00:06,000 --> 00:00:07,000\r\n\r\n"
        let read = try TimedFixture([("a.srt", text)]).read("srt")
        #expect(read.findings.filter { $0.severity > .note }.isEmpty)
        #expect(read.items[0].answers == ["transcripts": .parts([TimedFixture.part("s1", 1.5, 3, text: "Hello\n\nthere"), TimedFixture.part("s2", 4, 5, text: "42"), TimedFixture.part("s3", 6, 7, text: "")])])
        #expect(read.items[0].metadata["srt"]?["parts"]?["s1"]?["settings"] == "X1:10 X2:20")
        let written = try TimedFixture.write("srt", read.items, read.questions)
        #expect(written.folder.text("out/a.srt").hasPrefix("1\n00:00:01,500 --> 00:00:03,000 X1:10 X2:20\nHello\nthere\n\n2\n00:00:04,000"))
        #expect(written.losses.count("srt.text-changed") == 1)
    }

    @Test("who speaks stands in front of the text, and is known again", arguments: ["srt", "audacity", "webvtt"])
    func speakers(_ format: String) throws {
        let parts = [TimedFixture.part("s1", 0, 1, "Ada", text: "hi"), TimedFixture.part("s2", 1, 2, text: "a < b & c"), TimedFixture.part("s3", 2, 3, "A & B", text: "so: what")]
        let questions = [Question(name: "talk", kind: .transcripts)]
        let written = try TimedFixture.write(format, [TimedFixture.item("my call.wav", ["talk": .parts(parts)])], questions)
        #expect(written.losses.losses.isEmpty)
        let make = try #require(FormatCatalog.dataset(named: format)?.makeReader)
        let item = try #require(try make(DatasetInput("\(written.folder.path)/out"), DatasetReadOptions()).next())
        #expect(item.key == "my call.wav")
        #expect(item.answers == ["talk": .parts(parts)])
    }

    @Test("what is no cue is told with its line", arguments: [
        ("webvtt", "a.vtt", "WEBVTT\n\n00:01.000 -> 00:02.000\nx\n", "webvtt.cue.bad", 3), ("webvtt", "a.vtt", "WEBVTT\n\n00:03.000 --> 00:02.000\nx\n", "webvtt.cue.bad", 3),
        ("webvtt", "a.vtt", "1\n00:00:01,000 --> 00:00:02,000\nx\n", "webvtt.no-header", 1), ("srt", "a.srt", "hello\n\n1\n00:00:01,000 --> 00:00:02,000\nx\n", "srt.stray-lines", 1),
        ("srt", "a.srt", "1\n00:00:03,000 --> 00:00:02,000\nx\n", "srt.cue.backwards", 2), ("srt", "a.srt", "1\n00:00:01,000 --> 00:00:02,000\nx", "srt.last-line", 3),
        ("audacity", "a.txt", "0.5\t1.5\tx\n0.5 1.5 x\n", "audacity.line.bad", 2), ("audacity", "a.txt", "0.5\t1.5\tx\n2\t1\ty\n", "audacity.line.bad", 2),
    ])
    func bad(_ format: String, _ name: String, _ text: String, _ code: String, _ line: Int) throws {
        let finding = try #require(try TimedFixture([(name, text)]).read(format).findings.first { $0.severity > .note })
        #expect(finding.code == code)
        #expect(finding.place?.line == line)
    }

    @Test("a label track with a range of frequencies is written as it was")
    func audacity() throws {
        let text = "0.500000\t2.750000\tspkA\n\\\t100.000000\t4000.500000\n3.000000\t3.000000\t\n"
        let read = try TimedFixture([("a.txt", text)]).read("audacity")
        #expect(read.items[0].answers == ["segments": .parts([TimedFixture.part("s1", 0.5, 2.75, "spkA"), TimedFixture.part("s2", 3, 3)])])
        #expect(try TimedFixture.write("audacity", read.items, read.questions).folder.text("out/a.txt") == text)
    }
}
