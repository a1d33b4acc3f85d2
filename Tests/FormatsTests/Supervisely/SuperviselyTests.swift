import Testing
import Records
@testable import Formats

@Suite("Supervisely")
struct SuperviselyTests {
    private static func file(_ objects: String, tags: String = "") -> String { #"{"description":"","size":{"height":100,"width":200},"tags":[\#(tags)],"objects":[\#(objects)]}"# }

    private static func object(_ type: String, _ members: String, tags: String = "") -> String {
        #"{"classTitle":"mug","geometryType":"\#(type)","tags":[\#(tags)],\#(members)}"#
    }

    @Test("whole numbers name pixels: the last one of a box belongs to it, corners are middles of pixels", arguments: [
        ("rectangle", #""points":{"exterior":[[40,30],[79,59]],"interior":[]}"#, "boxes", Shape.box([40, 30, 80, 60])),
        ("line", #""points":{"exterior":[[1,2],[3,4]],"interior":[]}"#, "polylines", .line([1.5, 2.5, 3.5, 4.5])),
        ("point", #""points":{"exterior":[[1,2]],"interior":[]}"#, "points", .point([1.5, 2.5])),
        ("polygon", #""points":{"exterior":[[0,0],[9,0],[9,9],[0,9]],"interior":[[[2,2],[4,2],[4,4]]]}"#, "polygons",
         .polygons([PolygonRings(outer: [0.5, 0.5, 9.5, 0.5, 9.5, 9.5, 0.5, 9.5], holes: [[2.5, 2.5, 4.5, 2.5, 4.5, 4.5]])])),
    ] as [(String, String, String, Shape)])
    func pixels(_ type: String, _ members: String, _ question: String, _ expected: Shape) throws {
        let read = try Readout("supervisely", ["p/ds/ann/k1.jpg.json": Self.file(Self.object(type, members))])
        #expect(read.shapes(question) == [expected])
        #expect(read.items.map(\.key) == ["k1.jpg"])
        #expect(read.items.first?.size == PixelSize(width: 200, height: 100))
        #expect(read.findings.isEmpty)
    }

    @Test("a file with decimals comes from the labelling tool, whose numbers are edges")
    func edges() throws {
        let objects = [Self.object("rectangle", #""points":{"exterior":[[40,30],[80,60]],"interior":[]}"#), Self.object("point", #""points":{"exterior":[[1.25,2]],"interior":[]}"#)]
        let read = try Readout("supervisely", ["ds/ann/k1.jpg.json": Self.file(objects.joined(separator: ","))])
        #expect(read.shapes("boxes") == [.box([40, 30, 80, 60])])
        #expect(read.shapes("points") == [.point([1.25, 2])])
    }

    @Test("a bitmap is base64 of zlib of a PNG at its origin: a ring of eight pixels")
    func bitmap() throws {
        let data = "eJzrDPBz5+WS4mJgYOD19HAJAtLMIMwIInOeqf8BUmwBPiGuQPr///9Lb86/C2QxlgT5BTM4PLuRBuTwebo4hlTMSa44sKHhISMDuxpTYrr03F6gDIOnq5/LOqeEJgDM5ht6"
        let read = try Readout("supervisely", ["ds/ann/k1.jpg.json": Self.file(Self.object("bitmap", #""bitmap":{"data":"\#(data)","origin":[10,20]}"#))])
        #expect(read.shapes("masks") == [.mask(Mask(size: [3, 3], runs: [0, 4, 1, 4], at: [10, 20]))])
    }

    @Test("tags of objects are attributes, plain tags of the picture choices, others questions of their own")
    func tags() throws {
        let meta = #"{"classes":[{"title":"cup","shape":"rectangle"},{"title":"mug","shape":"rectangle"}],"tags":[{"name":"weather","value_type":"oneof_string"},{"name":"note","value_type":"any_string"},{"name":"count","value_type":"any_number"}]}"#
        let object = Self.object("rectangle", #""points":{"exterior":[[0,0],[9,9]],"interior":[]}"#, tags: #"{"name":"cut","value":null},{"name":"colour","value":"red"}"#)
        let text = Self.file(object, tags: #"{"name":"good","value":null},{"name":"weather","value":"rain"},{"name":"note","value":"hm"},{"name":"count","value":3}"#)
        let read = try Readout("supervisely", ["meta.json": meta, "train/ann/k1.jpg.json": text])
        #expect(read.items.first?.split == "train")
        #expect(read.parts("boxes").first?.attributes == ["cut": true, "colour": "red"])
        #expect(read.items.first?.answers["choices"] == .choices(["good"]))
        #expect(read.items.first?.answers["weather"] == .choice("rain"))
        #expect(read.items.first?.answers["note"] == .text("hm"))
        #expect(read.items.first?.answers["count"] == .number(3))
        #expect(read.questions.first { $0.name == "boxes" }?.labelNames == ["cup", "mug"])
    }

    @Test("figures of a video are tracks by their object, with an end where they are missing")
    func video() throws {
        func frame(_ index: Int) -> String { #"{"index":\#(index),"figures":[{"key":"f\#(index)","objectKey":"o","geometryType":"rectangle","geometry":{"points":{"exterior":[[\#(index),0],[9,9]],"interior":[]}}}]}"# }
        let text = #"{"size":{"height":48,"width":64},"description":"","key":"v","tags":[],"objects":[{"key":"o","classTitle":"mug","tags":[]}],"framesCount":10,"frames":[\#(frame(1)),\#(frame(2)),\#(frame(5))]}"#
        let read = try Readout("supervisely", ["ds/ann/v.mp4.json": text])
        let track = TrackFrame.init(frame:shape:isKey:isOutside:)
        #expect(read.shapes("tracks") == [.track([
            track(1, .box([1, 0, 10, 10]), true, false), track(2, .box([2, 0, 10, 10]), true, false), track(3, .box([2, 0, 10, 10]), true, true),
            track(5, .box([5, 0, 10, 10]), true, false), track(6, .box([5, 0, 10, 10]), true, true),
        ])])
        #expect(read.items.first?.media == .video)
    }

    @Test("cuboids of a point cloud, and geometries that are not understood")
    func cloud() throws {
        let text = #"{"description":"","key":"c","tags":[],"objects":[{"key":"o","classTitle":"car","tags":[]}],"figures":[{"key":"f","objectKey":"o","geometryType":"cuboid_3d","geometry":{"position":{"x":1,"y":2,"z":3},"rotation":{"x":0,"y":0,"z":0},"dimensions":{"x":4,"y":5,"z":6}}}]}"#
        let read = try Readout("supervisely", ["ds/ann/c.pcd.json": text, "ds/ann/k.jpg.json": Self.file(Self.object("cuboid", #""points":[[1,2]]"#))])
        #expect(read.shapes("cuboids-3d") == [.cuboid3D(centre: [1, 2, 3], size: [4, 5, 6], quaternion: [1, 0, 0, 0])])
        #expect(read.codes(.error) == ["supervisely.geometry.unknown"])
    }
}
