import Formats
import Records
import Testing
@testable import Shipping

/// Pictures whose bytes are their keys: what a shipment of pictures is made of.
private enum Gallery {
    static let questions = [
        Question(name: "cells", kind: .boxes, labels: [LabelDefinition(name: "RBC"), LabelDefinition(name: "WBC")]),
        Question(name: "outlines", kind: .polygons, labels: [LabelDefinition(name: "RBC")], isRequired: false),
        Question(name: "focus", kind: .choice, labels: [LabelDefinition(name: "sharp"), LabelDefinition(name: "soft")]),
    ]

    static func facts(_ questions: [Question] = questions) -> ShipmentFacts {
        let definition = TaskDefinition(project: "cells", objective: "Count cells", media: .image, questions: questions)
        return ShipmentFacts(definition: definition, commit: "abc", sources: [Sample.source(1, "photos", "CC0-1.0")])
    }

    static func item(_ key: String, split: String? = "train", orientation: Int = 1, type: String = "image/jpeg", _ answers: [String: Answer]) -> ShippedItem {
        var item = Item(id: ItemID(raw: 1), project: Sample.project, source: SourceID(raw: 1), run: RunID(raw: 1), key: key, media: .image, fields: [:], split: split, state: .ready)
        var blob = BlobReference(sha256: ContentHash.hex(of: Array(key.utf8)), size: Int64(key.utf8.count), type: type)
        (blob.width, blob.height, blob.orientation) = (640, 480, orientation)
        item.blobs = ["image": blob]
        return ShippedItem(item: item, settled: answers.sorted { $0.key < $1.key }.map {
            SettledAnswer(item: item.id, question: $0.key, answer: $0.value, rule: .consensus, reason: "", revisions: [])
        })
    }

    static func boxes(_ boxes: [Double]...) -> Answer {
        .parts(boxes.enumerated().map { Part(id: "p\($0.offset)", labels: [$0.offset % 2 == 0 ? "RBC" : "WBC"], shape: .box($0.element)) })
    }

    static let empty = Answer.parts([])

    /// Whole, fractional and no boxes; three splits.
    static let items = [
        item("a.jpg", ["cells": boxes([10, 20, 110.5, 220], [0, 0, 640, 480]), "outlines": empty, "focus": .choice("sharp")]),
        item("b.png", split: "validation", type: "image/png", ["cells": boxes([1.0 / 3, 2.2, 70.1, 99.9]), "outlines": empty, "focus": .choice("soft")]),
        item("c.jpg", split: "test", ["cells": empty, "outlines": empty, "focus": .choice("soft")]),
    ]

    final class Source: PictureSource {
        private(set) var turned: [String] = []

        func write(_ blob: BlobReference, of key: String, as form: PictureForm, to sink: ByteSink) throws {
            if form != .asStored { turned.append(key) }
            try sink.write(key)
        }
    }

    static func ship(_ options: ShipmentOptions, _ items: [ShippedItem] = items, _ source: Source = Source()) throws -> (folder: TemporaryFolder, report: ShipmentReport) {
        let folder = TemporaryFolder()
        let writer = try ShipmentWriter(to: "\(folder.path)/out", facts: facts(), options: options, pictures: source)
        for item in items { try writer.write(item) }
        return (folder, try writer.finish())
    }

    /// Label and box of every part as a reader of the format gives them, by key.
    static func read(_ format: DatasetFormat, _ path: String) throws -> [String: [String]] {
        let make = try #require(format.makeReader)
        let reader = try make(DatasetInput(path), DatasetReadOptions(questions: QuestionNames(questions), probe: { _ in PixelSize(width: 640, height: 480) }))
        var found: [String: [String]] = [:]
        while let image = try reader.next() { found[image.key] = words(image.answers["cells"]) }
        return found
    }

