import Foundation
import Testing
import Records
@testable import Formats

@Suite("Folders as labels, and ImageNet")
struct FoldersTests {
    static func read(_ format: DatasetFormat, _ folder: TemporaryFolder, _ below: String = "") throws -> (items: [LabelledItem], findings: [Finding], questions: [Question]) {
        let make = try #require(format.makeReader)
        let reader = try make(DatasetInput(folder.path + below), DatasetReadOptions(probe: ImageFixture.probe))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), reader.questions)
    }

    static func folder(_ files: [String: String]) -> TemporaryFolder {
        let folder = TemporaryFolder()
        for (name, text) in files { _ = folder.write(text, name) }
        return folder
    }

    @Test("the label is the folder, with or without a split in front")
    func labels() throws {
        let split = Self.folder(["train/cat/1.jpg": "5x5", "train/dog/1.jpg": "6x6", "val/cat/deep/2.png": "7x7", "README.md": "x"])
        let read = try Self.read(Folders.format, split)
        #expect(read.items.map(\.key) == ["cat/1.jpg", "dog/1.jpg", "cat/deep/2.png"] && read.items.map(\.split) == ["train", "train", "val"])
        #expect(read.items.map { $0.answers["choice"] } == [.choice("cat"), .choice("dog"), .choice("cat")] && read.questions[0].labelNames == ["cat", "dog"])
        let plain = try Self.read(Folders.format, Self.folder(["pos/a.txt": "good", "neg/a.txt": "bad"]))
        #expect(plain.items.map(\.text) == ["bad", "good"] && plain.items.map(\.split) == [nil, nil] && plain.items.map(\.key) == ["neg/a.txt", "pos/a.txt"])
    }

    @Test("only folders of pictures or texts alone are taken for labels", arguments: [
        (["train/cat/1.jpg", "train/dog/1.jpg"], 0.75), (["cat/1.jpg", "dog/1.jpg"], 0.55), (["cat/1.jpg"], nil), (["images/1.jpg", "labels/1.txt"], nil),
        (["a/1.jpg", "b/1.jpg", "x.json"], nil), (["pos/1.txt", "neg/1.txt"], 0.40), (["1.jpg", "a/1.jpg", "b/1.jpg"], nil),
    ] as [([String], Double?)])
    func recognition(_ paths: [String], _ confidence: Double?) throws {
        let folder = Self.folder(Dictionary(paths.map { ($0, "1x1") }) { first, _ in first })
        let found = Folders.recognise(try DatasetInput(folder.path))?.confidence
        #expect(found.map { ($0 * 100).rounded() } == confidence.map { ($0 * 100).rounded() })
    }

    @Test("what we wrote comes back with its keys")
    func roundTrip() throws {
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let question = Question(name: "choice", kind: .choice, labels: [LabelDefinition(name: "Ja"), LabelDefinition(name: "ja")])
        let writer = try FoldersWriter(folder, layout: DatasetLayout(questions: [question]))
        for (number, label) in ["Ja", "ja", "a/b"].enumerated() {
            try writer.write(LabelledItem(key: "t \(number)", fields: ["text": .string("text \(number)")], answers: ["choice": .choice(label)], split: number == 0 ? "train" : nil))
        }
        try writer.finish()
        try folder.finish()
        let read = try Self.read(Folders.format, outer, "/out")
        #expect(read.items.map(\.key) == ["t 0", "t 1", "t 2"] && read.items.map(\.split) == ["train", nil, nil] && read.findings.isEmpty)
        #expect(read.items.map { $0.answers["choice"] } == [.choice("Ja"), .choice("ja"), .choice("a/b")] && read.items.map(\.text) == ["text 0", "text 1", "text 2"])
    }

    @Test("a picture lies right below its label, whatever folders are in its key")
    func nearest() throws {
        let question = Question(name: "choice", kind: .choice, labels: [LabelDefinition(name: "cat")])
        let items = ["cat/sub/x.png", "dog/x.png", "x.png"].map { LabelledItem(picture: $0, split: "train", answers: ["choice": .choice("cat")]) }
        let written = try ImageFixture.write("folders", items, DatasetLayout(questions: [question]))
        #expect(written.folder.files == ["out/index.csv", "out/train/cat/x-2.png", "out/train/cat/x-3.png", "out/train/cat/x.png"])
        let read = try Self.read(Folders.format, written.folder, "/out")
        #expect(read.items.map(\.key) == items.map(\.key) && read.items.map(\.answers) == items.map(\.answers))
    }

    @Test("ImageNet: numbers are labels, names are told with them, `val` by its list")
    func imageNet() throws {
        let folder = Self.folder([
            "LOC_synset_mapping.txt": "n01440764 tench, Tinca tinca\nn02012849 crane\n", "LOC_val_solution.csv": "ImageId,PredictionString\nILSVRC2012_val_00000001,n02012849 85 1 499 272 \n",
            "ILSVRC/Data/CLS-LOC/train/n01440764/n01440764_1.JPEG": "5x5", "ILSVRC/Data/CLS-LOC/train/n02012849/n02012849_1.JPEG": "5x5",
            "ILSVRC/Data/CLS-LOC/val/ILSVRC2012_val_00000001.JPEG": "6x6", "ILSVRC/Data/CLS-LOC/val/ILSVRC2012_val_00000002.JPEG": "6x6", "ILSVRC/Data/CLS-LOC/test/t.JPEG": "7x7",
        ])
        let read = try Self.read(ImageNet.format, folder)
        #expect(read.items.map(\.key) == ["t.JPEG", "n01440764/n01440764_1.JPEG", "n02012849/n02012849_1.JPEG", "ILSVRC2012_val_00000001.JPEG", "ILSVRC2012_val_00000002.JPEG"])
        #expect(read.items.map { $0.answers["choice"] } == [nil, .choice("n01440764"), .choice("n02012849"), .choice("n02012849"), nil])
        #expect(read.questions[0].labels == [LabelDefinition(name: "n01440764", about: "tench, Tinca tinca"), LabelDefinition(name: "n02012849", about: "crane")])
        #expect(read.findings.map(\.code) == ["imagenet.no-label"] && read.findings[0].place?.file == "ILSVRC/Data/CLS-LOC/val/ILSVRC2012_val_00000002.JPEG")
        #expect(FormatCatalog.candidates(for: try DatasetInput(folder.path)).first?.format.card.name == "imagenet")
    }

    @Test("Tiny ImageNet: `words.txt` and `val_annotations.txt`")
    func tiny() throws {
        let read = try Self.read(ImageNet.format, Self.folder([
            "words.txt": "n00001740\tentity\nn02124075\tEgyptian cat\n", "train/n02124075/images/n02124075_0.JPEG": "5x5",
            "val/val_annotations.txt": "val_0.JPEG\tn02124075\t0\t32\t44\t62\n", "val/images/val_0.JPEG": "5x5",
        ]))
        #expect(read.items.map { $0.answers["choice"] } == [.choice("n02124075"), .choice("n02124075")] && read.findings.isEmpty)
        #expect(read.questions[0].labels.map(\.about) == ["Egyptian cat"])
    }
}
