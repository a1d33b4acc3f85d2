/// YOLO: a text file of rows per picture, coordinates as shares of its width and height, classes by number; `data.yaml` names
/// splits and classes.
public enum YOLO {
    /// What a row holds.
    public enum Task: String, Sendable, CaseIterable { case detect, segment }

    public static let detect = FormatCard(
        name: "yolo", summary: "YOLO detection (v5, v8): a row per box, `data.yaml` with names and splits", extensions: [],
        holds: ["boxes within a billionth of a pixel", "splits", "labels by number"], loses: YOLOWriter.losses)

    public static let segment = FormatCard(
        name: "yolo-segment", summary: "YOLO segmentation (v5, v8): a row per polygon, `data.yaml` with names and splits", extensions: [],
        holds: ["polygons of one ring within a billionth of a pixel", "splits", "labels by number"], loses: YOLOWriter.losses)

    public static let detectFormat = DatasetFormat(
        card: detect, media: [.image], takes: [.boxes, .rotatedBoxes, .ellipses, .polygons, .polylines, .skeletons, .masks, .cuboids],
        recognise: recognise, reader: { try YOLOReader($0, options: $1) }, writer: { YOLOWriter($0, layout: $1, task: .detect) })

    public static let segmentFormat = DatasetFormat(
        card: segment, media: [.image], takes: [.boxes, .rotatedBoxes, .polygons, .masks], recognise: { _ in nil }, reader: { try YOLOReader($0, options: $1) }, writer: { YOLOWriter($0, layout: $1, task: .segment) })

    static func dataFile(in listing: FolderListing) -> String? {
        let yaml = listing.paths.filter { ["yaml", "yml"].contains($0.split(separator: ".").last.map(String.init) ?? "") && $0.split(separator: "/").count <= 2 }
        return yaml.first { ["data.yaml", "data.yml", "dataset.yaml"].contains(String(ImageFiles.fileName($0))) }
            ?? (yaml.count == 1 ? yaml[0] : nil)
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let listing = input.listing
        let labels = listing.paths.count { $0.hasSuffix(".txt") && isLabelFile($0) }
        if let data = dataFile(in: listing) { return .init(confidence: labels > 0 ? 0.95 : 0.6, reason: "`\(data)` beside \(labels) label files") }
        if labels > 0 { return .init(confidence: 0.8, reason: "there are \(labels) text files in folders named `labels` or `obj_train_data`") }
        return nil
    }

    static func isLabelFile(_ path: String) -> Bool {
        let folders = path.split(separator: "/").dropLast()
        return folders.contains("labels") || folders.contains("obj_train_data")
    }

    /// Where the rows of a picture are looked for: the last `images` of its path becomes `labels`; or beside the picture.
    static func labelFiles(for image: String) -> [String] {
        let stem = ImageFiles.withoutEnding(image)
        var parts = stem.split(separator: "/").map(String.init)
        guard let place = parts.dropLast().lastIndex(of: "images") else { return [stem + ".txt"] }
        parts[place] = "labels"
        return [parts.joined(separator: "/") + ".txt", stem + ".txt"]
    }
}
