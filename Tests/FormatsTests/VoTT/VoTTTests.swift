import Testing
import Records
@testable import Formats

@Suite("VoTT")
struct VoTTTests {
    private static func asset(_ id: String, _ name: String, _ regions: String, state: Int = 2, _ more: String = "") -> String {
        #"{"asset":{"format":"jpg","id":"\#(id)","name":"\#(name)","path":"file:/d/\#(name)","size":{"width":200,"height":100},"state":\#(state),"type":1\#(more)},"regions":[\#(regions)],"version":"2.2.0"}"#
    }

    private static let region = #"{"id":"r1","type":"RECTANGLE","tags":["mug"],"boundingBox":{"height":30,"width":40,"left":40,"top":30},"points":[{"x":40,"y":30},{"x":80,"y":30},{"x":80,"y":60},{"x":40,"y":60}]}"#

    private static func project(_ assets: String) -> String { #"{"name":"p","version":"2.2.0","securityToken":"t","tags":[{"name":"mug","color":"green"}],"assets":{\#(assets)}}"# }

    @Test("a project is read asset by asset: the box 40, 30, 80, 60")
    func project() throws {
        let asset = Self.asset("9f1c", "k1.jpg", Self.region)
        let read = try Readout("vott", ["p-export.json": Self.project(#""9f1c":\#(asset)"#)])
        #expect(read.shapes("boxes") == [.box([40, 30, 80, 60])])
        #expect(read.parts("boxes").first?.labels == ["mug"])
        #expect(read.items.first?.size == PixelSize(width: 200, height: 100))
        #expect(read.findings.isEmpty)
    }

    @Test("other shapes, several tags, frames of videos and pictures without objects")
    func others() throws {
        let polygon = #"{"id":"r2","type":"POLYGON","tags":["mug","red"],"boundingBox":{"height":5,"width":5,"left":0,"top":0},"points":[{"x":0,"y":0},{"x":5,"y":0},{"x":5,"y":5}]}"#
        let bad = #"{"id":"r3","type":"POLYGON","tags":[],"points":[{"x":0,"y":0}]}"#
        let frame = Self.asset("a", "clip.mp4#t=12.5", "\(polygon),\(bad)", #","timestamp":12.5,"parent":{"name":"clip.mp4"}"#)
        let seen = Self.asset("b", "seen.jpg", "", state: 1), new = Self.asset("c", "new.jpg", "", state: 0)
        let assets = #""a":\#(frame),"b":\#(seen),"c":\#(new)"#
        let read = try Readout("vott", ["p-export.json": Self.project(assets)])
        #expect(read.shapes("polygons") == [.polygons([PolygonRings(outer: [0, 0, 5, 0, 5, 5])])])
        #expect(read.parts("polygons").first?.labels == ["mug", "red"])
        #expect(read.items.map(\.key) == ["clip.mp4#t=12.5", "seen.jpg", "new.jpg"])
        #expect(read.items.first?.metadata["vott"]?["timestamp"] == 12.5)
        #expect(read.items[1].answers["polygons"] == .parts([]))
        #expect(read.items[2].answers.isEmpty)
        #expect(read.codes(.error) == ["vott.region.bad"])
    }

    @Test("single assets, CSV and version 1 say the same")
    func variants() throws {
        let asset = try Readout("vott", ["9f1c-asset.json": Self.asset("9f1c", "k1.jpg", Self.region)])
        let table = try Readout("vott", ["p-export.csv": "\"image\",\"xmin\",\"ymin\",\"xmax\",\"ymax\",\"label\"\n\"k1.jpg\",40,30,80,60,\"mug\"\n"])
        // Drawn on a canvas half as large as the picture.
        let first = #"{"frames":{"k1.jpg":[{"x1":20,"y1":15,"x2":40,"y2":30,"width":100,"height":50,"id":1,"type":"Rectangle","tags":["mug"]}]},"framerate":"1","inputTags":"mug"}"#
        let old = try Readout("vott", ["k.json": first, "k1.jpg": "200x100"], DatasetReadOptions(probe: ImageFixture.probe))
        for read in [asset, table, old] {
            #expect(read.shapes("boxes") == [.box([40, 30, 80, 60])])
            #expect(read.items.map(\.key) == ["k1.jpg"])
            #expect(read.parts("boxes").first?.labels == ["mug"])
        }
    }

    @Test("a project that breaks off is told with its line")
    func truncated() throws {
        let asset = Self.asset("9f1c", "k1.jpg", Self.region)
        let text = Self.project(#""9f1c":\#(asset)"#)
        #expect(throws: ImageFormatError.self) { _ = try Readout("vott", ["p-export.json": String(text.dropLast(1))]) }
    }
}
