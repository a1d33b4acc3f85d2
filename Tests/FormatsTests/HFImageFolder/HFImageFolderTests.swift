import Foundation
import Testing
import Records
@testable import Formats

@Suite("Hugging Face image folders")
struct HFImageFolderTests {
    static func read(_ files: [String: String]) throws -> (items: [LabelledItem], findings: [Finding], reader: HFImageFolderReader) {
        let folder = TemporaryFolder()
        for (name, text) in files { _ = folder.write(text, name) }
        let reader = try HFImageFolderReader(DatasetInput(folder.path), options: DatasetReadOptions(probe: ImageFixture.probe))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), reader)
    }

    static let box = Part(id: "b1", labels: ["mug"], shape: .box([40, 30, 80, 60]), origin: .imported)

    @Test("rows in JSON lines and CSV, objects as lists and as structures", arguments: [
        ("metadata.jsonl", #"{"file_name":"k1.jpg","objects":{"bbox":[[40,30,40,30]],"categories":["mug"]},"text":"a mug","width":200}"#),
        ("metadata.jsonl", #"{"file_name":"k1.jpg","objects":[{"bbox":[40.0,30,40,30],"category":"mug"}],"text":"a mug","width":200}"#),
        ("metadata.csv", "file_name,objects,text,width,empty\nk1.jpg,\"{\"\"bbox\"\":[[40,30,40,30]],\"\"categories\"\":[\"\"mug\"\"]}\",a mug,200,\n"),
    ])
    func rows(_ name: String, _ text: String) throws {
        let read = try Self.read(["data/train/\(name)": text, "data/train/k1.jpg": "200x100", "data/train/sub/k2.jpg": "10x10"])
        #expect(read.items.map(\.key) == ["k1.jpg", "sub/k2.jpg"] && read.items.map(\.split) == ["train", "train"] && read.findings.isEmpty, "\(read.findings)")
        #expect(read.items[0].answers == ["boxes": .parts([Self.box]), "text": .text("a mug")] && read.items[0].size == PixelSize(width: 200, height: 100))
        #expect(read.items[0].fields["width"] == (name.hasSuffix("csv") ? "200" : 200) && read.items[1].answers.isEmpty)
        #expect(read.reader.questions.map(\.name) == ["boxes", "text"] && read.reader.questions[0].labelNames == ["mug"])
    }

    @Test("rows that cannot be used are findings with their line", arguments: [
        (#"{"name":"x"}"#, "hf-imagefolder.no-file-name"), (#"{"file_name":"k1.jpg","objects":{"bbox":[[1,2,3]],"categories":["a"]}}"#, "hf-imagefolder.objects"),
        (#"{"file_name":"k1.jpg","objects":{"bbox":[[1,2,3,4]],"categories":[]}}"#, "hf-imagefolder.objects"), (#"{"file_name":"../x.jpg"}"#, "hf-imagefolder.image.missing"),
        ("{", "jsonl.line.not-json"),
    ])
    func bad(_ row: String, _ code: String) throws {
        let read = try Self.read(["metadata.jsonl": "\n\(row)\n", "k1.jpg": "5x5"])
        #expect(read.findings.map(\.code) == [code] && read.findings[0].place?.line == 2 && read.items.contains { $0.key == "k1.jpg" })
    }

    @Test("every split has the same kind of numbers, or `datasets` refuses them", arguments: [([25.0, 50, 75, 100], "[[25.0,50.0,50.0,50.0]]"), ([0, 7.1, 33.5, 90], "[[0.0,7.1,33.5,82.9]]")])
    func points(_ box: [Double], _ text: String) throws {
        let item = LabelledItem(picture: "k1.jpg", answers: ["boxes": .parts([Part(id: "b1", labels: ["mug"], shape: .box(box))])])
        let written = try ImageFixture.write("hf-imagefolder", [item], DatasetLayout(questions: [ImageFixture.boxes]), withPictures: false)
        #expect(written.folder.text("out/all/metadata.jsonl").contains("\"bbox\":\(text)"), "\(written.folder.text("out/all/metadata.jsonl"))")
    }

    @Test("what objects have beside boxes is written back")
    func extras() throws {
        let text = #"{"file_name":"k1.jpg","objects":{"bbox":[[40.0,30.0,40.0,30.0]],"categories":["mug"],"area":[1200]}}"#
        let read = try Self.read(["train/metadata.jsonl": text + "\n", "train/k1.jpg": "200x100"])
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let writer = HFImageFolderWriter(folder, layout: DatasetLayout(questions: read.reader.questions))
        #expect(try writer.write(read.items[0]) == ["image": "train/k1.jpg"])
        try writer.finish()
        try folder.finish()
        #expect(outer.text("out/train/metadata.jsonl") == text + "\n")
    }
}
