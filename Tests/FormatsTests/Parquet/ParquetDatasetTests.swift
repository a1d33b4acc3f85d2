import Foundation
import Testing
import Records
@testable import Formats

@Suite("Parquet datasets")
struct ParquetDatasetTests {
    static func read(_ files: [String: [UInt8]], _ options: DatasetReadOptions = DatasetReadOptions()) throws -> (items: [LabelledItem], findings: [Finding], reader: ParquetDatasetReader) {
        let folder = TemporaryFolder()
        for (name, bytes) in files { _ = folder.write(bytes, name) }
        let reader = try ParquetDatasetReader(DatasetInput(folder.path), options: options)
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), reader)
    }

    static let image = ParquetColumn("image", .group([ParquetColumn("bytes", .bytes), ParquetColumn("path", .text)]))
    static let numbers = ParquetColumn.Shape.list(ParquetColumn("element", .list(ParquetColumn("element", .double))))

    @Test("the hub's columns: pictures, classes, objects, texts")
    func hub() throws {
        let objects = ParquetColumn("objects", .group([ParquetColumn("bbox", Self.numbers), ParquetColumn("category", listOf: .int64), ParquetColumn("area", listOf: .int64)]))
        let columns = [Self.image, ParquetColumn("label", .int64), ParquetColumn("caption", .text), objects]
        let features = """
            {"info":{"features":{"image":{"_type":"Image"},"label":{"names":["cat","dog"],"_type":"ClassLabel"},
            "objects":{"bbox":{"_type":"Sequence"},"category":{"feature":{"names":["mug"],"_type":"ClassLabel"},"_type":"Sequence"}}}}}
            """
        let rows: [[ParquetValue]] = [
            [.group([.bytes([0xFF, 0xD8, 0xFF, 1]), .text("k1.jpg")]), .int(1), .text("two mugs"), .group([.list([.list([.double(40), .double(30), .double(40), .double(30)])]), .list([.int(0)]), .list([.int(1200)])])],
            [.group([.null, .text("k2.jpg")]), .int(-1), .null, .group([.list([]), .list([]), .list([])])],
        ]
        let read = try Self.read(["data/train-00000-of-00001.parquet": ParquetTests.file(columns, rows, metadata: [("huggingface", features)])])
        #expect(read.items.map(\.key) == ["k1.jpg", "k2.jpg"] && read.items.map(\.split) == ["train", "train"] && read.findings.isEmpty)
        #expect(read.items[0].answers == ["label": .choice("dog"), "boxes": .parts([Part(id: "b1", labels: ["mug"], shape: .box([40, 30, 80, 60]), origin: .imported)])])
        #expect(read.items[1].answers == ["boxes": .parts([])] && read.items[0].fields == ["caption": "two mugs"])
        #expect(read.items[0].metadata["parquet"] == ["parts": ["b1": ["area": 1200]]])
        let path = try #require(read.items[0].picturePath)
        #expect(FileManager.default.contents(atPath: "\(read.reader.filesFolder)/\(path)")?.count == 4 && read.items[0].files["image"]?.type == "image/jpeg")
        #expect(read.reader.questions.map(\.name) == ["label", "boxes"] && read.reader.questions[0].labelNames == ["cat", "dog"])
    }

    @Test("columns without a meaning are fields, answers where a project asks by that name")
    func plain() throws {
        let file = try ParquetTests.file([ParquetColumn("text", .text), ParquetColumn("topic", .text), ParquetColumn("raw", .bytes)], [[.text("a"), .text("sport"), .bytes([1])], [.text("b"), .null, .null]])
        let read = try Self.read(["0000.parquet": file], DatasetReadOptions(settings: ["questions": "topic=choice"]))
        #expect(read.items.map(\.answers) == [["topic": .choice("sport")], [:]] && read.items.map(\.fields) == [["text": "a"], ["text": "b"]])
        #expect(read.items.map(\.key) == ["0000-1", "0000-2"] && read.items[0].media == .text)
        #expect(read.findings.map(\.code) == ["parquet.value-left-out"])
    }

    @Test("a text column `label` is a choice")
    func label() throws {
        let read = try Self.read(["train.parquet": ParquetTests.file([ParquetColumn("key", .text), ParquetColumn("label", .text)], [[.text("0"), .text("spam")], [.text("1"), .null]])])
        #expect(read.items.map(\.answers) == [["label": .choice("spam")], [:]] && read.items.map(\.key) == ["0", "1"] && read.findings.isEmpty)
    }

    @Test("tags beside tokens stay a field, by name")
    func tokens() throws {
        let features = "{\"info\":{\"features\":{\"ner_tags\":{\"feature\":{\"names\":[\"O\",\"B-PER\"],\"_type\":\"ClassLabel\"},\"_type\":\"Sequence\"}}}}"
        let file = try ParquetTests.file([ParquetColumn("tokens", listOf: .text), ParquetColumn("ner_tags", listOf: .int64)], [[.list([.text("Ada"), .text("met")]), .list([.int(1), .int(0)])]], metadata: [("huggingface", features)])
        let read = try Self.read(["validation.parquet": file])
        #expect(read.items[0].fields == ["tokens": ["Ada", "met"], "ner_tags": ["B-PER", "O"]] && read.items[0].split == "validation" && read.reader.questions.isEmpty)
    }

    @Test("files of items are within the rows, and fields keep their types")
    func writes() throws {
        final class Bytes: ItemFiles { func bytes(of role: String, in item: LabelledItem) -> [UInt8]? { Array("\(role) of \(item.key)".utf8) } }
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let question = Question(name: "topic", kind: .choice, labels: [LabelDefinition(name: "a")])
        let writer = try ParquetDatasetWriter(folder, layout: DatasetLayout(questions: [question], compression: .zstd, files: Bytes()))
        var items: [LabelledItem] = []
        for number in 0..<250 {
            var item = LabelledItem(picture: "p/\(number).jpg", split: number % 2 == 0 ? "train" : "odd split", answers: ["topic": .choice(number < 200 ? "a" : "new")])
            item.fields = ["n": .int(Int64(number)), "mixed": number == 220 ? "x" : 1.5, "tags": ["u", "v"], "deep": ["k": .int(1)]]
            if number == 230 { item.fields["late"] = true }
            items.append(item)
            #expect(try writer.write(item).isEmpty)
        }
        try writer.finish()
        try folder.finish()
        let file = try ParquetFile(path: "\(outer.path)/out/train.parquet")
        #expect(file.columns.map(\.name) == ["key", "image", "n", "mixed", "tags", "topic", "winnow"] && file.rows == 125)
        let reader = try ParquetDatasetReader(DatasetInput("\(outer.path)/out"), options: DatasetReadOptions())
        #expect(reader.questions[0].labelNames == ["a", "new"])
        var found: [String: LabelledItem] = [:]
        while let item = try reader.next() { found[item.key] = item }
        for item in items {
            let theirs = try #require(found[item.key])
            #expect(theirs.fields == item.fields && theirs.answers == item.answers && theirs.split == item.split)
            #expect(FileManager.default.contents(atPath: "\(reader.filesFolder)/\(theirs.picturePath ?? "")") == Data("image of \(item.key)".utf8))
        }
        #expect(reader.takeFindings().isEmpty)
    }
}
