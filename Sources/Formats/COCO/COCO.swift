import Records

/// COCO instances: pictures, categories and annotations in one JSON file per split.
public enum COCO {
    public static let card = FormatCard(
        name: "coco", summary: "COCO instances: boxes, polygons, masks and keypoints in one JSON file per split", extensions: [],
        holds: ["boxes", "polygons of several parts", "masks", "keypoints", "attributes", "scores", "picture sizes", "splits", "unknown keys"],
        loses: [
            COCOWriter.shapeLeftOut, COCOWriter.shapeAsBox, COCOWriter.rotatedAsPolygon, COCOWriter.holesAsMask, COCOWriter.maskCut, COCOWriter.labelsLeftOut,
            COCOWriter.noLabel, COCOWriter.noteLeftOut, COCOWriter.answerLeftOut, COCOWriter.questionsMerged, COCOWriter.coordinateRounded,
            COCOWriter.nameChanged, COCOWriter.noSize, COCOWriter.unansweredAsEmpty, COCOWriter.metadataLeftOut,
        ])

    /// JSON files of a folder that look like COCO, by their first bytes.
    static func files(in listing: FolderListing) -> [String] {
        listing.paths.filter { path in
            let plain = Compression.unpackedPath(path)
            return plain.hasSuffix(".json") && looksLike(listing.fullPath(path))
        }
    }

    private static func looksLike(_ path: String) -> Bool {
        guard let source = try? ByteSource(path: path) else { return false }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        guard let count = try? source.read(into: buffer), count > 0 else { return false }
        let text = String(decoding: UnsafeRawBufferPointer(rebasing: buffer[0..<count]), as: UTF8.self)
        guard text.drop(while: { $0.isWhitespace || $0 == "\u{FEFF}" }).first == "{" else { return false }
        return ["\"images\"", "\"annotations\"", "\"categories\""].contains { text.contains($0) }
    }

    static func recognise(_ listing: FolderListing) -> ImageFormat.Recognition? {
        let files = files(in: listing)
        guard let first = files.first else { return nil }
        return .init(confidence: 0.9, reason: "`\(first)`\(files.count > 1 ? " and \(files.count - 1) more JSON files" : "") begin\(files.count > 1 ? "" : "s") as COCO does")
    }

    /// `instances_train2017.json` -> `train2017`; Roboflow's `train/_annotations.coco.json` -> `train`.
    static func split(ofFile path: String) -> String? {
        let name = ImageFiles.stem(Compression.unpackedPath(path))
        if name == "_annotations.coco" {
            let folder = String(ImageFiles.fileName(ImageFiles.parent(path)))
            return folder.isEmpty ? nil : folder
        }
        for task in ["instances_", "person_keypoints_", "keypoints_", "annotations_"] where name.hasPrefix(task) {
            let split = String(name.dropFirst(task.count))
            return split.isEmpty || split == LabelledItem.wholeName ? nil : split
        }
        return ["train", "val", "valid", "validation", "test"].contains(name) ? name : nil
    }
}
