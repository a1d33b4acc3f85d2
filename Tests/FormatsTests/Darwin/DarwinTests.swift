import Testing
import Records
@testable import Formats

@Suite("Darwin")
struct DarwinTests {
    private static func file(_ annotations: String, slot: String = #""type":"image","slot_name":"0","width":200,"height":100"#) -> String {
        #"{"version":"2.0","item":{"name":"k1.jpg","path":"/a","slots":[{\#(slot),"source_files":[{"file_name":"k1.jpg"}]}]},"annotations":[\#(annotations)]}"#
    }

    private static func annotation(_ members: String) -> String { #"{"id":"a1","name":"mug","slot_names":["0"],\#(members)}"# }

    @Test("every geometry is read", arguments: [
        (#""bounding_box":{"x":40,"y":30,"w":40,"h":30}"#, "boxes", Shape.box([40, 30, 80, 60])),
        (#""bounding_box":{"x":0,"y":0,"w":9,"h":9},"ellipse":{"center":{"x":20,"y":10},"radius":{"x":5,"y":4},"angle":0}"#, "ellipses", .ellipse([20, 10, 5, 4, 0])),
        (#""keypoint":{"x":3,"y":4}"#, "points", .point([3, 4])),
        (#""line":{"path":[{"x":1,"y":2},{"x":3,"y":4}]}"#, "polylines", .line([1, 2, 3, 4])),
        (#""skeleton":{"nodes":[{"name":"n","occluded":true,"x":1,"y":2},{"name":"m","occluded":false,"x":3,"y":4}]}"#, "skeletons", .joints([[1, 2, 1], [3, 4, 2]])),
        (#""cuboid":{"front":{"x":1,"y":1,"w":4,"h":4},"back":{"x":3,"y":0,"w":4,"h":4}}"#, "cuboids", .cuboid(front: [1, 1, 5, 5], back: [3, 0, 7, 4])),
    ] as [(String, String, Shape)])
    func geometries(_ members: String, _ question: String, _ expected: Shape) throws {
        let read = try Readout("darwin", ["annotations/k1.json": Self.file(Self.annotation(members))])
        #expect(read.shapes(question) == [expected])
        #expect(read.items.map(\.key) == ["a/k1.jpg"])
        #expect(read.items.first?.size == PixelSize(width: 200, height: 100))
        #expect(read.findings.isEmpty)
    }

    @Test("paths of a polygon are pieces and holes, whatever their order")
    func polygon() throws {
        func path(_ left: Int, _ right: Int) -> String { #"[{"x":\#(left),"y":\#(left)},{"x":\#(right),"y":\#(left)},{"x":\#(right),"y":\#(right)},{"x":\#(left),"y":\#(right)}]"# }
        func ring(_ left: Double, _ right: Double) -> [Double] { [left, left, right, left, right, right, left, right] }
        let read = try Readout("darwin", ["k1.json": Self.file(Self.annotation(#""polygon":{"paths":[\#(path(10, 20)),\#(path(0, 30)),\#(path(14, 16)),\#(path(40, 50))]}"#))])
        #expect(read.shapes("polygons") == [.polygons([
            PolygonRings(outer: ring(0, 30), holes: [ring(10, 20)]), PolygonRings(outer: ring(14, 16)), PolygonRings(outer: ring(40, 50)),
        ])])
    }

    @Test("masks are cut out of the raster layer, whose runs are value and count along the rows")
    func raster() throws {
        // 4 x 2:  0 1 1 2 / 0 0 1 2
        let annotations = [
            #"{"id":"m1","name":"mug","mask":{}}"#, #"{"id":"m2","name":"cup","mask":{}}"#,
            #"{"id":"r","name":"__raster_layer__","raster_layer":{"dense_rle":[0,1,1,2,2,1,0,2,1,1,2,1],"mask_annotation_ids_mapping":{"m1":1,"m2":2},"total_pixels":8}}"#,
        ].joined(separator: ",")
        let read = try Readout("darwin", ["k1.json": Self.file(annotations, slot: #""type":"image","slot_name":"0","width":4,"height":2"#)])
        #expect(read.shapes("masks") == [.mask(Mask(size: [2, 2], runs: [0, 1, 1, 2], at: [1, 0])), .mask(Mask(size: [2, 1], runs: [0, 2], at: [3, 0]))])
    }

    @Test("frames of a video are a track with its keys, gone at the end of its range")
    func video() throws {
        let track = #"{"id":"v","name":"mug","frames":{"10":{"bounding_box":{"x":2,"y":2,"w":4,"h":4},"keyframe":true},"2":{"bounding_box":{"x":0,"y":0,"w":4,"h":4},"keyframe":true}},"interpolated":true,"ranges":[[2,20]]}"#
        let read = try Readout("darwin", ["v.json": Self.file(track, slot: #""type":"video","slot_name":"0","width":64,"height":48,"frame_count":30,"fps":25"#)])
        #expect(read.shapes("tracks") == [.track([
            TrackFrame(frame: 2, shape: .box([0, 0, 4, 4])), TrackFrame(frame: 10, shape: .box([2, 2, 6, 6])), TrackFrame(frame: 20, shape: .box([2, 2, 6, 6]), isOutside: true),
        ])])
        #expect(read.items.first?.files["video"]?.frames == 30)
    }

    @Test("tags are choices, texts notes, attributes and properties attributes; what is not understood is kept")
    func extras() throws {
        let annotations = [
            Self.annotation(#""tag":{}"#), Self.annotation(#""bounding_box":{"x":0,"y":0,"w":4,"h":4},"text":{"text":"hi"},"attributes":["cut"],"properties":[{"frame_index":null,"name":"colour","value":"red"}],"instance_id":{"value":3},"inference":{"confidence":0.5}"#),
            Self.annotation(#""table":{}"#),
        ].joined(separator: ",")
        let read = try Readout("darwin", ["k1.json": Self.file(annotations)])
        #expect(read.items.first?.answers["choices"] == .choices(["mug"]))
        let part = try #require(read.parts("boxes").first)
        #expect(part.note == "hi")
        #expect(part.score == 0.5)
        #expect(part.attributes == ["cut": true, "colour": "red", "instance_id": 3])
        #expect(read.codes(.error) == ["darwin.annotation.unknown"])
    }
}
