import Foundation
import Testing
import Records
@testable import Formats

@Suite("labelme")
struct LabelMeTests {
    private static func file(_ shapes: String, _ more: String = "") -> String {
        #"{"version":"5.5.0","flags":{},"shapes":[\#(shapes)],"imagePath":"a.jpg","imageData":null,"imageHeight":100,"imageWidth":200\#(more)}"#
    }

    private static func shape(_ type: String, _ points: String, _ more: String = "") -> String {
        #"{"label":"mug","points":\#(points),"group_id":null,"description":"","shape_type":"\#(type)","flags":{}\#(more)}"#
    }

    @Test("every type of shape is read", arguments: [
        ("polygon", "[[1,2],[11,2],[11,12.5]]", "polygons", Shape.polygons([PolygonRings(outer: [1, 2, 11, 2, 11, 12.5])])),
        ("rectangle", "[[80,60],[40,30]]", "boxes", .box([40, 30, 80, 60])),
        ("oriented_rectangle", "[[10,10],[10,30],[0,30],[0,10]]", "rotated-boxes", .rotated([5, 20, 20, 10, 90])),
        ("circle", "[[50,40],[53,44]]", "ellipses", .ellipse([50, 40, 5, 5, 0])),
        ("line", "[[1,2],[3,4]]", "polylines", .line([1, 2, 3, 4])),
        ("linestrip", "[[1,2],[3,4],[5,6]]", "polylines", .line([1, 2, 3, 4, 5, 6])),
        ("point", "[[7,8.5]]", "points", .point([7, 8.5])),
        ("points", "[[7,8],[9,10]]", "skeletons", .joints([[7, 8, 2], [9, 10, 2]])),
    ] as [(String, String, String, Shape)])
    func types(_ type: String, _ points: String, _ question: String, _ expected: Shape) throws {
        let read = try Readout("labelme", ["a.json": Self.file(Self.shape(type, points))])
        #expect(read.shapes(question) == [expected])
        #expect(read.items.first?.size == PixelSize(width: 200, height: 100))
        #expect(read.findings.isEmpty)
    }

