import Foundation
import Testing
import Records
@testable import Formats

@Suite("COCO")
struct COCOTests {
    static func file(images: String = "{\"id\":1,\"file_name\":\"a.jpg\",\"width\":100,\"height\":50}", annotations: String, categories: String = "{\"id\":7,\"name\":\"RBC\"}", rest: String = "") -> String {
        "{\"info\":{\"year\":2026},\n\"images\":[\(images)],\n\"annotations\":[\n\(annotations)],\n\"categories\":[\(categories)]\(rest)}"
    }

    static func read(_ text: String, _ options: DatasetReadOptions = DatasetReadOptions(needsFiles: false)) throws -> (images: [LabelledItem], findings: [Finding], header: JSONObject) {
        let folder = TemporaryFolder()
        return try ImageFixture.read("coco", folder.write(text, "annotations/instances_val2017.json"), options)
    }

    @Test("boxes, polygons and runs of either spelling become the most exact shape that is wanted", arguments: [
        ("\"bbox\":[10,5.5,20,4]", "boxes", Shape.box([10, 5.5, 30, 9.5])),
        ("\"bbox\":[1,1,2,2],\"segmentation\":[[1,1,5,1,5,5],[8,8,9,8,9,9]]", "polygons", .polygons([PolygonRings(outer: [1, 1, 5, 1, 5, 5]), PolygonRings(outer: [8, 8, 9, 8, 9, 9])])),
        ("\"segmentation\":[1,1,5,1,5,5]", "polygons", .polygons([PolygonRings(outer: [1, 1, 5, 1, 5, 5])])),
        ("\"bbox\":[0,0,1,2],\"segmentation\":{\"size\":[50,100],\"counts\":[0,2,4998]},\"iscrowd\":1", "masks", .mask(Mask(size: [50, 100], runs: [0, 2, 4998]))),
        ("\"segmentation\":{\"size\":[50,100],\"counts\":\"02f[n4\"}", "masks", .mask(Mask(size: [50, 100], runs: COCORuns.decode("02f[n4") ?? []))),
    ])
    func shapes(_ annotation: String, _ question: String, _ shape: Shape) throws {
        let text = annotation.replacingOccurrences(of: "02f[n4", with: COCORuns.encode([0, 2, 4998]))
        let wanted: Shape = if case .mask(let mask) = shape { .mask(Mask(size: mask.size, runs: [0, 2, 4998])) } else { shape }
        let read = try Self.read(Self.file(annotations: "{\"id\":3,\"image_id\":1,\"category_id\":7,\(text)}"))
        #expect(read.findings.isEmpty, "\(read.findings)")
        #expect(read.images[0].answers == [question: .parts([Part(id: "a3", labels: ["RBC"], shape: wanted, origin: .imported)])])
        #expect(read.images[0].split == "val2017")
        let boxesOnly = try Self.read(Self.file(annotations: "{\"id\":3,\"image_id\":1,\"category_id\":7,\(text)}"), DatasetReadOptions(questions: QuestionNames([ImageFixture.boxes, ImageFixture.skeletons]), needsFiles: false))
        #expect(boxesOnly.images[0].answers["boxes"] != nil)
    }

    @Test("a bad annotation is a finding with line and element, is kept, and does not stop the others", arguments: [
        ("\"category_id\":7,\"bbox\":[1,1,-2,3]", "coco.box.negative-size"), ("\"category_id\":7,\"bbox\":[1,1,0,3]", "coco.box.no-area"),
        ("\"category_id\":7,\"bbox\":[1,1,\"x\",3]", "coco.box.not-numbers"), ("\"category_id\":7,\"bbox\":[1,1,3]", "coco.box.not-numbers"), ("\"category_id\":7,\"bbox\":[1,1,1e999,3]", "coco.box.not-numbers"),
        ("\"category_id\":8,\"bbox\":[1,1,2,3]", "coco.annotation.unknown-category"), ("\"bbox\":[1,1,2,3]", "coco.annotation.no-category"),
        ("\"category_id\":7", "coco.annotation.no-shape"), ("\"category_id\":7,\"segmentation\":[[1,1,2]]", "coco.polygon.bad-ring"), ("\"category_id\":7,\"segmentation\":[[1,1,2,2,3,3]]", "coco.polygon.no-area"),
        ("\"category_id\":7,\"segmentation\":{\"size\":[50,100],\"counts\":[1,2]}", "coco.mask.bad-runs"), ("\"category_id\":7,\"segmentation\":{\"size\":[50,100],\"counts\":\"P\"}", "coco.mask.bad-runs"),
        ("\"category_id\":7,\"segmentation\":{\"size\":[5,5],\"counts\":[25]}", "coco.mask.other-size"), ("\"category_id\":7,\"segmentation\":{\"counts\":[25]}", "coco.mask.no-size"),
        ("\"category_id\":7,\"segmentation\":{\"size\":[50,100],\"counts\":[5000]}", "coco.mask.empty"), ("\"category_id\":7,\"segmentation\":{\"size\":[50,100],\"counts\":[9223372036854775807,-1,2]}", "coco.mask.bad-runs"),
    ])
    func badAnnotations(_ members: String, _ code: String) throws {
        let read = try Self.read(Self.file(annotations: "{\"id\":3,\"image_id\":1,\(members)},\n{\"id\":4,\"image_id\":1,\"category_id\":7,\"bbox\":[1,2,3,4]}"))
        let finding = try #require(read.findings.first { $0.code == code }, "\(read.findings)")
        #expect(finding.place?.line == 4 && finding.place?.record == "annotations[0]" && finding.place?.file != nil)
        #expect(ImageFixture.shapes(read.images)["a.jpg"]?["boxes"]?.count == 1)
        #expect(read.images[0].metadata["coco"]?["left_out"]?.array?.count == 1)
    }

