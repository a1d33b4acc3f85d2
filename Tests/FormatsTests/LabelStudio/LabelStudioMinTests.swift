import Testing
import Records
@testable import Formats

/// The flat export: rows become items again, and rows.
@Suite("Label Studio JSON_MIN")
struct LabelStudioMinTests {
    private static let rows = #"""
        [{"image":"/data/upload/3/k1.jpg","source":"shelf","id":7,"box":[{"x":20,"y":30,"width":20,"height":30,"rotation":0,"rectanglelabels":["mug"],"original_width":200,"original_height":100}],"focus":"soft","annotator":5,"annotation_id":1,"created_at":"2026-01-02T03:04:05Z","updated_at":"2026-01-02T03:05:05Z","lead_time":8.65},
        {"image":"/data/upload/3/k1.jpg","source":"shelf","id":7,"focus":"sharp","annotator":6,"annotation_id":2,"created_at":null,"updated_at":null,"lead_time":null}]
        """#

    private func read(_ config: String?) throws -> (items: [LabelledItem], findings: [Finding], reader: LabelStudioMinReader) {
        let folder = TemporaryFolder()
        _ = folder.write(Self.rows, "min.json")
        if let config { _ = folder.write(config, "config.xml") }
        let reader = try LabelStudioMinReader(opening: DatasetInput(folder.path), options: DatasetReadOptions(needsFiles: false))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        withExtendedLifetime(folder) {}
        return (items, reader.takeFindings(), reader)
    }

    @Test("rows of one task are its annotations, with and without the configuration", arguments: [LabelStudioTests.config, nil])
    func rows(config: String?) throws {
        let read = try self.read(config)
        #expect(read.items.map(\.key) == ["7"])
        let item = try #require(read.items.first)
        #expect(item.fields == ["source": "shelf"] && item.size == PixelSize(width: 200, height: 100))
        #expect(item.annotations.map(\.author) == ["5", "6"])
        #expect(item.annotations[0].answers["focus"] == .choice("soft") && item.annotations[1].answers["focus"] == .choice("sharp"))
        #expect(item.annotations[0].answers["box"] == .parts([Part(id: "r1", labels: ["mug"], shape: .box([40, 30, 80, 60]), origin: .imported)]))
        #expect(item.annotations[1].answers["box"] == nil)
    }

    @Test("rows are written as they were read")
    func rewritten() throws {
        let read = try self.read(LabelStudioTests.config)
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let writer = try LabelStudioMinWriter(folder, layout: DatasetLayout(questions: read.reader.questions, header: read.reader.header))
        for item in read.items { _ = try writer.write(item) }
        try writer.finish()
        try folder.finish()
        #expect(try JSONParser.parse(outer.text("out/annotations.json")).text(sorted: true) == JSONParser.parse(Self.rows).text(sorted: true))
    }
}
