import Testing

@testable import Formats

@Suite("COCO instances beside results")
struct COCODetectionsTests {
    private func read(_ annotations: String, _ results: String) throws -> (COCODetections, [String]) {
        var files = try COCODetections(
            annotations: { try ByteSource(memory: Array(annotations.utf8), name: "i.json") }, results: { try ByteSource(memory: Array(results.utf8), name: "r.json") })
        let codes = files.takeFindings().map(\.code)
        return (files, codes)
    }

    static let instances = """
        {"annotations": [{"id": 4, "image_id": "b", "category_id": 7, "bbox": [1, 2, 3, 4], "segmentation": []}, {"id": 5, "image_id": 1, "category_id": 7, "iscrowd": 1, "bbox": [0, 0, 9, 9]}],
         "info": {"year": 1}, "images": [{"id": 1, "file_name": "a.png"}, {"id": "b"}], "categories": [{"id": 7, "name": "cat"}, {"id": 3, "name": "dog"}]}
        """

    @Test("lists come in any order, images in that of the file")
    func both() throws {
        let (files, codes) = try read(Self.instances, #"[{"image_id": 1, "category_id": 3, "bbox": [5, 5, 1, 2], "score": 0.25}]"#)
        #expect(files.labels == ["cat", "dog"])
        #expect(files.images.map(\.id) == ["1", "b"] && files.images.map(\.name) == ["a.png", nil])
        #expect(files.images[1].given == [COCODetections.Box(id: "4", corners: [1, 2, 4, 6], label: 0, score: nil)])
        #expect(files.images[0].given.isEmpty && codes == ["coco.annotation.crowd"])
        #expect(files.images[0].predicted == [COCODetections.Box(id: nil, corners: [5, 5, 6, 7], label: 1, score: 0.25)])
    }

    @Test("what is no box of the images is left out and told", arguments: [
        (#"{"image_id": 9, "category_id": 3, "bbox": [5, 5, 1, 2], "score": 1}"#, "coco.annotation.unknown-image"),
        (#"{"image_id": 1, "category_id": 8, "bbox": [5, 5, 1, 2], "score": 1}"#, "coco.annotation.unknown-category"),
        (#"{"image_id": 1, "category_id": 3, "bbox": [5, 5, -1, 2], "score": 1}"#, "coco.box.not-numbers"),
        (#"{"image_id": 1, "category_id": 3, "bbox": [5, 5], "score": 1}"#, "coco.box.not-numbers"),
        (#"{"image_id": 1, "category_id": 3, "bbox": [5, 5, 1, 2]}"#, "coco.result.score"),
        (#"{"image_id": 1, "category_id": 3, "bbox": [5, 5, 1, 2], "score": 2}"#, "coco.result.score"),
    ])
    func bad(result: String, code: String) throws {
        let (files, codes) = try read(Self.instances, "[\(result)]")
        #expect(codes == ["coco.annotation.crowd", code] && files.images.allSatisfy(\.predicted.isEmpty))
    }

    @Test("what is no COCO file is refused", arguments: ["", "[]", "{}", #"{"images": []}"#, #"{"images": ["#])
    func none(text: String) {
        #expect(throws: (any Error).self) { try read(text, "[]") }
    }
}
