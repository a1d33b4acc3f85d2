import Testing
import Records
@testable import Formats

@Suite("TextGrid")
struct TextGridTests {
    static let long = #"""
        File type = "ooTextFile"
        Object class = "TextGrid"

        xmin = 0 
        xmax = 2.75 
        tiers? <exists> 
        size = 2 
        item []: 
            item [1]:
                class = "IntervalTier" 
                name = "talk" 
                xmin = 0 
                xmax = 2.75 
                intervals: size = 2 
                intervals [1]:
                    xmin = 0 
                    xmax = 0.5 
                    text = "" 
                intervals [2]:
                    xmin = 0.5 
                    xmax = 2.75 
                    text = "say ""hi""" 
            item [2]:
                class = "TextTier" 
                name = "clicks" 
                xmin = 0 
                xmax = 2.75 
                points: size = 1 
                points [1]:
                    number = 1.25 
                    mark = "tick" 

        """#
    static let short = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n2.75\n<exists>\n2\n\"IntervalTier\"\n\"talk\"\n0\n2.75\n2\n0\n0.5\n\"\"\n0.5\n2.75\n\"say \"\"hi\"\"\"\n\"TextTier\"\n\"clicks\"\n0\n2.75\n1\n1.25\n\"tick\"\n"

    static func wide(_ text: String, isBig: Bool) -> [UInt8] {
        (isBig ? [0xFE, 0xFF] : [0xFF, 0xFE]) + text.utf16.flatMap { isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
    }

    @Test("long and short, UTF-8 and UTF-16 of either order say the same", arguments: [
        Array(long.utf8), Array(short.utf8), [0xEF, 0xBB, 0xBF] + Array(long.utf8), wide(long, isBig: true), wide(short, isBig: false), Array(long.replacing("\n", with: "\r\n").utf8),
    ])
    func forms(_ bytes: [UInt8]) throws {
        let read = try TimedFixture(bytes: bytes, "a.TextGrid").read("textgrid")
        #expect(read.findings.filter { $0.severity > .note }.isEmpty)
        let item = try #require(read.items.first)
        #expect(item.key == "a")
        #expect(item.answers == ["talk": .parts([TimedFixture.part("s1", 0.5, 2.75, text: "say \"hi\"")]), "clicks": .parts([TimedFixture.part("s2", 1.25, 1.25, "tick")])])
        #expect(item.files["audio"]?.duration == 2.75)
        #expect(read.questions.map(\.name) == ["talk", "clicks"])
        #expect(read.questions.map(\.kind) == [.transcripts, .segments])
    }

    @Test("a tier goes to the question of its name, else to the first of its kind, else nowhere, which is told", arguments: [
        ([Question(name: "talk", kind: .segments)], ["talk": 2]), ([Question(name: "words", kind: .transcripts)], ["words": 2]),
        ([Question(name: "words", kind: .transcripts), Question(name: "noise", kind: .segments)], ["words": 1, "noise": 1]), ([Question(name: "boxes", kind: .boxes)], [:]),
    ] as [([Question], [String: Int])])
    func homes(_ questions: [Question], _ counts: [String: Int]) throws {
        let read = try TimedFixture([("a.TextGrid", Self.long)]).read("textgrid", questions)
        #expect(try #require(read.items.first).answers.mapValues { if case .parts(let parts) = $0 { parts.count } else { 0 } } == counts)
        #expect(read.findings.count { $0.code == "textgrid.layer.not-wanted" } == (counts.isEmpty ? 2 : 0))
    }

    @Test("the recording of the same name beside it is the item's, and names it; a folder may be a split")
    func recordings() throws {
        let fixture = TimedFixture([("train/a.TextGrid", Self.short), ("train/a.wav", ""), ("b.wav.TextGrid", Self.short), ("b.wav", ""), ("v.mp4", ""), ("v.TextGrid", Self.short)])
        let items = try fixture.read("textgrid").items
        #expect(items.map(\.key) == ["b.wav", "a.wav", "v.mp4"])
        #expect(items.map(\.split) == [nil, "train", nil])
        #expect(items.map { $0.files["audio"]?.path ?? $0.files["video"]?.path } == ["b.wav", "train/a.wav", "v.mp4"])
        #expect(items.map(\.media) == [.audio, .audio, .video])
    }

    @Test("interval tiers are filled from first to last second; what overlaps, speaks or has no length gets a tier of its own")
    func writing() throws {
        let parts = [
            TimedFixture.part("1", 0.5, 2, "Ada", text: "one"), TimedFixture.part("2", 1, 3, "Ada", text: "two"), TimedFixture.part("3", 2, 2.5, "Bo", text: "three"),
            TimedFixture.part("4", 3, 3, text: "click"), TimedFixture.part("5", 3.5, 4, text: ""),
        ]
        let questions = [Question(name: "talk", kind: .transcripts)]
        let written = try TimedFixture.write("textgrid", [TimedFixture.item("a", ["talk": .parts(parts)])], questions)
        let text = written.folder.text("out/a.TextGrid")
        #expect(text.split(separator: "\n").filter { $0.contains("name =") }.map { $0.split(separator: "\"")[1] } == ["talk", "talk@Ada", "talk@Ada (2)", "talk@Bo"])
        #expect(text.contains("intervals: size = 3 \n        intervals [1]:\n            xmin = 0 \n            xmax = 0.5 \n            text = \"\" "))
        #expect(text.contains("class = \"TextTier\" \n        name = \"talk\" "))
        #expect(written.losses.count("textgrid.empty-text-left-out") == 1)
        let make = try #require(TextGrid.format.makeReader)
        let item = try #require(try make(DatasetInput("\(written.folder.path)/out"), DatasetReadOptions()).next())
        #expect(item.answers["talk"] == .parts([
            TimedFixture.part("s1", 0.5, 2, "Ada", text: "one"), TimedFixture.part("s2", 1, 3, "Ada", text: "two"), TimedFixture.part("s3", 2, 2.5, "Bo", text: "three"), TimedFixture.part("s4", 3, 3, text: "click"),
        ]))
    }

    @Test("a broken file is a finding with its line, and the others are read", arguments: [
        (String(long.prefix(400)), 1), (long.replacing("intervals: size = 2", with: "intervals: size = 2000000000"), 24), (long.replacing("\"TextTier\"", with: "\"Sound\""), 24),
        (long.replacing("<exists>", with: "maybe"), 7), (long.replacing("\"tick\"", with: "\"tick"), 31), ("", 1), (long.replacing("size = 2 \nitem", with: "size = -2 \nitem"), 7),
    ])
    func broken(_ text: String, _ line: Int) throws {
        let read = try TimedFixture([("a.TextGrid", text), ("b.TextGrid", Self.long)]).read("textgrid")
        #expect(read.items.map(\.key) == ["b"])
        let finding = try #require(read.findings.first)
        #expect(finding.code == "textgrid.broken")
        #expect(finding.place?.file == "a.TextGrid")
        if text.count > 401 { #expect(finding.place?.line == line, "\(finding.message)") }
    }
}
