import Testing
import Records
@testable import Formats

@Suite("brat")
struct BratTests {
    static let text = "Ada met Bo\r\nin 📦 New\nYork"
    static let lines = [
        "T1\tPER 0 3\tAda", "T2\tPER 8 10\tBo", "T3\tLOC 17 20;21 25\tNew York", "R1\tMet Arg1:T1 Arg2:T2", "A1\tNegated T1", "A2\tSure T2 high",
        "#1\tAnnotatorNotes T1\tcheck", "T4\tMeet 4 7\tmet", "E1\tMeet:T4 Who:T1 Whom:T2", "A3\tPast E1", "*\tEquiv T1 T2", "N1\tReference T1 Wiki:12\tAda",
    ]

    static func read(_ folder: TemporaryFolder) throws -> (items: [LabelledItem], findings: [Finding], reader: BratReader) {
        let reader = BratReader(try DatasetInput(folder.path), options: DatasetReadOptions())
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), reader)
    }

    @Test("spans in pieces, relations, attributes and notes are read; line breaks and emoji count 1 each")
    func reading() throws {
        let folder = TemporaryFolder()
        _ = folder.write(Self.text, "docs/a.txt")
        _ = folder.write(Self.lines.map { $0 + "\n" }.joined(), "docs/a.ann")
        _ = folder.write("[entities]\nPER\nLOC\n[relations]\nMet Arg1:PER, Arg2:PER\n[attributes]\nNegated Arg:<ENTITY>\nSure Arg:<ENTITY>, Value:low|high\n[events]\nMeet Who:PER\n", "annotation.conf")
        let (items, findings, reader) = try Self.read(folder)
        #expect(findings.isEmpty)
        let item = try #require(items.first)
        #expect(item.key == "docs/a" && item.text == Self.text)
        guard case .parts(let parts)? = item.answers["spans"], case .relations(let relations)? = item.answers["relations"] else { Issue.record("answers"); return }
        let scalars = Array(Self.text.unicodeScalars)
        #expect(parts.map { part in if case .ranges(let ranges) = part.shape { ranges.map { String(String.UnicodeScalarView(scalars[$0[0]..<$0[1]])) } } else { [] } } == [["Ada"], ["Bo"], ["New", "York"], ["met"]])
        #expect(parts[0].attributes == ["Negated": true] && parts[1].attributes == ["Sure": "high"] && parts[0].note == "check")
        #expect(relations == [Relation(from: "T1", to: "T2", labels: ["Met"])])
        #expect(reader.questions.map(\.labelNames) == [["PER", "LOC"], ["Met"]])
        #expect(reader.questions[0].attributes.map(\.options) == [[], ["low", "high"]])
        #expect(item.metadata["brat"]?["lines"]?.array?.count == 4)
    }

    @Test("what is written says the same again, own lines included")
    func writing() throws {
        let folder = TemporaryFolder()
        _ = folder.write(Self.text, "a.txt")
        _ = folder.write(Self.lines.map { $0 + "\n" }.joined(), "a.ann")
        let (items, _, reader) = try Self.read(folder)
        let outer = TemporaryFolder()
        let out = try DatasetFolder("\(outer.path)/out")
        let make = try #require(Brat.format.makeWriter)
        let writer = try make(out, DatasetLayout(questions: reader.questions, header: reader.header))
        for item in items { try writer.write(item) }
        try writer.finish()
        try out.finish()
        #expect(outer.text("out/all/a.txt") == Self.text)
        #expect(Set(outer.text("out/all/a.ann").split(separator: "\n").map(String.init)) == Set(Self.lines))
        #expect(writer.losses.report.isEmpty)
        #expect(outer.text("out/annotation.conf").hasPrefix("# splits: all\n[entities]\nPER\nLOC\nMeet\n\n[relations]\nMet\tArg1:<ENTITY>, Arg2:<ENTITY>\n"))
    }

    @Test("lines of all kinds are written as they are read", arguments: lines + ["M1\tNegation T1", "R2\tMet Arg1:T1 Arg2:T2"])
    func roundTrip(_ line: String) throws { #expect(try #require(BratLine(line)).text == line) }

    @Test("lines that are none, or lie outside the text, are findings with their line", arguments: [
        ("T1\tPER 0 99\tx\n", "brat.span-outside 1"), ("T1\tPER 3 1\tx\n", "brat.line 1"), ("T1 PER 0 3 Ada\n", "brat.line 1"), ("Q1\tx y\n", "brat.line 1"),
        ("T1\tPER 0 3\tAda\nT1\tPER 0 3\tAda\n", "brat.id-twice 2"), ("R1\tMet Arg1:T1\n", "brat.line 1"), ("T1\tPER 0 99999999999999999999\tx\n", "brat.line 1"),
    ])
    func faults(_ annotations: String, _ finding: String) throws {
        let folder = TemporaryFolder()
        _ = folder.write("Ada", "a.txt")
        _ = folder.write(annotations, "a.ann")
        let (items, findings, _) = try Self.read(folder)
        #expect(items.count == 1)
        #expect(findings.map { "\($0.code) \($0.place?.line ?? 0)" } == [finding])
    }
}
