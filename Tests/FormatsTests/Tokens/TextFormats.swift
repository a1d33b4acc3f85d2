import Testing
import Records
@testable import Formats

/// Reads text written here and writes items, for tests of formats of texts.
enum TextFormats {
    static func read(_ format: DatasetFormat, _ files: [String: String], _ options: DatasetReadOptions = DatasetReadOptions()) throws -> (items: [LabelledItem], findings: [Finding], questions: [Question], header: JSONObject) {
        let folder = TemporaryFolder()
        for (name, text) in files { _ = folder.write(text, name) }
        return try read(format, folder.path, options)
    }

    static func read(_ format: DatasetFormat, _ path: String, _ options: DatasetReadOptions = DatasetReadOptions()) throws -> (items: [LabelledItem], findings: [Finding], questions: [Question], header: JSONObject) {
        let make = try #require(format.makeReader)
        let reader = try make(DatasetInput(path), options)
        let questions = reader.questions
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), questions, reader.header)
    }

    static func write(_ format: DatasetFormat, _ items: [LabelledItem], _ questions: [Question], header: JSONObject = [:]) throws -> (folder: TemporaryFolder, losses: [String]) {
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let make = try #require(format.makeWriter)
        let writer = try make(folder, DatasetLayout(questions: questions, header: header))
        for item in items { try writer.write(item) }
        try writer.finish()
        try folder.finish()
        return (outer, writer.losses.report.losses.map(\.code))
    }

    /// Each span as its label and the text it covers.
    static func spans(_ item: LabelledItem, _ question: String = "spans") -> [String] {
        guard case .parts(let parts)? = item.answers[question] else { return [] }
        let scalars = Array((item.text ?? "").unicodeScalars)
        return parts.map { part in
            guard case .ranges(let ranges) = part.shape else { return "" }
            return part.labels.joined(separator: "+") + ":" + ranges.map { String(String.UnicodeScalarView(scalars[$0[0]..<$0[1]])) }.joined(separator: "|")
        }
    }
}

/// Formats that stand on tokens are under laws of their own: what they write they read back and write again with the same bytes.
@Suite("Token format laws")
struct TokenFormatLawTests {
    static let names = ["conll", "bio", "bilou", "conllu", "docbin"]
    static let questions = [Question(name: "spans", kind: .spans, labels: [LabelDefinition(name: "PER"), LabelDefinition(name: "LOC")])]

    /// Spans on token borders of texts with single spaces; and some texts that are not like that.
    static func items(hard: Bool) -> [LabelledItem] {
        let texts = ["Ada met Bo", "👩‍🚀 e\u{301}t 📦 New York", "x"] + (hard ? ["a  b\r\nc, (d)", "Ada's", " lead"] : [])
        let spans: [[[Int]]] = [[[0, 3], [8, 10]], [[10, 18]], []] + (hard ? [[[0, 4]], [[0, 2]], [[1, 5], [3, 5]]] : [])
        return zip(texts, spans).enumerated().map { number, pair in
            var item = LabelledItem(key: "t\(number)", fields: ["text": .string(pair.0)], split: ["train", "test", nil][number % 3])
            item.answers["spans"] = .parts(pair.1.enumerated().map { Part(id: "s\($0 + 1)", labels: [$0 == 0 ? "PER" : "LOC"], shape: .ranges([$1]), origin: .imported) })
            return item
        }
    }

    @Test("what sits on tokens is read back as it was", arguments: names)
    func identity(_ name: String) throws {
        let format = try #require(FormatCatalog.dataset(named: name))
        let items = Self.items(hard: false)
        let written = try TextFormats.write(format, items, Self.questions)
        let read = try TextFormats.read(format, "\(written.folder.path)/out")
        #expect(read.findings.filter { $0.severity > .note }.isEmpty)
        for item in items {
            let back = try #require(read.items.first { $0.text == item.text })
            #expect(back.split == item.split)
            #expect(back.answers["spans"] == item.answers["spans"])
            if name == "conllu" || name == "docbin" { #expect(back.key == item.key) }
        }
    }

    @Test("what was read and is written again is the same bytes, hard texts too; every loss is one of the card", arguments: names)
    func stable(_ name: String) throws {
        let format = try #require(FormatCatalog.dataset(named: name))
        let first = try TextFormats.write(format, Self.items(hard: true), Self.questions)
        #expect(first.losses.allSatisfy(format.card.loses.contains), "\(first.losses)")
        let read = try TextFormats.read(format, "\(first.folder.path)/out")
        let second = try TextFormats.write(format, read.items, read.questions, header: read.header)
        #expect(first.folder.files == second.folder.files && !first.folder.files.isEmpty)
        for file in first.folder.files { #expect(first.folder.bytes(file) == second.folder.bytes(file), "\(file)\n\(first.folder.text(file))\n---\n\(second.folder.text(file))") }
    }

    @Test("own files are recognised, and nobody else is as sure", arguments: names)
    func recognition(_ name: String) throws {
        let format = try #require(FormatCatalog.dataset(named: name))
        let items = [LabelledItem(key: "a", fields: ["text": "New York City met Ada"])].map { item in
            var item = item
            item.answers["spans"] = .parts([Part(id: "s1", labels: ["LOC"], shape: .ranges([[0, 13]]))])
            return item
        }
        let written = try TextFormats.write(format, items, Self.questions)
        let found = FormatCatalog.candidates(for: try DatasetInput("\(written.folder.path)/out")).map { "\($0.format.card.name) \($0.recognition.confidence)" }
        #expect(found.first?.hasPrefix("\(name) ") == true && found.count == 1, "\(found)")
    }

    @Test("cut and changed files are told or read, and never crash", arguments: names)
    func hostile(_ name: String) throws {
        let format = try #require(FormatCatalog.dataset(named: name))
        let written = try TextFormats.write(format, Self.items(hard: true), Self.questions)
        var random = Seeded(3)
        for file in written.folder.files {
            let whole = try #require(written.folder.bytes(file))
            for length in stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
                _ = written.folder.write(Array(whole[..<length]), file)
                let read = try TextFormats.read(format, "\(written.folder.path)/out")
                if name == "docbin" { #expect(read.findings.contains { $0.code == "docbin.broken" && $0.place?.file != nil }) }
            }
            for _ in 0..<60 {
                var bytes = whole
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                _ = written.folder.write(bytes, file)
                _ = try TextFormats.read(format, "\(written.folder.path)/out")
            }
            _ = written.folder.write(whole, file)
        }
    }
}
