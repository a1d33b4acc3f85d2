import Foundation
import Testing
import Records
@testable import Formats

@Suite("Pascal VOC")
struct VOCTests {
    static func annotation(_ objects: String, size: String = "<size><width>100</width><height>50</height><depth>3</depth></size>") -> String {
        "<annotation verified=\"yes\"><folder>f</folder><filename>a.jpg</filename><source><database>d</database></source>\(size)<segmented>0</segmented>\(objects)</annotation>"
    }

    static func object(_ x0: String, _ y0: String, _ x1: String, _ y1: String, name: String = "<name>RBC</name>", rest: String = "") -> String {
        "<object>\(name)\(rest)<bndbox><xmin>\(x0)</xmin><ymin>\(y0)</ymin><xmax>\(x1)</xmax><ymax>\(y1)</ymax></bndbox></object>"
    }

    static func read(_ xml: String, _ options: DatasetReadOptions = DatasetReadOptions(needsFiles: false)) throws -> (images: [LabelledItem], findings: [Finding], header: JSONObject) {
        let folder = TemporaryFolder()
        _ = folder.write(xml, "Annotations/a.xml")
        return try ImageFixture.read("voc", folder.path, options)
    }

    @Test("boxes as they stand, with all decimals; base 1 takes one from the minima")
    func bases() throws {
        let xml = Self.annotation(Self.object("1", " 2.25 ", "100", "5e1"))
        #expect(try Self.read(xml).images[0].answers["boxes"] == .parts([Part(id: "o1", labels: ["RBC"], shape: .box([1, 2.25, 100, 50]), origin: .imported)]))
        #expect(try Self.read(xml, DatasetReadOptions(vocBase: .one, needsFiles: false)).images[0].answers["boxes"] == .parts([Part(id: "o1", labels: ["RBC"], shape: .box([0, 1.25, 100, 50]), origin: .imported)]))
    }

    @Test("whether the base can be told is said", arguments: [
        ("1", "100", VOCBase.zero, "voc.base.unknown"), ("0", "100", .zero, ""), ("1", "100.5", .zero, ""), ("0", "100", .one, "voc.base.not-one"), ("1", "100", .one, ""),
    ])
    func baseNote(_ minimum: String, _ maximum: String, _ base: VOCBase, _ code: String) throws {
        let found = try Self.read(Self.annotation(Self.object(minimum, minimum, maximum, "20")), DatasetReadOptions(vocBase: base, needsFiles: false)).findings
        #expect(found.map(\.code).filter { $0.hasPrefix("voc.base") } == (code.isEmpty ? [] : [code]))
    }

    @Test("a bad object is a finding with file, line and name, stays in the metadata, and does not stop the others", arguments: [
        (object("5", "5", "5", "9"), "voc.box.no-area"), (object("9", "5", "5", "9"), "voc.box.no-area"), (object("nan", "5", "5", "9"), "voc.box.not-a-number"),
        (object("inf", "5", "5", "9"), "voc.box.not-a-number"), (object("", "5", "5", "9"), "voc.box.not-a-number"), (object("1,5", "5", "5", "9"), "voc.box.not-a-number"),
        (object("1", "5", "5", "9", name: ""), "voc.object.no-name"), (object("1", "5", "5", "9", name: "<name> </name>"), "voc.object.no-name"),
        ("<object><name>RBC</name></object>", "voc.object.no-box"), ("<object><name>RBC</name><bndbox/></object>", "voc.box.not-a-number"),
    ])
    func badObjects(_ object: String, _ code: String) throws {
        let read = try Self.read(Self.annotation("\n\(object)\n" + Self.object("0", "1", "2", "3")))
        let finding = try #require(read.findings.first)
        #expect(finding.code == code)
        #expect(finding.place == Place(file: "Annotations/a.xml", line: 2, record: "o1"))
        #expect(read.images[0].answers["boxes"] == .parts([Part(id: "o2", labels: ["RBC"], shape: .box([0, 1, 2, 3]), origin: .imported)]))
        #expect(read.images[0].metadata["voc"]?["left_out"]?.array?.count == 1)
    }

    @Test("a box beyond the picture is kept and told")
    func outside() throws {
        let read = try Self.read(Self.annotation(Self.object("0", "1", "140", "30")))
        #expect(read.findings.map(\.code) == ["voc.box.outside"])
        #expect(ImageFixture.shapes(read.images)["a.jpg"]?["boxes"]?.count == 1)
    }

    @Test("sizes that are missing or none are looked up, and told when nobody knows", arguments: ["", "<size><width>0</width><height>0</height></size>"])
    func sizes(_ size: String) throws {
        #expect(try Self.read(Self.annotation("", size: size)).findings.map(\.code) == ["voc.size.missing"])
        let folder = TemporaryFolder()
        _ = folder.write(Self.annotation("", size: size), "Annotations/a.xml")
        _ = folder.write("30x20", "JPEGImages/a.jpg")
        let read = try ImageFixture.read("voc", folder.path)
        #expect(read.images[0].size == PixelSize(width: 30, height: 20))
        #expect(read.images[0].picturePath == "JPEGImages/a.jpg")
    }