    static func words(_ answer: Answer?) -> [String] {
        guard case .parts(let parts)? = answer else { return ["none"] }
        return parts.map { part in
            guard case .box(let box) = part.shape else { return "?" }
            return "\(part.labels[0]) " + box.map { "\(($0 * 1000).rounded() / 1000)" }.joined(separator: " ")
        }.sorted()
    }
}

@Suite("Shipments of pictures")
struct PictureShipmentTests {
    /// Those that fit and keep pictures as files beside the answers; what the others hold is proved by the laws of `Formats`.
    static let formats = ["jsonl", "csv", "folders", "voc", "coco", "yolo", "yolo-segment"]

    static func options(_ format: String, _ settings: JSONObject = [:]) throws -> ShipmentOptions {
        try ShipmentOptions(ShipDeclaration(format: format, to: "", settings: settings))
    }

    @Test("every format fits a project of pictures with boxes, outlines and a choice but the one for spans")
    func fitting() throws {
        let pictures = ShipFormatCatalog.fitting(Gallery.facts().definition), texts = ShipFormatCatalog.fitting(Sample.definition())
        for name in ["jsonl", "csv", "folders", "voc", "coco", "yolo", "createml", "labelme", "datumaro"] { #expect(pictures.contains(name), "\(name)") }
        for name in ["conll", "doccano", "brat"] { #expect(!pictures.contains(name) && texts.contains(name), "\(name)") }
        for name in ["coco", "yolo", "voc"] { #expect(!texts.contains(name), "\(name)") }
    }

    @Test("a format that does not fit is refused with those that do")
    func refused() throws {
        let error = #expect(throws: ShipError.self) { try ShipmentWriter(to: "out", facts: Sample.facts(), options: Self.options("coco")) }
        #expect(error?.finding.code == "ship.format-does-not-fit")
        #expect(error?.finding.hint?.hasPrefix("Those that fit are `") == true && error?.finding.hint?.contains("`conll`") == true)
        let choices = Gallery.facts([Gallery.questions[2]]).definition
        let fitting = ShipFormatCatalog.fitting(choices)
        #expect(["jsonl", "csv", "folders"].allSatisfy(fitting.contains) && !fitting.contains("coco"))
    }

    @Test("the same commit gives the same bytes, and every picture is there once", arguments: formats)
    func sameBytes(_ format: String) throws {
        let first = try Gallery.ship(try Self.options(format)), second = try Gallery.ship(try Self.options(format))
        #expect(first.report == second.report)
        for file in first.folder.files { #expect(first.folder.bytes(file) == second.folder.bytes(file), "\(file)") }
        for item in Gallery.items {
            let pictures = first.folder.files.filter { first.folder.text($0) == item.item.key }
            #expect(pictures.count == 1 && pictures[0].hasSuffix(item.item.key), "\(item.item.key) in \(pictures)")
        }
        let listed = first.folder.text("out/checksums.sha256").split(separator: "\n").count
        #expect(listed == first.folder.files.count - 1)
    }

    @Test("formats of pictures give every box back", arguments: ["coco", "yolo", "voc"])
    func readBack(_ format: String) throws {
        let folder = try Gallery.ship(try Self.options(format)).folder
        let found = try Gallery.read(try #require(FormatCatalog.dataset(named: format)), "\(folder.path)/out")
        for item in Gallery.items {
            #expect(found[item.item.key] == Gallery.words(item.settled.first { $0.question == "cells" }?.answer), "\(item.item.key)")
        }
    }

    @Test("tables name the picture that lies beside them")
    func beside() throws {
        let lines = try Gallery.ship(try Self.options("jsonl")).folder
        let reader = try JSONLinesDatasetReader(DatasetInput("\(lines.path)/out/validation.jsonl"))
        let item = try #require(try reader.next())
        #expect(item.files == ["image": LabelledFile(path: "images/validation/b.png", type: "image/png", width: 640, height: 480)])
        #expect(item.answers["cells"] == Gallery.items[1].settled.first { $0.question == "cells" }?.answer)
        let table = try Gallery.ship(try Self.options("csv")).folder
        #expect(table.text("out/train.csv").hasPrefix("key,file.image,cells,outlines,focus,split,licence,source\na.jpg,images/train/a.jpg,"))
        let folders = try Gallery.ship(try Self.options("folders")).folder
        #expect(folders.files.contains("out/train/sharp/a.jpg") && folders.files.contains("out/validation/soft/b.png"))
        #expect(folders.text("out/index.csv").contains("test/soft/c.jpg,c.jpg,test,soft"))
    }

    @Test("a picture that its tag turns is written upright, in a form readers know, and the report says so", arguments: [
        (6, "image/jpeg", "d.jpg", "d.jpg"), (3, "image/webp", "d.webp", "d.webp"), (8, "image/tiff", "d.tif", "d.tif.png"), (2, "image/png", "d", "d.png"),
    ])
    func upright(_ orientation: Int, _ type: String, _ key: String, _ name: String) throws {
        let item = Gallery.item(key, orientation: orientation, type: type, ["cells": Gallery.empty, "outlines": Gallery.empty, "focus": .choice("soft")])
        for format in Self.formats {
            let source = Gallery.Source()
            let outcome = try Gallery.ship(try Self.options(format), Gallery.items + [item], source)
            #expect(source.turned == [key])
            #expect(outcome.report.losses.count("ship.picture-turned-upright") == 1)
            #expect(outcome.folder.files.contains { $0.hasSuffix("/\(name)") }, "\(format)")
            #expect(outcome.folder.text("out/README.md").contains("ship.picture-turned-upright"))
            #expect(throws: LossRefused.self) { try Gallery.ship(try Self.options(format, ["on-loss": "refuse"]), [item]) }
        }
    }

    @Test("an item of which nothing drawn is settled is no picture without objects: it is withheld and counted", arguments: ["coco", "yolo", "yolo-segment", "voc"])
    func unlabelled(_ format: String) throws {
        let items = Gallery.items + [Gallery.item("d.jpg", ["focus": .choice("soft")]), Gallery.item("e.jpg", ["outlines": Gallery.empty])]
        let report = try Gallery.ship(try Self.options(format), items).report
        #expect(report.shipped == 4 && report.withheld.map(\.name) == ["ship.item.unlabelled"])
        #expect(report.losses.count("ship.open-question-as-empty") == 1)
        let all = try Gallery.ship(try Self.options(format, ["unlabelled": true]), items)
        #expect(all.report.shipped == 5 && all.report.withheld.isEmpty)
        #expect(all.folder.files.contains { $0.hasSuffix("/d.jpg") })
    }

    @Test("an item without a picture is withheld from formats of pictures")
    func noPicture() throws {
        var item = Gallery.items[0]
        (item.item.key, item.item.blobs) = ("t", [:])
        let report = try Gallery.ship(try Self.options("coco"), Gallery.items + [item]).report
        #expect(report.shipped == 3 && report.withheld.map(\.name) == ["ship.item.no-picture"])
    }

    @Test("refusing losses ships nothing; adapting counts what the format cannot say", arguments: formats.filter { $0.hasPrefix("yolo") || $0 == "coco" || $0 == "voc" })
    func losses(_ format: String) throws {
        #expect(throws: LossRefused.self) { try Gallery.ship(try Self.options(format, ["on-loss": "refuse"])) }
        let report = try Gallery.ship(try Self.options(format)).report
        #expect(report.losses.count("\(format.prefix(4) == "yolo" ? "yolo" : format).answer-left-out") == 3)
    }

    @Test("every loss a shipment counts itself or by its format has a code", arguments: formats)
    func codes(_ format: String) throws {
        let card = try #require(ShipFormatCatalog.named(format)).card
        let report = try Gallery.ship(try Self.options(format), Gallery.items + [Gallery.item("x y.jpg", orientation: 6, ["outlines": Gallery.empty])]).report
        for loss in report.losses.losses { #expect(card.loses.contains(loss.code) || loss.code.hasPrefix("ship."), "\(loss.code)") }
    }
}
