import Foundation
import Testing
import Records
@testable import Formats

@Suite("YOLO")
struct YOLOTests {
    static func dataset(_ rows: String, data: String = "train: images/train\nval: images/train\nnames: [RBC, WBC]\n") -> TemporaryFolder {
        let folder = TemporaryFolder()
        _ = folder.write(data, "data.yaml")
        _ = folder.write("200x100", "images/train/a.jpg")
        _ = folder.write(rows, "labels/train/a.txt")
        return folder
    }

    @Test("rows become boxes, polygons and joints in pixels", arguments: [
        ("1 0.5 0.5 0.2 0.4", "boxes", Shape.box([80, 30, 120, 70])), ("0 0 0 0.5 0 0.5 1", "polygons", .polygons([PolygonRings(outer: [0, 0, 100, 0, 100, 100])])),
        ("0.0 0.5\t0.5  0.2 0.4 0.93", "boxes", .box([80, 30, 120, 70])),
    ])
    func rows(_ row: String, _ question: String, _ shape: Shape) throws {
        let folder = Self.dataset(row)
        let read = try ImageFixture.read("yolo", folder.path)
        #expect(read.findings.isEmpty, "\(read.findings)")
        #expect(ImageFixture.shapes(read.images)["a.jpg"]?[question]?.map(\.shape) == [shape])
        #expect(read.images[0].split == "train" && read.images[0].picturePath == "images/train/a.jpg")
    }

    @Test("a bad row is a finding with file and line, is kept, and does not stop the others", arguments: [
        ("7 0.5 0.5 0.2 0.4", "yolo.row.unknown-class"), ("-1 0.5 0.5 0.2 0.4", "yolo.row.class"), ("x 0.5 0.5 0.2 0.4", "yolo.row.class"), ("0.5 0.5 0.5 0.2 0.4", "yolo.row.class"),
        ("0 nan 0.5 0.2 0.4", "yolo.row.not-a-number"), ("0 inf 0.5 0.2 0.4", "yolo.row.not-a-number"), ("0 0.5 0.5 0.2", "yolo.row.columns"), ("0", "yolo.row.columns"),
        ("0 0.5 0.5 0 0.4", "yolo.box.no-area"), ("0 0.5 0.5 -0.2 0.4", "yolo.box.no-area"), ("0 0.1 0.1 0.2 0.2 0.3 0.3", "yolo.polygon.no-area"), ("0 1 2 3 4 5 6 7", "yolo.row.columns"),
    ])
    func badRows(_ row: String, _ code: String) throws {
        let folder = Self.dataset("1 0.5 0.5 0.2 0.4\n\n\(row)\n")
        let read = try ImageFixture.read("yolo", folder.path)
        let finding = try #require(read.findings.first { $0.code == code }, "\(read.findings)")
        #expect(finding.place == Place(file: "labels/train/a.txt", line: 3, record: "a.jpg"))
        #expect(ImageFixture.shapes(read.images)["a.jpg"]?["boxes"]?.count == 1)
        #expect(read.images[0].metadata["yolo"]?["left_out"] == .array([.string(row)]))
    }

    @Test("no file, an empty file, no size, rows without a picture")
    func absent() throws {
        let folder = Self.dataset("")
        _ = folder.write("10x10", "images/train/b.jpg")
        _ = folder.write("unreadable", "images/train/c.jpg")
        _ = folder.write("0 0.5 0.5 0.1 0.1", "labels/train/c.txt")
        _ = folder.write("0 0.5 0.5 0.1 0.1", "labels/train/d.txt")
        let read = try ImageFixture.read("yolo", folder.path)
        #expect(read.images.map { $0.answers.isEmpty } == [false, true, true])
        #expect(read.images[2].metadata["yolo"]?["left_out"]?.array?.count == 1)
        #expect(Set(read.findings.map(\.code)) == ["yolo.rows-without-image", "yolo.size.unknown"])
    }

    @Test("data.yaml in the spellings that exist", arguments: [
        "train: images/train\nnames:\n  0: RBC\n  1: 'W: B''C' # white\n", "train: images/train\nnames:\n- RBC\n- \"W: B'C\"\n", "path: ../datasets/x\ntrain: images/train # here\nnc: 2\nnames: ['RBC',\n  \"W: B'C\"]\n",
        "path: /content/data\ntrain: ../train/../images/train\nnames: {0: RBC, 1: \"W: B'C\"}\ndownload: |\n  import os\n  os.system('x')\n", "train:\n  - images/train\nnames: [RBC, \"W: B'C\"]\n",
        "---\ntrain: /data/me/images/train/\nnames: [RBC, \"W: B'C\"]\nroboflow:\n  license: MIT\n  url: http://x\n",
    ])
    func dataFiles(_ data: String) throws {
        let folder = Self.dataset("1 0.5 0.5 0.2 0.4", data: data)
        let reader = try YOLOReader(DatasetInput(folder.path), options: DatasetReadOptions(probe: ImageFixture.probe))
        #expect(reader.labels == ["RBC", "W: B'C"])
        #expect(try reader.next()?.split == "train")
        #expect(reader.takeFindings().isEmpty)
    }