    @Test("unknown elements are kept and written back; those of a question's attributes become attributes")
    func unknown() throws {
        let rest = "<pose>Left</pose><truncated>1</truncated><difficult>0</difficult><colour><r>1</r><r>2</r></colour><attributes><attribute><name>cut</name><value>true</value></attribute><attribute><name>age</name><value>3</value></attribute></attributes>"
        let xml = Self.annotation(Self.object("0", "1", "2", "3", rest: rest) + Self.object("5", "5", "5", "5"))
        let options = DatasetReadOptions(questions: QuestionNames([ImageFixture.boxes]), attributes: ImageFixture.boxes.attributes, needsFiles: false)
        let first = try Self.read(xml, options)
        #expect(ImageFixture.shapes(first.images)["a.jpg"]?["boxes"]?[0].attributes == ["cut": true])
        let layout = DatasetLayout(questions: [ImageFixture.boxes])
        let written = try ImageFixture.write("voc", first.images, layout, withPictures: false)
        let text = written.folder.text("out/Annotations/a.xml")
        for piece in ["verified=\"yes\"", "<database>d</database>", "<pose>Left</pose>", "<truncated>1</truncated>", "<r>2</r>", "<name>age</name>"] { #expect(text.contains(piece), "\(piece)") }
        let second = try ImageFixture.read("voc", written.path, options)
        #expect(second.images[0].answers == first.images[0].answers)
        var kept = first.images[0].metadata["voc"]?.object ?? [:]
        kept["left_out"] = nil
        #expect(second.images[0].metadata["voc"] == .object(kept))
        #expect(written.losses.report.losses.map(\.code) == ["voc.metadata-left-out"])
        #expect(try VOCReader(DatasetInput(written.path)).labels == ImageFixture.labels)
    }

    @Test("entity bombs and other files are findings, and the rest is read")
    func hostile() throws {
        let folder = TemporaryFolder()
        _ = folder.write("<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><annotation>&b;</annotation>", "Annotations/a.xml")
        _ = folder.write("<html/>", "Annotations/b.xml")
        _ = folder.write(Self.annotation("").replacingOccurrences(of: "a.jpg", with: "../../../etc/passwd"), "Annotations/c.xml")
        let read = try ImageFixture.read("voc", folder.path)
        #expect(read.findings.map(\.code) == ["xml.doctype", "voc.not-an-annotation", "voc.image.missing"])
        #expect(read.images.map(\.key) == ["passwd"])
        #expect(read.images[0].picturePath == nil)
    }

    @Test("all of cells-voc: 364 pictures, counts per label and splits as counted from the plain text")
    func cells() throws {
        guard let path = SharedPictures.path("data/cells-voc") else { return }
        let read = try ImageFixture.read("voc", path)
        #expect(read.images.count == 364)
        var counts: [String: Int] = [:]
        for image in read.images { for case .parts(let parts) in image.answers.values { for part in parts { counts[part.labels[0], default: 0] += 1 } } }
        var plain: [String: Int] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: "\(path)/BCCD/Annotations") {
            let text = try String(contentsOfFile: "\(path)/BCCD/Annotations/\(file)", encoding: .utf8)
            for line in text.split(separator: "\n") where line.contains("<name>") {
                plain[line.replacingOccurrences(of: "<name>", with: "").replacingOccurrences(of: "</name>", with: "").trimmingCharacters(in: .whitespaces), default: 0] += 1
            }
        }
        let leftOut = read.images.reduce(0) { $0 + ($1.metadata["voc"]?["left_out"]?.array?.count ?? 0) }
        print("cells-voc: \(counts.sorted { $0.key < $1.key }), \(leftOut) left out, findings \(Dictionary(grouping: read.findings, by: \.code).mapValues(\.count).sorted { $0.key < $1.key })")
        #expect(counts.values.reduce(0, +) + leftOut == plain.values.reduce(0, +))
        #expect(plain == ["Platelets": 361, "RBC": 4155, "WBC": 372])
        #expect(read.images.allSatisfy { $0.picturePath != nil && $0.size == PixelSize(width: 640, height: 480) })
        let splits = Dictionary(grouping: read.images) { $0.split ?? "" }.mapValues(\.count)
        #expect(splits["train"] == 205 && splits["val"] == 87 && splits["test"] == 72)
        // There and back: the same answers, and nothing lost.
        let layout = DatasetLayout(questions: [Question(name: "boxes", kind: .boxes, labels: ["RBC", "WBC", "Platelets"].map { LabelDefinition(name: $0) })])
        let written = try ImageFixture.write("voc", read.images, layout, withPictures: false)
        #expect(ImageFixture.shapes(try ImageFixture.read("voc", written.path).images) == ImageFixture.shapes(read.images))
        #expect(written.losses.report.losses.map(\.code) == ["voc.metadata-left-out"] && written.losses.report.count(.dropped) == leftOut)
        let coco = try ImageFixture.write("coco", read.images, DatasetLayout(questions: layout.questions), withPictures: false)
        #expect(ImageFixture.shapes(try ImageFixture.read("coco", coco.path).images) == ImageFixture.shapes(read.images))
    }
}

/// Public data beside the checkout; absent in a plain clone.
enum SharedPictures {
    static func path(_ name: String) -> String? {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let folder = ProcessInfo.processInfo.environment["WINNOW_SHARED"] ?? root.deletingLastPathComponent().appendingPathComponent("shared").path
        guard FileManager.default.fileExists(atPath: "\(folder)/\(name)") else {
            print("SKIPPED (no ../shared): \(name)")
            return nil
        }
        return "\(folder)/\(name)"
    }
}
