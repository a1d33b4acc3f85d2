import Records

/// COCO instances: pictures, categories and annotations in one JSON file per split.
public enum COCO {
    public static let card = FormatCard(
        name: "coco", summary: "COCO instances: boxes, polygons, masks and keypoints in one JSON file per split", extensions: [],
        holds: ["boxes", "polygons of several parts", "masks", "keypoints", "attributes", "scores", "picture sizes", "splits", "unknown keys"],
        loses: [
            COCOWriter.shapeLeftOut, COCOWriter.shapeAsBox, COCOWriter.rotatedAsPolygon, COCOWriter.holesAsMask, COCOWriter.maskCut, COCOWriter.labelsLeftOut,
            COCOWriter.noLabel, COCOWriter.noteLeftOut, COCOWriter.answerLeftOut, COCOWriter.questionsMerged, COCOWriter.coordinateRounded,
            COCOWriter.nameChanged, COCOWriter.idChanged, COCOWriter.noSize, COCOWriter.unansweredAsEmpty, COCOWriter.metadataLeftOut,
        ])

    public static let format = DatasetFormat(
        card: card, media: [.image], takes: [.boxes, .rotatedBoxes, .ellipses, .polygons, .skeletons, .masks, .cuboids], recognise: recognise, reader: { try COCOReader($0, options: $1) }, writer: { try COCOWriter($0, layout: $1) })

    /// JSON files of a folder that look like COCO instances, by their names and first bytes.
    static func files(in input: DatasetInput) -> [String] { COCOTask.files(in: input, .instances) }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = files(in: input)
        guard let first = files.first else { return nil }
        // A list of images alone goes with results.
        let isOnlyInfo = files.allSatisfy { ImageFiles.stem($0).hasPrefix("image_info") } && !COCOTask.files(in: input, .results).isEmpty
        return .init(confidence: isOnlyInfo ? 0.5 : 0.9, reason: "`\(first)`\(files.count > 1 ? " and \(files.count - 1) more JSON files" : "") begin\(files.count > 1 ? "" : "s") as COCO does")
    }

    /// Labels a file declares, without reading its pictures; in vain for a file whose categories cannot be read.
    static func labels(of path: String, shownAs name: String) throws -> [String] {
        var walk = try COCOWalk(ByteSource(path: path, shownAs: name), file: name)
        while let member = try walk.nextMember() {
            let value = try walk.value(of: member)
            if member == "categories" { return value?.array?.compactMap { $0["name"]?.string } ?? [] }
        }
        return []
    }

    /// `instances_train2017.json` -> `train2017`; Roboflow's `train/_annotations.coco.json` -> `train`.
    static func split(ofFile path: String) -> String? {
        let name = ImageFiles.stem(Compression.unpackedPath(path))
        if name == "_annotations.coco" {
            let folder = String(ImageFiles.fileName(ImageFiles.parent(path)))
            return folder.isEmpty ? nil : folder
        }
        for task in ["instances_", "person_keypoints_", "keypoints_", "annotations_", "panoptic_", "captions_", "image_info_"] where name.hasPrefix(task) {
            let split = String(name.dropFirst(task.count))
            return split.isEmpty || split == LabelledItem.wholeName ? nil : split
        }
        return ["train", "val", "valid", "validation", "test"].contains(name) ? name : nil
    }
}