    @Test("elements that cannot be placed are told", arguments: [
        ("{\"id\":3,\"image_id\":9,\"category_id\":7,\"bbox\":[1,1,2,2]}", "coco.annotation.unknown-image"), ("{\"id\":3,\"category_id\":7,\"bbox\":[1,1,2,2]}", "coco.annotation.no-image-id"),
        ("17", "coco.element.not-an-object"), ("{\"id\":3,\"image_id\":1,\"category_id\":7,\"bbox\":[NaN,1,2,2]}", "coco.element.not-json"),
        ("{\"id\":3,\"image_id\":1,\"category_id\":7,\"bbox\":[1,1,2,2],\"bbox\":[2,2,3,3]}", "coco.element.not-json"),
        ("{\"id\":3,\"image_id\":1,\"category_id\":7,\"bbox\":[1,1,2,2]},{\"id\":3,\"image_id\":1,\"category_id\":7,\"bbox\":[1,1,2,2]}", "coco.annotation.id-twice"),
        ("{\"id\":3,\"image_id\":1,\"category_id\":7,\"bbox\":[90,1,40,2]}", "coco.shape.outside"),
    ])
    func misplaced(_ annotations: String, _ code: String) throws {
        let read = try Self.read(Self.file(annotations: annotations))
        #expect(read.findings.contains { $0.code == code && $0.place?.record != nil }, "\(read.findings)")
        #expect(read.images.count == 1)
    }

    @Test("images and categories that come twice, have no name or lead elsewhere", arguments: [
        ("{\"id\":1,\"file_name\":\"a.jpg\",\"width\":9,\"height\":9},{\"id\":2,\"file_name\":\"a.jpg\",\"width\":9,\"height\":9}", 2, "coco.image.missing"),
        ("{\"id\":1,\"file_name\":\"a.jpg\",\"width\":9,\"height\":9},{\"id\":1,\"file_name\":\"b.jpg\",\"width\":9,\"height\":9}", 2, "coco.image.id-twice"),
        ("{\"id\":1,\"width\":9,\"height\":9}", 0, "coco.image.no-name"), ("{\"id\":1,\"file_name\":\"../../../../etc/passwd\",\"width\":9,\"height\":9}", 1, "coco.image.missing"),
        ("{\"id\":1,\"file_name\":\"a.jpg\",\"width\":-9,\"height\":9}", 1, "coco.size.missing"),
    ])
    func images(_ images: String, _ count: Int, _ code: String) throws {
        let read = try Self.read(Self.file(images: images, annotations: ""), DatasetReadOptions())
        #expect(read.findings.contains { $0.code == code }, "\(read.findings)")
        #expect(read.images.count == count)
        #expect(read.images.allSatisfy { $0.picturePath == nil })
    }

    @Test("files that are no COCO, or end too early, are refused with their place", arguments: ["", "[]", "{}", "{\"a\":1}", "{\"images\":[{\"id\":1}", "{\"images\":[}", "{\"images\":[],\"images\":[]}", "{\"images\":[]} x", "{\"images\":{}}"])
    func refused(_ text: String) {
        let error = #expect(throws: ImageFormatError.self) { try Self.read(text) }
        #expect(error?.finding.place?.file == "instances_val2017.json")
    }

