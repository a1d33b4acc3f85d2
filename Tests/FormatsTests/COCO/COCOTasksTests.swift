import Foundation
import Media
import Records
import Testing
@testable import Formats

@Suite("COCO's further tasks")
struct COCOTasksTests {
    private func read(_ name: String, _ folder: TemporaryFolder) throws -> (items: [LabelledItem], findings: [Finding]) {
        let format = try #require(FormatCatalog.dataset(named: name))
        let make = try #require(format.makeReader)
        let reader = try make(DatasetInput(folder.path), DatasetReadOptions(needsFiles: false))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings())
    }

    // MARK: Panoptic

    private static let panoptic = """
        {"annotations":[{"segments_info":[{"id":300,"category_id":7,"area":2,"bbox":[1,0,1,2],"iscrowd":1},{"id":5,"category_id":9,"area":99,"bbox":[0,0,1,1],"iscrowd":0},
        {"id":6,"category_id":9},{"id":70000,"category_id":1}],"file_name":"a.png","image_id":4}],
        "images":[{"id":4,"file_name":"a.jpg","width":3,"height":2,"licence":1},{"id":5,"file_name":"b.jpg","width":3,"height":2}],
        "categories":[{"id":7,"name":"mug","isthing":1,"color":[1,2,3]},{"id":9,"name":"sky","isthing":0,"color":[4,5,6]}]}
        """

    private func panopticFolder() throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        _ = folder.write(Array(Self.panoptic.utf8), "annotations/panoptic_val.json")
        let size = try #require(PixelSize(width: 3, height: 2))
        let raster = try #require(LabelRaster(size, values: [5, 300, 0, 5, 300, 70_000]))
        _ = folder.write(try #require(raster.pngOfColours()).encoded(), "annotations/panoptic_val/a.png")
        return folder
    }

    @Test("a panoptic id is red + 256 green + 65,536 blue; each segment is a mask; what JSON and PNG do not share is told")
    func panopticReading() throws {
        let (items, findings) = try read("coco-panoptic", panopticFolder())
        #expect(items.map(\.key) == ["a.jpg", "b.jpg"] && items.map(\.split) == ["val", "val"])
        #expect(items[0].answers == ["masks": .parts([
            Part(id: "s300", labels: ["mug"], shape: .mask(Mask(size: [2, 3], runs: [2, 2, 2])), origin: .imported),
            Part(id: "s5", labels: ["sky"], shape: .mask(Mask(size: [2, 3], runs: [0, 2, 4])), origin: .imported),
        ])])
        #expect(items[1].answers.isEmpty)
        #expect(findings.map(\.code) == ["coco-panoptic.segment.empty", "coco.annotation.unknown-category"])
        // What cannot be told from the pixels is kept.
        #expect(items[0].metadata["coco-panoptic"]?["parts"]?["s300"] == ["iscrowd": 1])
        #expect(items[0].metadata["coco-panoptic"]?["parts"]?["s5"]?["area"] == 99)
    }

    @Test("panoptic data is written with its ids, categories and keys again")
    func panopticRewriting() throws {
        let source = try panopticFolder()
        let reader = try COCOPanopticReader(DatasetInput(source.path), options: DatasetReadOptions(needsFiles: false))
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let make = try #require(COCOPanoptic.format.makeWriter)
        let writer = try make(folder, DatasetLayout(questions: reader.questions, header: reader.header))
        while let item = try reader.next() { _ = try writer.write(item) }
        try writer.finish()
        try folder.finish()
        let text = outer.text("out/annotations/panoptic_val.json")
        #expect(text.contains(#"{"id":300,"category_id":7,"area":2,"bbox":[1,0,1,2],"iscrowd":1}"#))
        #expect(text.contains(#"{"id":9,"name":"sky","isthing":0,"color":[4,5,6]}"#) && text.contains(#""licence":1"#))
        let png = try PNGSamples.decode(outer.bytes("out/annotations/panoptic_val/a.png") ?? [])
        #expect(LabelRaster(colours: png)?.values == [5, 300, 0, 5, 300, 0])
    }

    @Test("a panoptic PNG that is missing, broken or of another size is told")
    func panopticBroken() throws {
        let folder = try panopticFolder()
        let one = try #require(PixelSize(width: 1, height: 1))
        let small = try #require(LabelRaster(one).pngOfColours()).encoded()
        for (bytes, code) in [(small, "coco-panoptic.other-size"), (Array(small.prefix(40)), "image.truncated")] {
            _ = folder.write(bytes, "annotations/panoptic_val/a.png")
            let found = try read("coco-panoptic", folder).findings.map(\.code)
            #expect(found == [code])
        }
    }

    // MARK: Captions

    @Test("captions are texts; an annotation without one is told, other keys are kept")
    func captions() throws {
        let folder = TemporaryFolder()
        _ = folder.write(Array(#"{"info":{"year":2014},"images":[{"id":1,"file_name":"a.jpg","width":2,"height":2},{"id":2,"file_name":"b.jpg"}],"annotations":[{"id":5,"image_id":1,"caption":"A mug."},{"id":6,"image_id":1,"caption":"Red 📦","tone":"dry"},{"id":7,"image_id":1}]}"#.utf8), "captions_train.json")
        let (items, findings) = try read("coco-captions", folder)
        #expect(items[0].answers == ["texts": .texts(["A mug.", "Red 📦"])] && items[1].answers.isEmpty)
        #expect(items[0].split == "train" && findings.map(\.code) == ["coco-captions.no-caption"])
        #expect(items[0].metadata["coco-captions"]?["annotations"] == [["id": 5], ["id": 6, "tone": "dry"]])
        let input = try DatasetInput(folder.path)
        let names = FormatCatalog.candidates(for: input).map(\.format.card.name)
        #expect(names.first == "coco-captions" && !names.contains("coco"))
    }

    // MARK: Keypoints

    @Test("a category of joints names its keypoints by number where nobody named them; points without a home are counted")
    func keypoints() throws {
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let questions = [Question(name: "pose", kind: .skeletons, labels: [LabelDefinition(name: "owl")]), Question(name: "eyes", kind: .points, labels: [LabelDefinition(name: "eye")])]
        let writer = try COCOWriter(folder, layout: DatasetLayout(questions: questions))
        let pose = Part(id: "a", labels: ["owl"], shape: .joints([[1, 2, 2], [0, 0, 0], [3, 4, 1]])), eye = Part(id: "b", labels: ["eye"], shape: .point([1, 2]))
        _ = try writer.write(LabelledItem(picture: "a.jpg", size: PixelSize(width: 5, height: 4), answers: ["pose": .parts([pose]), "eyes": .parts([eye])]))
        try writer.finish()
        try folder.finish()
        let json = try JSONParser.parse(outer.text("out/annotations/instances_all.json"))
        #expect(json["categories"]?[0]?["keypoints"] == ["1", "2", "3"] && json["categories"]?[0]?["skeleton"] == [])
        #expect(json["annotations"]?[0]?["num_keypoints"] == 2 && json["annotations"]?.array?.count == 1)
        #expect(writer.losses.report.losses.map(\.code) == ["coco.shape-left-out"])
    }
}
