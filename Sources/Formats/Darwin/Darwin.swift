import Records

/// V7 Darwin JSON 2.0: a file per item with its annotations, pictures and videos beside (`darwin dataset pull`). Boxes and points
/// are pixels; several paths of a polygon are its pieces and holes.
public enum Darwin {
    public static let card = FormatCard(
        name: "darwin", summary: "V7 Darwin JSON 2.0: a file per picture or video", extensions: ["json"], canWrite: false,
        holds: ["boxes", "polygons with holes", "ellipses", "polylines", "points", "skeletons", "cuboids", "masks", "choices", "tracks with key frames", "attributes", "notes", "scores", "picture sizes"])

    public static let format = DatasetFormat(card: card, recognise: recognise, reader: { try DarwinReader($0, options: $1) })

    static func files(_ input: DatasetInput) -> [String] { input.files("json").filter { looksRight(input.head($0)) } }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = input.files("json").prefix(20).first(where: { looksRight(input.head($0)) }) else { return nil }
        return .init(confidence: 0.95, reason: "`\(first)` has Darwin's `item` with `slots`")
    }

    private static func looksRight(_ head: [UInt8]) -> Bool {
        let text = String(decoding: head, as: UTF8.self)
        guard text.unicodeScalars.first(where: { !$0.properties.isWhitespace && $0.value != 0xFEFF }) == "{" else { return false }
        let isSecond = text.holds("\"item\"") && text.holds("\"slots\"") && (text.holds("\"slot_name\"") || text.holds("\"source_info\""))
        return isSecond || text.holds("darwin-json.schema") || text.holds("v7labs.com")
    }
}