    @Test("lists in any order, annotations in any order, text ids, compressed files")
    func order() throws {
        let text = "{\"annotations\":[{\"image_id\":\"b\",\"id\":1,\"category_id\":\"c\",\"bbox\":[1,1,2,2]},{\"image_id\":\"a\",\"id\":2,\"category_id\":\"c\",\"bbox\":[1,1,3,3]},{\"image_id\":\"b\",\"id\":5,\"category_id\":\"c\",\"bbox\":[1,1,4,4]}],\"categories\":[{\"id\":\"c\",\"name\":\"x\"}],\"images\":[{\"id\":\"a\",\"file_name\":\"a\",\"width\":9,\"height\":9},{\"id\":\"b\",\"file_name\":\"b\",\"width\":9,\"height\":9}]}"
        let folder = TemporaryFolder()
        let sink = ByteSink(memory: "x", compression: .gzip)
        try sink.write(text)
        try sink.finish()
        let read = try ImageFixture.read("coco", folder.write(sink.contents, "all.json.gz"), DatasetReadOptions(needsFiles: false))
        #expect(read.images.map(\.key) == ["a", "b"])
        #expect(ImageFixture.shapes(read.images)["b"]?["boxes"]?.map(\.shape) == [.box([1, 1, 3, 3]), .box([1, 1, 5, 5])])
        #expect(read.findings.isEmpty)
    }

    @Test("unknown keys, licences, category extras, areas of their own, crowd and keypoints come back")
    func extras() throws {
        let text = Self.file(
            images: "{\"id\":1,\"file_name\":\"a.jpg\",\"width\":100,\"height\":50,\"license\":3,\"coco_url\":\"http://x\"}",
            annotations: "{\"id\":3,\"image_id\":1,\"category_id\":7,\"bbox\":[1,1,4,4],\"area\":12.5,\"segmentation\":[[1,1,5,1,5,5]],\"iscrowd\":0,\"note\":{\"a\":[1]},\"keypoints\":[1,2,2,0,0,0],\"num_keypoints\":1,\"attributes\":{\"age\":3}},{\"id\":4,\"image_id\":1,\"category_id\":7,\"bbox\":[0,0,1,2],\"area\":2,\"segmentation\":{\"size\":[50,100],\"counts\":[0,2,4998]},\"iscrowd\":1}",
            categories: "{\"id\":7,\"name\":\"RBC\",\"supercategory\":\"cell\",\"keypoints\":[\"l\",\"r\"],\"skeleton\":[[1,2]]}", rest: ",\"licenses\":[{\"id\":3}],\"more\":true")
        let first = try Self.read(text)
        #expect(first.findings.isEmpty)
        let questions = [ImageFixture.boxes, ImageFixture.polygons, ImageFixture.masks, ImageFixture.skeletons]
        let layout = DatasetLayout(questions: questions, onLoss: .adapt, header: first.header)
        let written = try ImageFixture.write("coco", first.images, layout, withPictures: false)
        let json = try JSONParser.parse(written.folder.text("out/annotations/instances_val2017.json"))
        #expect(json["categories"]?[0] == (try JSONParser.parse("{\"id\":7,\"name\":\"RBC\",\"supercategory\":\"cell\",\"keypoints\":[\"l\",\"r\"],\"skeleton\":[[1,2]]}")))
        #expect(json["licenses"] == [["id": 3]] && json["more"] == true && json["info"]?["year"] == 2026)
        #expect(json["images"]?[0]?["coco_url"] == "http://x")
        #expect(json["annotations"]?.array?.count == 2)
        #expect(json["annotations"]?[0]?["area"] == 12.5 && json["annotations"]?[0]?["note"] == ["a": [1]] && json["annotations"]?[0]?["num_keypoints"] == 1)
        #expect(json["annotations"]?[1]?["iscrowd"] == 1)
        let second = try ImageFixture.read("coco", written.path, DatasetReadOptions(needsFiles: false))
        #expect(ImageFixture.shapes(second.images) == ImageFixture.shapes(first.images))
    }

    @Test("a box that is no more than the extent of the keypoints is no answer of its own", arguments: [
        ("[1,2,29.5,48]", true, ["skeletons"]), ("[1,2,29.5,48]", false, ["boxes"]), ("[0,2,30.5,48]", true, ["boxes", "skeletons"]),
    ])
    func extent(_ box: String, _ wantsSkeletons: Bool, _ questions: [String]) throws {
        let text = Self.file(annotations: "{\"id\":3,\"image_id\":1,\"category_id\":7,\"bbox\":\(box),\"area\":1416,\"segmentation\":[],\"iscrowd\":0,\"keypoints\":[1,50,2,30.5,2,1,0,0,0],\"num_keypoints\":2}")
        let asked = wantsSkeletons ? [ImageFixture.boxes, ImageFixture.skeletons] : [ImageFixture.boxes]
        let read = try Self.read(text, DatasetReadOptions(questions: QuestionNames(asked), needsFiles: false))
        #expect(read.images[0].answers.keys.sorted() == questions)
        #expect(box != "[1,2,29.5,48]" || read.images[0].metadata.isEmpty)
    }

