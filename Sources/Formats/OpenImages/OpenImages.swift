import Records

/// Open Images (v4 to v7): tables of boxes and of labels per split, classes by machine id with their names beside them.
public enum OpenImages {
    public static let card = FormatCard(
        name: "open-images", summary: "Open Images: CSV tables of boxes, image labels and class names per split", extensions: ["csv"],
        capacity: FormatCapacity(media: [.image], kinds: [.boxes, .choices], extras: [.keys, .splits, .licences, .attributes, .unanswered], decimals: decimals),
        loses: [OpenImagesWriter.nameChanged, OpenImagesWriter.noSize, OpenImagesWriter.noLabels, OpenImagesWriter.attributesLeftOut])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try OpenImagesReader($0, $1) }, writer: { try OpenImagesWriter($0, layout: $1) })

    /// What a table tells; its file's name ends so.
    enum Table: String, CaseIterable {
        case images = "-images-with-rotation.csv", labels = "-annotations-human-imagelabels.csv", boxes = "-annotations-bbox.csv"
        /// Only read.
        case masks = "-annotations-object-segmentation.csv"

        /// Names that tables have in one release or another.
        var endings: [String] {
            switch self {
            case .images: [rawValue, "-images-with-labels-with-rotation.csv", "image_ids_and_rotation.csv"]
            case .labels: [rawValue, "-annotations-human-imagelabels-boxable.csv", "-annotations-machine-imagelabels.csv"]
            case .boxes, .masks: [rawValue]
            }
        }
    }

    static let flags = ["IsOccluded", "IsTruncated", "IsGroupOf", "IsDepiction", "IsInside"]
    static let imageColumns = [
        "ImageID", "Subset", "OriginalURL", "OriginalLandingURL", "License", "AuthorProfileURL", "Author", "Title", "OriginalSize", "OriginalMD5", "Thumbnail300KURL", "Rotation",
    ]
    static let labelColumns = ["ImageID", "Source", "LabelName", "Confidence"]
    static let boxColumns = ["ImageID", "Source", "LabelName", "Confidence", "XMin", "XMax", "YMin", "YMax"] + flags
    /// Digits to which pixels are taken: what is behind them comes from shares of the width and height.
    static let decimals = 9

    static func table(_ path: String) -> Table? {
        let name = Compression.unpackedPath(String(ImageFiles.fileName(path)))
        return Table.allCases.first { $0.endings.contains(where: name.hasSuffix) }
    }

    /// `oidv6-train-annotations-bbox.csv` -> `train`; nil for tables of all splits.
    static func split(_ path: String) -> String? {
        let name = Compression.unpackedPath(String(ImageFiles.fileName(path)))
        guard let table = table(path), let ending = table.endings.first(where: name.hasSuffix) else { return nil }
        var split = String(name.dropLast(ending.count))
        for prefix in ["oidv6-", "oidv7-", "challenge-2018-"] where split.hasPrefix(prefix) { split = String(split.dropFirst(prefix.count)) }
        return split.isEmpty || split == LabelledItem.wholeName ? nil : split
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let file = input.files("csv").first(where: { table($0) != nil && ["ImageID", "MaskPath"].contains(where: input.headText($0).hasPrefix) }) else { return nil }
        return .init(confidence: 0.95, reason: "`\(file)` is a table by `ImageID`")
    }
}
