import Foundation
import Records
import Testing
@testable import Formats

@Suite("COCO results")
struct COCOResultsTests {
    private func read(_ path: String, _ options: DatasetReadOptions = DatasetReadOptions(needsFiles: false)) throws -> (items: [LabelledItem], findings: [Finding], header: JSONObject) {
        let reader = try COCOResultsReader(of: DatasetInput(path), options: options)
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), reader.header)
    }

    private static let results = """
        [{"image_id":4,"category_id":7,"bbox":[1,2,3,2],"score":0.5},{"image_id":9,"category_id":7,"bbox":[0,0,1,1],"score":0.25},
        {"image_id":4,"category_id":8,"segmentation":{"size":[4,5],"counts":"92203"},"score":0.75,"seen":2},{"image_id":4,"category_id":7,"keypoints":[1,2,2,0,0,0],"score":1}]
        """
    private static let instances = #"{"images":[{"id":9,"file_name":"b.jpg","width":5,"height":4},{"id":4,"file_name":"a.jpg","width":5,"height":4}],"annotations":[],"categories":[{"id":7,"name":"mug"},{"id":8,"name":"sky"}]}"#

    @Test("results take names and sizes from the instances beside them, in the order of its images")
    func named() throws {
        let folder = TemporaryFolder()
        _ = folder.write(Array(Self.results.utf8), "seen.json")
        _ = folder.write(Array(Self.instances.utf8), "annotations/instances_val.json")
        let (items, findings, header) = try read(folder.path)
        #expect(findings.isEmpty)
        #expect(items.map(\.key) == ["b.jpg", "a.jpg"] && items.map(\.split) == ["val", "val"])
        #expect(items[0].answers == ["boxes": .parts([Part(id: "r1", labels: ["mug"], shape: .box([0, 0, 1, 1]), score: 0.25, origin: .imported)])])
        #expect(items[1].answers == [
            "boxes": .parts([Part(id: "r1", labels: ["mug"], shape: .box([1, 2, 4, 4]), score: 0.5, origin: .imported)]),
            // The mask of the facts: rows 1-2, columns 2-3 of 4 x 5.
            "masks": .parts([Part(id: "r2", labels: ["sky"], shape: .mask(Mask(size: [4, 5], runs: [9, 2, 2, 2, 5])), score: 0.75, origin: .imported)]),
            "skeletons": .parts([Part(id: "r3", labels: ["mug"], shape: .joints([[1, 2, 2], [0, 0, 0]]), score: 1, origin: .imported)]),
        ])
        #expect(items[1].metadata["coco-results"]?["parts"]?["r2"] == ["seen": 2])
        #expect(header["coco-results"]?["categories"]?.array?.count == 2)
    }

    @Test("without instances ids stand for names, and that is told; with a file named elsewhere they are found")
    func unnamed() throws {
        let folder = TemporaryFolder(), other = TemporaryFolder()
        _ = folder.write(Array(Self.results.utf8), "seen.json")
        let (items, findings, _) = try read("\(folder.path)/seen.json")
        #expect(items.map(\.key) == ["4", "9"] && findings.map(\.code) == ["coco-results.no-names"])
        guard case .parts(let parts)? = items[1].answers["boxes"] else { Issue.record("no boxes"); return }
        #expect(parts[0].labels == ["7"])
        _ = other.write(Array(Self.instances.utf8), "x.json")
        let named = try read("\(folder.path)/seen.json", DatasetReadOptions(needsFiles: false, settings: ["instances": "\(other.path)/x.json"]))
        #expect(named.items.map(\.key) == ["b.jpg", "a.jpg"] && named.findings.isEmpty)
    }

    @Test("results of images and categories that are not in the instances are told")
    func strays() throws {
        let folder = TemporaryFolder()
        _ = folder.write(Array(#"[{"image_id":4,"category_id":1,"bbox":[1,2,3,4],"score":0.5},{"image_id":5,"category_id":7,"bbox":[1,2,3,4],"score":0.5},{"category_id":7}]"#.utf8), "seen.json")
        _ = folder.write(Array(Self.instances.utf8), "instances_val.json")
        let (items, findings, _) = try read(folder.path)
        #expect(items.filter { !$0.answers.isEmpty }.isEmpty)
        #expect(Set(findings.map(\.code)) == ["coco-results.no-image-id", "coco-results.unknown-image", "coco.annotation.unknown-category"])
    }

    @Test("a part without a score gets one that says it was made, and image ids stay")
    func writing() throws {
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let make = try #require(COCOResults.format.makeWriter)
        let writer = try make(folder, DatasetLayout(questions: [Question(name: "boxes", kind: .boxes, labels: [LabelDefinition(name: "mug")])]))
        let parts = [Part(id: "a", labels: ["mug"], shape: .box([0, 1, 2, 3]))]
        _ = try writer.write(LabelledItem(picture: "a.jpg", size: PixelSize(width: 5, height: 4), answers: ["boxes": .parts(parts)], metadata: ["coco-results": ["image": ["id": 42]]]))
        try writer.finish()
        try folder.finish()
        #expect(outer.text("out/results/bbox_all.json") == "[\n{\"image_id\":42,\"category_id\":1,\"bbox\":[0,1,2,2],\"score\":1,\"score_stated\":false}\n]\n")
        #expect(outer.text("out/annotations/image_info_all.json").contains(#"{"id":42,"file_name":"a.jpg","width":5,"height":4}"#))
        #expect(writer.losses.report.losses.map(\.code) == ["coco-results.score-made"])
    }
}
