import Foundation
import Testing
import Records
@testable import Formats

@Suite("TFRecord")
struct TFRecordTests {
    // RFC 3720, appendix B.4, and the check value of the catalogue of CRCs.
    @Test("CRC-32C has the published values", arguments: [
        ([UInt8](repeating: 0, count: 32), UInt32(0x8A91_36AA)), ([UInt8](repeating: 255, count: 32), 0x62A8_AB43), (Array(UInt8(0)...31), 0x46DD_794E), (Array("123456789".utf8), 0xE306_9283),
    ] as [([UInt8], UInt32)])
    func checksum(_ bytes: [UInt8], _ expected: UInt32) { #expect(CRC32C.checksum(bytes) == expected) }

    static func example(boxes: [[Float]] = [[0.2, 0.3, 0.4, 0.6]], texts: [String]? = ["mug"], ids: [Int64]? = [1], name: String = "k1.jpg") -> TFExample {
        var example = TFExample()
        example.set("image/filename", texts: [name])
        example["image/width"] = .ints([200])
        example["image/height"] = .ints([100])
        for (place, corner) in TFObjects.corners.enumerated() { example["image/object/bbox/\(corner)"] = .floats(boxes.map { $0[place] }) }
        if let texts { example.set("image/object/class/text", texts: texts) }
        if let ids { example["image/object/class/label"] = .ints(ids) }
        return example
    }

    static func read(_ files: [String: [UInt8]], needsFiles: Bool = true) throws -> (items: [LabelledItem], findings: [Finding], reader: TFRecordReader) {
        let folder = TemporaryFolder()
        for (name, bytes) in files { _ = folder.write(bytes, name) }
        let reader = try TFRecordReader(DatasetInput(folder.path), options: DatasetReadOptions(attributes: [AttributeDefinition(name: "difficult", kind: .boolean)], needsFiles: needsFiles))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), reader)
    }

    static let map = Array("item { id: 1 name: 'mug' } # comment\nitem {\n name: \"table \\\"x\\\"\"\n id: 7\n display_name: 'Table'\n}".utf8)

    @Test("a record has the bytes TensorFlow writes")
    func frame() {
        // Length 3 and `abc`, each with its masked checksum as PyPI `tfrecord` 1.14.6 computes them.
        #expect(TFRecordFrames.frame(Array("abc".utf8)) == [3, 0, 0, 0, 0, 0, 0, 0, 0xB0, 0x99, 0x49, 0x0E] + Array("abc".utf8) + [0x6E, 0x57, 0xF1, 0x21])
    }

    @Test("boxes come in pixels, labels by name, or by number through the label map", arguments: [(["mug"], [Int64(9)], "mug"), (nil, [7], "table \"x\""), (nil, [3], "3")] as [([String]?, [Int64], String)])
    func boxes(_ texts: [String]?, _ ids: [Int64], _ label: String) throws {
        let example = Self.example(texts: texts, ids: ids)
        let read = try Self.read(["train-00000-of-00002.tfrecord": TFRecordFrames.frame(example.encoded), "label_map.pbtxt": Self.map])
        #expect(read.items.count == 1 && read.items[0].key == "k1.jpg" && read.items[0].split == "train" && read.items[0].size == PixelSize(width: 200, height: 100))
        #expect(read.items[0].answers["boxes"] == .parts([Part(id: "b1", labels: [label], shape: .box([40, 30, 80, 60]), origin: .imported)]))
        #expect(read.reader.questions[0].labelNames == ["mug", "table \"x\""])
        #expect(read.findings.map(\.code) == (label == "3" ? ["tfrecord.class.unknown"] : []))
    }

    @Test("no list of borders is no answer, an empty one an empty answer")
    func empty() throws {
        var none = TFExample()
        none.set("image/filename", texts: ["b.jpg"])
        none["image/width"] = .ints([5])
        none["image/height"] = .ints([5])
        let file = TFRecordFrames.frame(Self.example(boxes: [], texts: [], ids: []).encoded) + TFRecordFrames.frame(none.encoded)
        let read = try Self.read(["val.record-00000-of-00001": file])
        #expect(read.items.map(\.answers) == [["boxes": .parts([])], [:]] && read.items.map(\.split) == ["val", "val"] && read.findings.isEmpty)
    }

    @Test("the picture is put where it can be read, and goes with the reader")
    func pictures() throws {
        var example = Self.example()
        example["image/encoded"] = .bytes([[0xFF, 0xD8, 0xFF, 0xE0][...]])
        example.set("image/filename", texts: ["../../etc/k1.jpg"])
        var path = ""
        do {
            let read = try Self.read(["all.tfrecord": TFRecordFrames.frame(example.encoded)])
            path = "\(read.reader.filesFolder)/\(try #require(read.items[0].picturePath))"
            #expect(FileManager.default.contents(atPath: path) == Data([0xFF, 0xD8, 0xFF, 0xE0]) && !path.contains("/../") && read.items[0].split == nil)
            #expect(read.items[0].files["image"]?.type == "image/jpeg")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("what is known of an object beside its box is kept or becomes an attribute")
    func extras() throws {
        var example = Self.example()
        example["image/object/difficult"] = .ints([1])
        example["image/object/is_crowd"] = .ints([0])
        example["image/caption"] = .bytes([Array("a mug".utf8)[...]])
        let item = try Self.read(["a.tfrecord": TFRecordFrames.frame(example.encoded)]).items[0]
        guard case .parts(let parts)? = item.answers["boxes"] else { return #expect(Bool(false)) }
        #expect(parts[0].attributes == ["difficult": true])
        #expect(item.metadata["tfrecord"] == ["parts": ["b1": ["is_crowd": 0]], "features": ["image/caption": ["a mug"]]])
    }

    @Test("damage is told with file and record, and ends only its file", arguments: [
        (3, "tfrecord.checksum"), (9, "tfrecord.checksum"), (30, "tfrecord.checksum"),
    ])
    func damaged(_ place: Int, _ code: String) throws {
        var file = TFRecordFrames.frame(Self.example().encoded)
        file[place] ^= 0x40
        let read = try Self.read(["a.tfrecord": file, "b.tfrecord": TFRecordFrames.frame(Self.example(name: "k2.jpg").encoded)])
        #expect(read.findings.map(\.code) == [code] && read.findings[0].place == Place(file: "a.tfrecord", record: "1"))
        #expect(read.items.map(\.key) == ["k2.jpg"])
    }

    @Test("bad boxes are findings")
    func badBoxes() throws {
        var uneven = Self.example()
        uneven["image/object/bbox/xmax"] = .floats([])
        let flat = Self.example(boxes: [[0.5, 0.5, 0.5, 0.6], [.nan, 0, 1, 1], [0, 0, 0.5, 0.5]], texts: ["a", "b", "c"], name: "f.jpg")
        let read = try Self.read(["a.tfrecord": TFRecordFrames.frame(uneven.encoded) + TFRecordFrames.frame(flat.encoded) + TFRecordFrames.frame([7, 7])])
        #expect(read.findings.map(\.code) == ["tfrecord.lists-differ", "tfrecord.box.no-area", "tfrecord.box.no-area", "tfrecord.not-an-example"])
        #expect(read.items[1].parts(of: read.reader.questions)[0].parts.map(\.labels) == [["c"]])
    }

    @Test("label maps come back, in any order and with either quote")
    func labelMap() throws {
        let map = try #require(TFLabelMap(String(decoding: Self.map, as: UTF8.self)))
        #expect(map.entries == [.init(id: 1, name: "mug"), .init(id: 7, name: "table \"x\"", display: "Table")])
        #expect(TFLabelMap(map.text)?.entries == map.entries)
        #expect(TFLabelMap("item { name: 'x") == nil && TFLabelMap("item { item {") == nil && TFLabelMap("}") == nil)
    }

    @Test("shards and splits are told by their names", arguments: [("train.tfrecord", "train"), ("coco_train.record-00001-of-00100", "coco_train"), ("x/val-00000-of-00001.tfrecord", "val"), ("all.tfrecord.gz", nil)] as [(String, String?)])
    func names(_ path: String, _ split: String?) {
        var listing = FolderListing.of([path])
        listing.folder = "."
        #expect(TFRecord.files(listing).map(\.split) == [split])
    }
}

extension FolderListing {
    /// Files that need not be there.
    static func of(_ paths: [String]) -> FolderListing {
        let folder = TemporaryFolder()
        for path in paths { _ = folder.write("", path) }
        return (try? FolderListing(folder.path)) ?? { preconditionFailure("a fresh folder cannot be listed") }()
    }
}
