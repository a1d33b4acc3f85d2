import Records

/// Datumaro's own JSON: `annotations/<subset>.json`, one object with categories and items, and files under
/// `images/<subset>/` or `point_clouds/<subset>/`. CVAT writes it too.
public enum Datumaro {
    public static let card = FormatCard(
        name: "datumaro", summary: "Datumaro JSON: a file of items per subset, with shapes, labels and captions", extensions: ["json"],
        capacity: FormatCapacity(
            media: [.image, .pointcloud],
            kinds: [.boxes, .rotatedBoxes, .polygons, .masks, .polylines, .points, .skeletons, .ellipses, .cuboids, .cuboids3D, .choices, .texts],
            extras: [.keys, .pictureSizes, .splits, .attributes, .noLabel, .severalPolygons, .emptyAnswers, .unanswered]),
        loses: [DatumaroWriter.nameChanged, DatumaroWriter.splitRenamed, DatumaroWriter.widthRounded, DatumaroWriter.maskUnwritable])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try DatumaroReader($0, options: $1) }, writer: { try DatumaroWriter($0, layout: $1) })

    /// The subset of items that have none.
    static let defaultSubset = "default"
    /// Kinds with parts in the order in which they are looked for.
    static let drawn: [QuestionKind] = [.boxes, .polygons, .masks, .rotatedBoxes, .ellipses, .polylines, .points, .skeletons, .cuboids, .cuboids3D]

    static func files(_ input: DatasetInput) -> [String] {
        let all = input.files("json")
        let proper = all.filter { ImageFiles.fileName(ImageFiles.parent($0)) == "annotations" }
        return (proper.isEmpty ? all : proper).filter { looksRight(input.head($0)) }
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let all = input.files("json")
        let proper = all.filter { ImageFiles.fileName(ImageFiles.parent($0)) == "annotations" }
        guard let first = (proper.isEmpty ? all : proper).prefix(20).first(where: { looksRight(input.head($0)) }) else { return nil }
        return .init(confidence: 0.97, reason: "`\(first)` has Datumaro's `categories` and `items`")
    }

    private static func looksRight(_ head: [UInt8]) -> Bool {
        guard head.first(where: { ![0xEF, 0xBB, 0xBF, 32, 9, 10, 13].contains($0) }) == UInt8(ascii: "{") else { return false }
        let text = String(decoding: head, as: UTF8.self)
        if text.holds("\"dm_format_version\"") { return true }
        return text.holds("\"categories\"") && text.holds("\"items\"") && (text.holds("\"infos\"") || text.holds("\"media_type\"")) && !text.holds("\"images\"")
    }
}
