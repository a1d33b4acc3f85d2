import Records

/// YOLO: a text file of rows per picture, coordinates as shares of its width and height, classes by number; `data.yaml` names
/// splits and classes, or `obj.data` with lists of pictures in datasets for darknet.
public enum YOLO {
    /// What a row holds.
    public enum Task: String, Sendable, CaseIterable {
        case detect, segment
        /// Four corners of a rotated box.
        case obb
        /// A box and its joints.
        case pose
    }

    /// Where rows and pictures lie.
    enum Layout { case ultralytics, darknet }

    public static let detect = FormatCard(
        name: "yolo", summary: "YOLO detection (v5, v8): a row per box, `data.yaml` with names and splits", extensions: [],
        holds: ["boxes within a billionth of a pixel", "splits", "labels by number"], loses: YOLOWriter.losses)

    public static let segment = FormatCard(
        name: "yolo-segment", summary: "YOLO segmentation (v5, v8): a row per polygon, `data.yaml` with names and splits", extensions: [],
        holds: ["polygons of one ring within a billionth of a pixel", "splits", "labels by number"], loses: YOLOWriter.losses)

    public static let obb = FormatCard(
        name: "yolo-obb", summary: "YOLO oriented boxes (v8): a row of four corners per rotated box", extensions: [],
        holds: ["rotated boxes", "splits", "labels by number"], loses: YOLOWriter.losses)

    public static let pose = FormatCard(
        name: "yolo-pose", summary: "YOLO pose (v8): a row per box with its joints, `kpt_shape` in `data.yaml`", extensions: [],
        holds: ["skeletons of one number of joints, each with its box", "splits", "labels by number"], loses: YOLOWriter.losses)

    public static let darknet = FormatCard(
        name: "yolo-darknet", summary: "YOLO for darknet (1.1): rows beside the pictures, `obj.names`, `obj.data` and lists of pictures", extensions: [],
        holds: ["boxes within a billionth of a pixel", "splits", "labels by number"], loses: YOLOWriter.losses)

    public static let formats: [DatasetFormat] = [
        format(detect, .detect, recognise: { recognise($0, .detect) }),
        format(segment, .segment, recognise: { recognise($0, .segment) }),
        format(obb, .obb, recognise: { recognise($0, .obb) }),
        format(pose, .pose, recognise: { recognise($0, .pose) }),
        format(darknet, .detect, layout: .darknet, recognise: recogniseDarknet),
    ]

    private static func format(_ card: FormatCard, _ task: Task, layout: Layout = .ultralytics, recognise: @escaping DatasetFormat.Recognise) -> DatasetFormat {
        let takes: Set<QuestionKind> = switch task {
        case .detect: [.boxes, .rotatedBoxes, .ellipses, .polygons, .polylines, .skeletons, .masks, .cuboids]
        case .segment: [.boxes, .rotatedBoxes, .polygons, .masks]
        case .obb: [.boxes, .rotatedBoxes, .ellipses, .polygons, .masks]
        case .pose: [.skeletons]
        }
        return DatasetFormat(
            card: card, media: [.image], takes: takes, recognise: recognise, reader: { try YOLOReader($0, options: $1, task: task) },
            writer: { YOLOWriter($0, layout: $1, task: task, in: layout) })
    }

    static func dataFile(in listing: FolderListing) -> String? {
        let yaml = listing.paths.filter { ["yaml", "yml"].contains($0.split(separator: ".").last.map(String.init) ?? "") && $0.split(separator: "/").count <= 2 }
        return yaml.first { ["data.yaml", "data.yml", "dataset.yaml"].contains(String(ImageFiles.fileName($0))) }
            ?? (yaml.count == 1 ? yaml[0] : nil)
    }

    /// `data.yaml` does not say what its rows hold, but for joints: the first rows tell.
    private static func recognise(_ input: DatasetInput, _ task: Task) -> DatasetFormat.Recognition? {
        let listing = input.listing
        let labels = listing.paths.filter { $0.hasSuffix(".txt") && isLabelFile($0) && !isDarknetFile($0) }
        let data = dataFile(in: listing)
        if data == nil, labels.isEmpty { return nil }
        let hasJoints = data.map { input.headText($0).holds("kpt_shape") } ?? false
        guard task == (hasJoints ? .pose : rows(of: labels, input)) else { return nil }
        if let data { return .init(confidence: labels.isEmpty ? 0.6 : 0.95, reason: "`\(data)` beside \(labels.count) label files") }
        return .init(confidence: 0.8, reason: "there are \(labels.count) text files in folders named `labels`")
    }

    /// By the first rows there are: all of four corners of a rectangle, all polygons, or boxes.
    private static func rows(of labels: [String], _ input: DatasetInput) -> Task {
        // All of them: a split may have nothing but polygons that happen to be rectangles.
        let rows = labels.prefix(40).flatMap { file in
            input.headText(file).split(whereSeparator: \.isNewline).prefix(20).map { $0.split { $0 == " " || $0 == "\t" }.compactMap { DecimalText.number($0) } }
        }
        guard !rows.isEmpty else { return .detect }
        if rows.allSatisfy({ $0.count == 9 && CornerBox.isRectangle(Array($0[1...])) }) { return .obb }
        return rows.allSatisfy { $0.count >= 7 && $0.count % 2 == 1 } ? .segment : .detect
    }

    private static func recogniseDarknet(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let data = darknetFile(in: input.listing) else {
            let labels = input.listing.paths.count { $0.hasSuffix(".txt") && isDarknetFile($0) }
            return labels > 0 ? .init(confidence: 0.8, reason: "there are \(labels) text files in folders named `obj_train_data`") : nil
        }
        return .init(confidence: 0.95, reason: "`\(data)` names classes and lists of pictures")
    }

    static func darknetFile(in listing: FolderListing) -> String? { listing.paths.first { ImageFiles.fileName($0) == "obj.data" } }

    private static func isDarknetFile(_ path: String) -> Bool {
        path.split(separator: "/").dropLast().contains { $0.hasPrefix("obj_") && $0.hasSuffix("_data") }
    }

    static func isLabelFile(_ path: String) -> Bool { path.split(separator: "/").dropLast().contains("labels") || isDarknetFile(path) }

    /// Where the rows of a picture are looked for: the last `images` of its path becomes `labels`; or beside the picture.
    static func labelFiles(for image: String) -> [String] {
        let stem = ImageFiles.withoutEnding(image)
        var parts = stem.split(separator: "/").map(String.init)
        guard let place = parts.dropLast().lastIndex(of: "images") else { return [stem + ".txt"] }
        parts[place] = "labels"
        return [parts.joined(separator: "/") + ".txt", stem + ".txt"]
    }
}
