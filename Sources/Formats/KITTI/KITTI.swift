import Records

/// KITTI: a text file per picture (or per sequence, for tracking), a row per object with its box on the picture and its cuboid
/// in space.
public enum KITTI {
    public static let card = FormatCard(
        name: "kitti", summary: "KITTI objects: a row per box and 3-D cuboid, a file per picture", extensions: [],
        capacity: FormatCapacity(media: [.image], kinds: [.boxes, .cuboids3D], extras: [.keys, .splits, .scores, .unanswered]),
        loses: [KITTIWriter.nameChanged, KITTIWriter.labelChanged, KITTIWriter.rotationAsYaw])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try KITTIReader($0, $1) }, writer: { KITTIWriter($0, layout: $1) })

    public static let tracking = FormatCard(
        name: "kitti-tracking", summary: "KITTI tracking: box tracks, a row per object and frame, a file per sequence", extensions: [],
        capacity: FormatCapacity(media: [.video], kinds: [.tracks], trackShapes: [.boxes], extras: [.keys, .splits, .emptyAnswers]),
        loses: [KITTITrackingWriter.nameChanged, KITTITrackingWriter.labelChanged])

    public static let trackingFormat = DatasetFormat(
        card: tracking, recognise: recogniseTracking, reader: { try KITTITrackingReader($0, $1) }, writer: { KITTITrackingWriter($0, layout: $1) })

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        recognise(input, files(input, "label_2"), "label_2") { line in KITTIRow.parse(line) }
    }

    private static func recogniseTracking(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        recognise(input, files(input, "label_02"), "label_02") { line in KITTIRow.parseTracked(line).map { found in found.row } }
    }

    private static func recognise(
        _ input: DatasetInput, _ files: [String], _ folder: String, _ parse: (Substring) -> Result<KITTIRow, KITTIRow.Fault>
    ) -> DatasetFormat.Recognition? {
        let isNamed = files.first.map { self.isIn($0, folder) } ?? false
        for file in files.prefix(16) {
            guard let line = input.headText(file).split(whereSeparator: \.isNewline).first else { continue }
            guard case .success = parse(line) else { return nil }
            return .init(confidence: isNamed ? 0.95 : 0.85, reason: "`\(file)` has rows of a type and 14 numbers")
        }
        return isNamed ? .init(confidence: 0.6, reason: "`\(files[0])` is in a folder named `\(folder)`") : nil
    }

    /// Text files in the folder of that name, else all.
    static func files(_ input: DatasetInput, _ folder: String) -> [String] {
        let texts = input.files("txt").filter { !isIn($0, "calib") }
        let named = texts.filter { isIn($0, folder) }
        return named.isEmpty ? texts : named
    }

    private static func isIn(_ path: String, _ folder: String) -> Bool { path.split(separator: "/").dropLast().contains { $0 == folder } }

    /// The folder around the one of labels or pictures, and the name below that one, without its ending.
    static func place(of path: String, _ folders: Set<String>) -> (dataset: String, name: String) {
        let parts = ImageFiles.withoutEnding(path).split(separator: "/").map(String.init)
        guard let place = parts.dropLast().lastIndex(where: folders.contains) else { return ("", parts.last ?? path) }
        return (parts[..<place].joined(separator: "/"), parts[(place + 1)...].joined(separator: "/"))
    }

    /// `training` and `testing` are what the kit calls its splits.
    static func split(of folder: String) -> String? {
        switch String(ImageFiles.fileName(folder)) {
        case "": nil
        case "training": "train"
        case "testing": "test"
        case let name: name
        }
    }

    static func folder(of split: String?) -> String {
        switch split {
        case nil: ""
        case "train"?: "training"
        case "test"?: "testing"
        case let name?: SafeNames.safe(name)
        }
    }
}