    @Test("data.yaml that is refused", arguments: ["train: &a x\nval: *a\n", "train: x\ntrain: y\n", "names: [a, b\n", "just text\n", " indented: 1\n"])
    func badData(_ data: String) {
        let folder = Self.dataset("", data: data)
        let error = #expect(throws: ImageFormatError.self) { try YOLOReader(DatasetInput(folder.path)) }
        #expect(error?.finding.place?.line != nil)
    }

    @Test("layouts without data.yaml: splits below images, splits above images, pictures beside rows")
    func layouts() throws {
        for (image, labels, split) in [("images/val/x/a.jpg", "labels/val/x/a.txt", "val"), ("test/images/a.jpg", "test/labels/a.txt", "test"), ("obj_train_data/a.jpg", "obj_train_data/a.txt", nil as String?)] {
            let folder = TemporaryFolder()
            _ = folder.write("10x10", image)
            _ = folder.write("0 0.5 0.5 1 1", labels)
            _ = folder.write("cell\n", "obj.names")
            let read = try ImageFixture.read("yolo", folder.path)
            #expect(read.images.map(\.split) == [split])
            #expect(ImageFixture.shapes(read.images).values.first?["boxes"]?.map(\.shape) == [.box([0, 0, 10, 10])])
        }
    }

    @Test("values written stay within 0 and 1; decimals that round are counted")
    func writing() throws {
        let size = PixelSize(width: 30, height: 30)
        let image = LabelledItem(picture: "a.jpg", size: size, answers: ["boxes": .parts([Part(id: "1", labels: ["RBC"], shape: .box([-3, 1, 11, 40])), Part(id: "2", labels: ["WBC"], shape: .box([40, 40, 50, 50]))])])
        let written = try ImageFixture.write("yolo", [image], DatasetLayout(questions: [ImageFixture.boxes], decimals: 6), withPictures: false)
        #expect(written.folder.text("out/labels/all/a.txt") == "0 0.183333 0.516667 0.366667 0.966667\n")
        #expect(written.losses.report.losses.map(\.code) == ["yolo.coordinate-rounded", "yolo.cut-at-border", "yolo.shape-left-out"])
        #expect(written.folder.text("out/data.yaml").hasPrefix("path: .\ntrain: images/all\nval: images/all\nnc: 4\nnames:\n  0: \"RBC\"\n"))
    }

    @Test("a mask becomes polygons with the same area, its hole bridged")
    func masks() throws {
        // A ring of 4 x 4 pixels around a hole of 2 x 2.
        let mask = Mask(size: [4, 4], runs: [0, 5, 2, 2, 2, 5], at: [3, 2])
        let image = LabelledItem(picture: "a.jpg", size: PixelSize(width: 16, height: 8), answers: ["masks": .parts([Part(id: "1", labels: ["RBC"], shape: .mask(mask))])])
        let written = try ImageFixture.write("yolo-segment", [image], DatasetLayout(questions: [ImageFixture.masks]))
        #expect(written.losses.report.losses.map(\.code) == ["yolo.holes-bridged", "yolo.mask-as-polygon"])
        let read = try ImageFixture.read("yolo-segment", written.path)
        guard case .polygons(let polygons)? = ImageFixture.shapes(read.images)["a.jpg"]?["polygons"]?.first?.shape else { Issue.record("no polygon"); return }
        #expect(ShapeBounds.area(polygons[0].outer) == 12)
    }
}

@Suite("YOLO's other rows and layouts")
struct YOLOVariantTests {
    static let size = PixelSize(width: 200, height: 100)

    static func write(_ format: String, _ answers: [String: Answer], _ kinds: [QuestionKind]) throws -> ImageFixture.Written {
        let questions = kinds.map { Question(name: $0.rawValue, kind: $0, labels: [LabelDefinition(name: "mug")]) }
        let item = LabelledItem(picture: "a.jpg", size: size, split: "train", answers: answers)
        return try ImageFixture.write(format, [item], DatasetLayout(questions: questions))
    }

    @Test("a rotated box is four corners, clockwise from its own top left, and comes back")
    func corners() throws {
        let shape = Shape.rotated([100, 50, 40, 20, 90])
        let written = try Self.write("yolo-obb", ["rotated-boxes": .parts([Part(id: "p", labels: ["mug"], shape: shape)])], [.rotatedBoxes])
        #expect(written.folder.text("out/labels/train/a.txt") == "0 0.55 0.3 0.55 0.7 0.45 0.7 0.45 0.3\n")
        let read = try ImageFixture.read("yolo-obb", written.path)
        #expect(ImageFixture.shapes(read.images)["a.jpg"]?["rotated-boxes"]?.map(\.shape) == [shape])
        #expect(FormatCatalog.candidates(for: try DatasetInput(written.path)).first?.format.card.name == "yolo-obb")
    }