    @Test("a mask is a PNG of what lies between two pixels that belong to it")
    func mask() throws {
        // .##. / .##.  at x 40, y 30: columns of 2 rows; 2 unset, 4 set, 2 unset.
        let mask = Mask(size: [2, 4], runs: [2, 4, 2], at: [40, 30])
        let png = try #require(PNGMask.png(mask))
        let read = try Readout("labelme", ["a.json": Self.file(Self.shape("mask", "[[40,30],[43,31]]", #","mask":"\#(Data(png).base64EncodedString())""#))])
        #expect(read.shapes("masks") == [.mask(mask)])
        let written = try JSONParser.parse(try read.written("labelme", "a.json"))
        #expect(written["shapes"]?[0]?["points"] == [[40, 30], [43, 31]])
    }

    @Test("polygons of one label and one group are the pieces of one part, others keep their group")
    func groups() throws {
        let piece = #"{"label":"mug","points":[[0,0],[5,0],[5,5]],"group_id":3,"shape_type":"polygon","flags":{}}"#
        let other = #"{"label":"mug","points":[[10,0],[15,0],[15,5]],"group_id":3,"shape_type":"polygon","flags":{}}"#
        let alone = #"{"label":"cup","points":[[20,0],[25,0],[25,5]],"group_id":3,"shape_type":"polygon","flags":{}}"#
        let read = try Readout("labelme", ["a.json": Self.file([piece, other, alone].joined(separator: ","))])
        #expect(read.shapes("polygons").count == 2)
        #expect(read.shapes("polygons").first == .polygons([PolygonRings(outer: [0, 0, 5, 0, 5, 5]), PolygonRings(outer: [10, 0, 15, 0, 15, 5])]))
        let shapes = try JSONParser.parse(try read.written("labelme", "a.json"))["shapes"]?.array ?? []
        #expect(shapes.compactMap { $0["group_id"]?.int } == [1, 1, 3])
    }

    @Test("flags of the picture are choices and those of shapes attributes; unknown keys of both come back")
    func flagsAndUnknownKeys() throws {
        let shape = #"{"label":"mug","points":[[0,0],[5,5]],"group_id":null,"shape_type":"rectangle","flags":{"cut":true},"locked":true,"extra":{"a":1},"description":"look"}"#
        let text = Self.file(shape, #","split_by":"me""#).replacing(#""flags":{},"shapes""#, with: #""flags":{"day":true,"rain":false},"shapes""#)
        let read = try Readout("labelme", ["a.json": text])
        #expect(read.items.first?.answers["choices"] == .choices(["day"]))
        #expect(read.parts("boxes").first?.attributes == ["cut": true])
        #expect(read.parts("boxes").first?.note == "look")
        let written = try JSONParser.parse(try read.written("labelme", "a.json"))
        #expect(written["flags"] == ["day": true, "rain": false])
        #expect(written["split_by"] == "me")
        #expect(written["version"] == "5.5.0")
        #expect(written["shapes"]?[0]?["extra"] == ["a": 1])
        #expect(written["shapes"]?[0]?["locked"] == true)
        #expect(written["imageData"] == .null)
    }

    @Test("paths may lead up and have backslashes, and never lead out", arguments: [
        ("ann/a.json", #"..\\images\\x.jpg"#, "images/x.jpg"), ("ann/a.json", "../../../etc/x.jpg", "x.jpg"), ("train/a.json", "a.jpg", "a.jpg"),
    ])
    func paths(_ file: String, _ path: String, _ key: String) throws {
        let read = try Readout("labelme", [file: Self.file("").replacing("a.jpg", with: path)])
        #expect(read.items.map(\.key) == [key])
        #expect(read.items.first?.split == (file.hasPrefix("train") ? "train" : nil))
    }

    @Test("broken shapes are told by number and kept, and the rest is read")
    func bad() throws {
        let shapes = [
            Self.shape("rectangle", "[[1,2]]"), Self.shape("rectangle", "[[1,2],[1,9]]"), Self.shape("polygon", #"[["1",2],[3,4],[5,6]]"#), Self.shape("blob", "[[1,2]]"),
            Self.shape("mask", "[[0,0],[1,1]]", #","mask":"AAAA""#), #"{"points":[[1,2]]}"#, Self.shape("point", "[[1,2]]"),
        ]
        let read = try Readout("labelme", ["a.json": Self.file(shapes.joined(separator: ",")), "b.json": #"{"shapes":1,"imagePath":"b.jpg"}"#, "c.json": #"{"shapes":[],"imagePath":"#])
        #expect(read.codes(.error) == [
            "labelme.shape.bad-points", "labelme.shape.no-area", "labelme.shape.bad-points", "labelme.shape.unknown-type", "labelme.shape.bad-mask", "labelme.shape.no-label",
            "labelme.not-labelme", "json.broken",
        ])
        #expect(read.shapes("points") == [.point([1, 2])])
        #expect(read.items.first?.metadata["labelme"]?["left_out"]?.array?.count == 6)
    }

    @Test("a file without shapes is a picture without objects, under the first question there is")
    func empty() throws {
        let read = try Readout("labelme", ["a.json": Self.file(""), "b.json": Self.file(Self.shape("rectangle", "[[0,0],[1,1]]")).replacing("a.jpg", with: "b.jpg")])
        #expect(read.items.first?.answers["boxes"] == .parts([]))
    }

    /// The rules of labelme's own strict loader, told anew.
    @Test("what is written passes the rules of labelme's loader", arguments: [UInt64(1), 2, 3])
    func strictRules(_ seed: UInt64) throws {
        let law = try FormatLaw("labelme", seed: seed)
        let written = try law.write(.adapt)
        for file in written.folder.files where file.hasSuffix(".json") {
            let value = try JSONParser.parse(written.folder.text(file))
            #expect(value["imageData"] == .null && value["imagePath"]?.string?.contains("\\") == false)
            #expect(value["imageHeight"]?.int != nil && value["imageWidth"]?.int != nil)
            #expect(Self.areFlags(value["flags"]))
            for shape in value["shapes"]?.array ?? [] { Self.check(shape) }
        }
    }

    private static func areFlags(_ value: JSONValue?) -> Bool { value?.object?.members.allSatisfy { $0.value.bool != nil } ?? false }

    private static func check(_ shape: JSONValue) {
        let type = shape["shape_type"]?.string ?? "", points = shape["points"]?.array ?? []
        let counts = ["point": 1, "rectangle": 2, "line": 2, "circle": 2, "mask": 2, "oriented_rectangle": 4]
        let others: Set<String> = ["polygon", "linestrip", "points"]
        #expect(shape["label"]?.string != nil)
        #expect(counts[type] == points.count || (others.contains(type) && !points.isEmpty), "\(type) \(points.count)")
        #expect(points.allSatisfy { $0.array?.count == 2 && $0[0]?.double?.isFinite == true && $0[1]?.double?.isFinite == true })
        #expect(areFlags(shape["flags"]))
        #expect(shape["description"]?.string != nil)
        let group = shape["group_id"]
        #expect(group == .null || group?.int != nil)
        let mask = shape["mask"]
        #expect((type == "mask") == (mask?.string != nil))
    }
}
