import Records

/// Writes `results/bbox_<split>.json`, `segm_<split>.json` and `keypoints_<split>.json`, one kind per file as `loadRes` of pycocotools
/// wants it, and the pictures and categories they are of in `annotations/image_info_<split>.json`.
///
/// Images keep the ids they were read with. A part without a score gets 1, and a key that says so.
final class COCOResultsWriter: DatasetWriter {
    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private var info: COCOTaskFiles
    private var categories: COCOCategories
    private var lists: [String: (sink: ByteSink, path: String)] = [:]
    private var listNames = SafeNames()

    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        self.folder = folder
        info = COCOTaskFiles(folder, format: COCOResults.name, task: "image_info", header: [:])
        losses = LossLedger(format: COCOResults.name, policy: layout.onLoss)
        let header = layout.header[COCOResults.name] ?? layout.header["coco"]
        categories = COCOCategories(labels: layout.labels, header: header?["categories"]?.array ?? [])
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        let entry = try info.add(item)
        if !entry.isKept { try losses.adapt(COCOResults.nameChanged, LossExample(item: item.key)) }
        for (question, answer) in item.answers.sorted(by: { $0.key < $1.key }) {
            guard case .parts(let parts) = answer else { continue }
            for part in parts { try write(part, item, entry.image, LossExample(item: item.key, question: question, part: part.id)) }
        }
        return [LabelledItem.picture: entry.path]
    }

    func finish() throws {
        for name in lists.keys.sorted() {
            guard let list = lists[name] else { continue }
            try list.sink.write("\n]\n")
            try folder.close(list.sink, as: list.path)
        }
        try info.finish(categories: categories.values)
    }

    private func write(_ part: Part, _ item: LabelledItem, _ image: COCOElement.ID, _ example: LossExample) throws {
        guard let label = part.labels.first else { return }
        var result: JSONObject = ["image_id": image.json, "category_id": .int(categories.id(of: label))]
        let kind: String
        switch part.shape {
        case .box:
            kind = "bbox"
            result["bbox"] = COCOShape.bbox(part.shape).map { .array($0.map(JSONValue.shortest)) }
        case .mask(let mask):
            kind = "segm"
            guard let segmentation = try segmentation(mask, item.size, example) else { return }
            result["segmentation"] = segmentation
        case .joints(let joints):
            kind = "keypoints"
            result["keypoints"] = .array(joints.flatMap { $0.map(JSONValue.shortest) })
        default: return
        }
        result["score"] = JSONValue.shortest(part.score ?? 1)
        if part.score == nil {
            try losses.adapt(COCOResults.scoreMade, example)
            result[COCOResults.scoreStated] = false
        }
        for (key, value) in item.metadata[COCOResults.name]?["parts"]?[part.id]?.object?.members ?? [] where result[key] == nil { result[key] = value }
        try append(JSONValue.object(result).bytes(), "\(kind)_\(item.splitName)")
    }

    private func segmentation(_ mask: Mask, _ size: PixelSize?, _ example: LossExample) throws -> JSONValue? {
        guard let runs = MaskRuns(mask), let size = size ?? PixelSize(width: runs.x + runs.width, height: runs.y + runs.height) else { return nil }
        let whole = runs.runs(over: size)
        if whole.isCut { try losses.round(COCOResults.maskCut, example) }
        return ["size": [.int(Int64(size.height)), .int(Int64(size.width))], "counts": .string(COCORuns.encode(whole.runs))]
    }

    private func append(_ bytes: [UInt8], _ name: String) throws {
        if let list = lists[name] {
            try list.sink.write(",\n")
            return try list.sink.write(bytes)
        }
        let path = listNames.name(for: name, in: "results", ending: ".json")
        let sink = try folder.sink(path)
        lists[name] = (sink, path)
        try sink.write("[\n")
        try sink.write(bytes)
    }
}
