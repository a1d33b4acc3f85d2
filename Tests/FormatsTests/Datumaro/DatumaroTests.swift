import Testing
import Records
@testable import Formats

@Suite("Datumaro")
struct DatumaroTests {
    private static func file(_ annotations: String, _ more: String = "", categories: String = #"{"label":{"labels":[{"name":"mug","parent":""},{"name":"cup","parent":""}]}}"#) -> String {
        #"{"dm_format_version":"1.0","media_type":2,"infos":{"by":"me"},"categories":\#(categories),"items":[{"id":"a","annotations":[\#(annotations)],"image":{"path":"a.jpg","size":[100,200]}\#(more)}]}"#
    }

    private static func annotation(_ type: String, _ members: String) -> String {
        #"{"id":0,"type":"\#(type)","attributes":{},"group":0,"label_id":1,\#(members),"z_order":0}"#
    }

    @Test("every type of shape is read", arguments: [
        ("bbox", #""bbox":[40,30,40,30]"#, "boxes", Shape.box([40, 30, 80, 60])),
        ("polygon", #""points":[1,2,11,2,11,12.5]"#, "polygons", .polygons([PolygonRings(outer: [1, 2, 11, 2, 11, 12.5])])),
        ("polyline", #""points":[1,2,3,4]"#, "polylines", .line([1, 2, 3, 4])),
        ("points", #""points":[1,2],"visibility":[2]"#, "points", .point([1, 2])),
        ("points", #""points":[1,2,3,4],"visibility":[1,0]"#, "skeletons", .joints([[1, 2, 1], [3, 4, 0]])),
        ("ellipse", #""points":[10,20,30,60]"#, "ellipses", .ellipse([20, 40, 10, 20, 0])),
        ("mask", #""rle":{"counts":"92203","size":[4,5]}"#, "masks", .mask(Mask(size: [4, 5], runs: [9, 2, 2, 2, 5]))),
        ("cuboid_3d", #""position":[1,2,3],"rotation":[0,0,0],"scale":[4,5,6]"#, "cuboids-3d", .cuboid3D(centre: [1, 2, 3], size: [4, 5, 6], quaternion: [1, 0, 0, 0])),
        ("cuboid_2d", #""points":[[1,1],[3,0],[7,0],[5,1],[3,4],[7,4],[5,5],[1,5]]"#, "cuboids", .cuboid(front: [1, 1, 5, 1, 5, 5, 1, 5], back: [3, 0, 7, 0, 7, 4, 3, 4])),
    ] as [(String, String, String, Shape)])
    func types(_ type: String, _ members: String, _ question: String, _ expected: Shape) throws {
        let read = try Readout("datumaro", ["annotations/train.json": Self.file(Self.annotation(type, members))])
        #expect(read.shapes(question) == [expected])
        #expect(read.parts(question).first?.labels == ["cup"])
        #expect(read.items.first?.key == "a.jpg")
        #expect(read.items.first?.split == "train")
        #expect(read.items.first?.size == PixelSize(width: 200, height: 100))
        #expect(read.findings.isEmpty)
    }

    @Test("the attribute `rotation` turns a box about its middle, as CVAT writes it, and 0 is an upright one")
    func rotation() throws {
        let turned = #"{"id":0,"type":"bbox","attributes":{"rotation":30.0,"occluded":true},"group":0,"label_id":0,"bbox":[40,30,40,30]}"#
        let upright = #"{"id":0,"type":"bbox","attributes":{"rotation":0.0},"group":0,"label_id":0,"bbox":[40,30,40,30]}"#
        let read = try Readout("datumaro", ["annotations/default.json": Self.file("\(turned),\(upright)")])
        #expect(read.shapes("rotated-boxes") == [.rotated([60, 45, 40, 30, 30])])
        #expect(read.parts("rotated-boxes").first?.attributes == ["occluded": true])
        #expect(read.shapes("boxes") == [.box([40, 30, 80, 60])])
        #expect(read.items.first?.split == nil)
    }

    @Test("labels are choices, captions texts, and polygons of one label and group one part")
    func others() throws {
        let text = [
            #"{"id":0,"type":"label","attributes":{},"group":0,"label_id":1}"#, #"{"id":0,"type":"caption","attributes":{},"group":0,"caption":"a cup"}"#,
            #"{"id":1,"type":"polygon","attributes":{},"group":5,"label_id":0,"points":[0,0,5,0,5,5]}"#, #"{"id":2,"type":"polygon","attributes":{},"group":5,"label_id":0,"points":[9,0,12,0,12,5]}"#,
        ].joined(separator: ",")
        let read = try Readout("datumaro", ["annotations/default.json": Self.file(text)])
        #expect(read.items.first?.answers["choices"] == .choices(["cup"]))
        #expect(read.items.first?.answers["texts"] == .texts(["a cup"]))
        #expect(read.shapes("polygons") == [.polygons([PolygonRings(outer: [0, 0, 5, 0, 5, 5]), PolygonRings(outer: [9, 0, 12, 0, 12, 5])])])
    }

    @Test("categories may stand behind the items; header, ids, z-order, groups and unknown keys come back")
    func comesBack() throws {
        let annotation = #"{"id":7,"type":"bbox","attributes":{"note":"x","list":[1]},"group":4,"object_id":9,"label_id":1,"bbox":[1,2,3,4],"z_order":2,"odd":true}"#
        let whole = Self.file(annotation, #","attr":{"frame":12}"#)
        let value = try JSONParser.parse(whole)
        var object = value.object ?? [:]
        let categories = object["categories"]
        object["categories"] = nil
        object["categories"] = categories
        let read = try Readout("datumaro", ["annotations/train.json": JSONValue.object(object).text()])
        #expect(read.questions.first?.labelNames == ["mug", "cup"])
        let written = try JSONParser.parse(try read.written("datumaro", "annotations/train.json"))
        #expect(written["items"]?[0] == value["items"]?[0])
        #expect(written["infos"] == ["by": "me"])
        #expect(written["categories"]?["label"]?["labels"]?.array?.count == 2)
    }

    @Test("what is bad is told with item and number and kept; a file that breaks off is told")
    func bad() throws {
        let text = [
            Self.annotation("bbox", #""bbox":[1,2,0,4]"#), Self.annotation("mask", #""rle":{"counts":"9220","size":[4,5]}"#), Self.annotation("spline", #""points":[1]"#),
            Self.annotation("polygon", #""points":[1,2,"3",4,5,6]"#), #"{"type":"label","label_id":9}"#, "7", Self.annotation("bbox", #""bbox":[1,2,3,4]"#),
        ].joined(separator: ",")
        let read = try Readout("datumaro", ["annotations/train.json": Self.file(text)])
        #expect(read.codes(.error) == [
            "datumaro.annotation.no-area", "datumaro.annotation.bad-mask", "datumaro.annotation.unknown-type", "datumaro.annotation.bad-points", "datumaro.annotation.no-label", "datumaro.annotation.no-type",
        ])
        #expect(read.shapes("boxes") == [.box([1, 2, 4, 6])])
        let whole = Self.file(Self.annotation("bbox", #""bbox":[1,2,3,4]"#))
        #expect(throws: ImageFormatError.self) { _ = try Readout("datumaro", ["annotations/train.json": String(whole.dropLast(30))]) }
    }

    @Test("turns in space go to angles and back", arguments: 1...20)
    func angles(_ seed: Int) {
        var random = Seeded(UInt64(seed))
        let angles = (0..<3).map { _ in Double.random(in: -1.4...1.4, using: &random) }
        let back = EulerAngles.angles(EulerAngles.quaternion(angles))
        #expect(zip(angles, back).allSatisfy { ($0 - $1).magnitude < 1e-9 }, "\(angles) \(back)")
    }
}