    @Test("skeletons alone come back alone, and as the same file", arguments: [[[10.0, 20, 2], [30.5, 25.25, 1], [0, 0, 0]], [[10, 20, 2], [10, 30, 2], [0, 0, 0]]])
    func skeletons(_ joints: [[Double]]) throws {
        let part = Part(id: "a1", labels: ["RBC"], shape: .joints(joints), origin: .imported)
        let item = LabelledItem(picture: "a.jpg", size: PixelSize(width: 100, height: 50), answers: ["skeletons": .parts([part])])
        let written = try ImageFixture.write("coco", [item], DatasetLayout(questions: [ImageFixture.skeletons]), withPictures: false)
        let read = try ImageFixture.read("coco", written.path, DatasetReadOptions(needsFiles: false))
        #expect(read.findings.isEmpty && read.images.map(\.answers) == [item.answers] && read.images[0].metadata.isEmpty, "\(read.images)")
        let again = try ImageFixture.write("coco", read.images, DatasetLayout(questions: [ImageFixture.skeletons], header: read.header), withPictures: false)
        #expect(again.folder.text("out/annotations/instances_all.json") == written.folder.text("out/annotations/instances_all.json"))
    }

    @Test("ids of images come back, whole numbers and texts; those that count from 1 need no keeping", arguments: [["397133", "37777"], ["1", "2"], ["0", "1"], ["2", "1"], ["\"b\"", "\"a\""]])
    func imageIDs(_ ids: [String]) throws {
        let images = ids.enumerated().map { "{\"id\":\($1),\"file_name\":\"p\($0).jpg\",\"width\":100,\"height\":50}" }.joined(separator: ",")
        let annotations = ids.enumerated().map { "{\"id\":\($0 + 1),\"image_id\":\($1),\"category_id\":7,\"bbox\":[1,1,2,2]}" }.joined(separator: ",")
        let read = try Self.read(Self.file(images: images, annotations: annotations))
        #expect(read.images.allSatisfy { $0.metadata.isEmpty } == (ids == ["1", "2"]))
        let written = try ImageFixture.write("coco", read.images, DatasetLayout(questions: [ImageFixture.boxes], onLoss: .refuse, header: read.header), withPictures: false)
        let json = try JSONParser.parse(written.folder.text("out/annotations/instances_val2017.json"))
        #expect(json["images"]?.array?.compactMap { $0["id"]?.text() } == ids)
        #expect(json["annotations"]?.array?.compactMap { $0["image_id"]?.text() } == ids)
    }

    @Test("an id that another picture of the file has is changed, and counted; in another file it stays")
    func takenIDs() throws {
        let items = [("a", "train"), ("b", "train"), ("c", "val")].map { name, split in
            LabelledItem(picture: "\(name).jpg", size: PixelSize(width: 9, height: 9), split: split, answers: ["boxes": .parts([])], metadata: ["coco": ["image": ["id": 7]]])
        }
        let written = try ImageFixture.write("coco", items, DatasetLayout(questions: [ImageFixture.boxes]), withPictures: false)
        #expect(written.losses.report.losses.map(\.code) == ["coco.image-id-changed"] && written.losses.report.losses.map(\.count) == [1])
        #expect(try ["train", "val"].map { try JSONParser.parse(written.folder.text("out/annotations/instances_\($0).json"))["images"]?.array?.compactMap { $0["id"]?.int } } == [[7, 1], [7]])
    }

    @Test("holes go as a mask of the right area, and are counted")
    func holes() throws {
        let part = Part(id: "p", labels: ["RBC"], shape: .polygons([PolygonRings(outer: [5, 5, 25, 5, 25, 25, 5, 25], holes: [[10, 10, 20, 10, 20, 20, 10, 20]])]))
        let image = LabelledItem(picture: "a.jpg", size: PixelSize(width: 60, height: 40), answers: ["polygons": .parts([part])])
        let written = try ImageFixture.write("coco", [image], DatasetLayout(questions: [ImageFixture.polygons]), withPictures: false)
        #expect(written.losses.report.losses.map(\.code) == ["coco.holes-as-mask"])
        let json = try JSONParser.parse(written.folder.text("out/annotations/instances_all.json"))
        #expect(json["annotations"]?[0]?["area"] == 300)
    }

    @Test("a box written as x, y, width, height adds up to the same box, bit for bit, or is counted as rounded", arguments: 1...20)
    func exactSizes(_ seed: Int) {
        var random = Seeded(UInt64(seed))
        for _ in 0..<500 {
            let start = Double.random(in: 0...1000, using: &random), end = start + Double.random(in: 0...1000, using: &random)
            let extent = COCOShape.extent(start, end)
            #expect(!extent.isExact || start + extent.size == end)
        }
    }
}