    @Test("joints stand behind their box; a box without joints gets joints that are not labelled")
    func pose() throws {
        let joints = Shape.joints([[50, 40, 2], [70, 50, 2], [0, 0, 0]])
        let boxes = [Part(id: "a", labels: ["mug"], shape: .box([40, 30, 80, 60])), Part(id: "b", labels: ["mug"], shape: .box([0, 0, 20, 10]))]
        let written = try Self.write("yolo-pose", ["boxes": .parts(boxes), "skeletons": .parts([Part(id: "a.joints", labels: ["mug"], shape: joints)])], [.boxes, .skeletons])
        #expect(written.folder.text("out/labels/train/a.txt") == "0 0.3 0.45 0.2 0.3 0.25 0.4 2 0.35 0.5 2 0 0 0\n0 0.05 0.05 0.1 0.1 0 0 0 0 0 0 0 0 0\n")
        #expect(written.folder.text("out/data.yaml").contains("kpt_shape: [3, 3]\nflip_idx: [0,1,2]\n"))
        let read = try ImageFixture.read("yolo-pose", written.path)
        #expect(ImageFixture.shapes(read.images)["a.jpg"]?["skeletons"]?.first?.shape == joints)
        #expect(FormatCatalog.candidates(for: try DatasetInput(written.path)).first?.format.card.name == "yolo-pose")
        #expect(written.losses.report.losses.map(\.code).contains("yolo.box-without-joints"))
    }

    @Test("rows of all files tell oriented boxes from polygons", arguments: [("0 0.1 0.1 0.9 0.1 0.5 0.9\n", "yolo-segment"), ("0 0.1 0.2 0.9 0.2 0.9 0.8 0.1 0.8\n", "yolo-obb")])
    func corners(_ row: String, _ name: String) throws {
        let folder = TemporaryFolder()
        _ = folder.write("train: images/train\ntest: images/test\nnames: [mug]\n", "data.yaml")
        _ = folder.write("0 0.1 0.2 0.9 0.2 0.9 0.8 0.1 0.8\n", "labels/test/a.txt")
        _ = folder.write(row, "labels/train/b.txt")
        #expect(FormatCatalog.candidates(for: try DatasetInput(folder.path)).map(\.format.card.name) == [name])
    }

    @Test("darknet's rows lie beside the pictures, and its lists name them")
    func darknet() throws {
        let written = try Self.write("yolo-darknet", ["boxes": .parts([Part(id: "p", labels: ["mug"], shape: .box([80, 30, 120, 70]))])], [.boxes])
        #expect(written.folder.files == ["out/obj.data", "out/obj.names", "out/obj_train_data/a.jpg", "out/obj_train_data/a.txt", "out/train.txt"])
        #expect(written.folder.text("out/obj_train_data/a.txt") == "0 0.5 0.5 0.2 0.4\n")
        #expect(written.folder.text("out/train.txt") == "data/obj_train_data/a.jpg\n")
        let read = try ImageFixture.read("yolo-darknet", written.path)
        #expect(read.findings.isEmpty, "\(read.findings)")
        #expect(ImageFixture.shapes(read.images)["a.jpg"]?["boxes"]?.map(\.labels) == [["mug"]])
        #expect(read.images.map(\.split) == ["train"])
        #expect(FormatCatalog.candidates(for: try DatasetInput(written.path)).first?.format.card.name == "yolo-darknet")
    }

    @Test("a quote in data.yaml that is not closed is refused with its line", arguments: [
        ("names:\n  0: \"mug\"\n  1: \"Löffel", 4), ("names:\n  - 'mug\n", 3), ("path: \"x\nnames: [a]\n", 2), ("\"names: [a]\n", 2), ("names: [\"a, b]\n", 2), ("names: '\n", 2), ("names:\n  \"0: a\n  1: b\n", 3),
    ])
    func openQuote(_ text: String, _ line: Int) throws {
        let folder = TemporaryFolder()
        _ = folder.write("train: images/train\n" + text, "data.yaml")
        _ = folder.write("60x40", "images/train/a.jpg")
        let error = #expect(throws: ImageFormatError.self) { try ImageFixture.read("yolo", folder.path) }
        #expect(error?.finding.place?.line == line, "\(error?.finding.message ?? "")")
    }

    @Test("quotes within names, and in what is passed over, are no quotes that open", arguments: [
        ("names: [it, \"a\\\"b\"]\n", ["it", "a\"b"]), ("names:\n  - dog's\n  - 'it''s'\n", ["dog's", "it's"]), ("download: |\n  print(\"x\n  'y\nnames: [a]\n", ["a"]), ("download: \"x\nnames: [a]\n", ["a"]),
        ("roboflow:\n  licence: 'x\nnames: [a]\n", ["a"]), ("about: |\n  \"text\nnames: [a]\n", ["a"]),
    ])
    func otherQuotes(_ text: String, _ names: [String]) throws {
        #expect(try YOLOData(text, file: "data.yaml").names == names)
    }
}
