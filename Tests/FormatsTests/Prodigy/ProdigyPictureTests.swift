import Foundation
import Media
import Testing
import Records
@testable import Formats

/// Prodigy's lines of pictures, as `image.manual` writes them.
@Suite("Prodigy pictures")
struct ProdigyPictureTests {
    private static let rect = #"{"label":"mug","type":"rect","points":[[40,30],[40,60],[80,60],[80,30]],"x":40,"y":30,"width":40,"height":30,"center":[60,45],"color":"cyan"}"#
    private static let free = #"{"label":"cup","type":"freehand","points":[[0,0],[9,0],[9,9]]}"#

    private static func line(_ spans: [String], image: String = "img/a.jpg", more: String = #","answer":"accept""#) -> String {
        #"{"id":"a","image":"\#(image)","width":200,"height":100,"spans":[\#(spans.joined(separator: ","))],"_input_hash":1,"_task_hash":2\#(more)}"#
    }

    @Test("boxes, polygons and free hand come back with what else a span says", arguments: [
        [rect], [free], [rect, free], [#"{"label":"cup","type":"polygon","points":[[0,0],[9,0],[9,9],[0,9]]}"#],
    ])
    func rewritten(spans: [String]) throws {
        let read = try Readout("prodigy-image", ["a.jsonl": Self.line(spans)])
        #expect(read.findings.isEmpty && read.items.map(\.key) == ["a"], "\(read.findings)")
        let again = try JSONParser.parse(read.written("prodigy-image", "all.jsonl"))
        #expect(again["spans"]?.text(sorted: true) == (try JSONParser.parse("[\(spans.joined(separator: ","))]")).text(sorted: true))
        #expect(again["answer"] == "accept" && again["_task_hash"] == 2 && again["image"] == "img/a.jpg")
    }

    @Test("four upright points without a type are a box, four others a polygon; a rectangle is read from its corners too")
    func types() throws {
        let read = try Readout("prodigy-image", ["a.jsonl": Self.line([#"{"label":"x","points":[[1,1],[1,5],[7,5],[7,1]]}"#, #"{"label":"x","points":[[1,1],[2,5],[7,6],[6,1]]}"#, #"{"label":"x","type":"rect","points":[[9,9],[9,12],[12,12],[12,9]]}"#])])
        #expect(read.shapes("boxes") == [.box([1, 1, 7, 5]), .box([9, 9, 12, 12])])
        #expect(read.shapes("polygons") == [.polygons([PolygonRings(outer: [1, 1, 2, 5, 7, 6, 6, 1])])])
    }

    @Test("a picture within its line is there for whoever reads the item")
    func embedded() throws {
        let png = try PNGSamples(width: 3, height: 2, colour: .rgb, depth: 8, values: [UInt16](repeating: 7, count: 18)).encoded()
        let folder = TemporaryFolder()
        _ = folder.write(Self.line([Self.rect], image: "data:image/png;base64,\(Data(png).base64EncodedString())"), "a.jsonl")
        let make = try #require(FormatCatalog.dataset(named: "prodigy-image")?.makeReader)
        let reader = try make(DatasetInput(folder.path), DatasetReadOptions())
        let item = try #require(try reader.next())
        let path = try #require(item.picturePath)
        #expect(FileManager.default.contents(atPath: "\(reader.filesFolder)/\(path)").map { [UInt8]($0) } == png)
        #expect(item.files["image"]?.type == "image/png" && reader.takeFindings().isEmpty)
        #expect(!JSONValue.object(item.metadata).text().contains("base64"))
    }

    @Test("what was rejected or ignored is no answer, and is written as it was", arguments: ["reject", "ignore"])
    func rejected(answer: String) throws {
        let read = try Readout("prodigy-image", ["a.jsonl": Self.line([Self.rect], more: #","answer":"\#(answer)""#)])
        #expect(read.items[0].answers.isEmpty)
        let again = try JSONParser.parse(read.written("prodigy-image", "all.jsonl"))
        #expect(again["answer"] == .string(answer))
        #expect(try again["spans"] == JSONParser.parse("[\(Self.rect)]"))
    }

    @Test("options of which some are accepted are choices")
    func options() throws {
        let read = try Readout("prodigy-image", ["a.jsonl": #"{"image":"http://h/a.jpg","options":[{"id":"x","text":"X"},{"id":"y","text":"Y"}],"accept":["y"],"answer":"accept"}"#])
        #expect(read.items[0].answers == ["choices": .choices(["y"])] && read.items[0].key == "a.jpg" && read.items[0].files["image"]?.url == "http://h/a.jpg")
        #expect(try JSONParser.parse(read.written("prodigy-image", "all.jsonl"))["options"]?.array?.count == 2)
    }

    @Test("pictures are told from texts")
    func recognition() throws {
        #expect(try Readout.candidates(["a.jsonl": Self.line([Self.rect])]) == ["prodigy-image"])
        #expect(try Readout.candidates(["a.jsonl": #"{"text":"x","spans":[],"answer":"accept","_task_hash":1}"#]).first == "prodigy")
    }
}
