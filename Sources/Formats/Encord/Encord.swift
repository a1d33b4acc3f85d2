import Records

/// Encord label rows as the SDK gives them (`to_encord_dict`): one per file, or a list of them. Shapes stand in the data units, what is
/// said about them in `object_answers`; coordinates are shares of width and height.
public enum Encord {
    public static let card = FormatCard(
        name: "encord", summary: "Encord label rows: pictures, picture groups and videos", extensions: ["json"], canWrite: false,
        holds: ["boxes", "rotated-boxes", "polygons with holes", "polylines", "points", "skeletons", "ellipses", "masks", "tracks", "choices", "texts", "attributes", "picture sizes"])

    public static let format = DatasetFormat(card: card, recognise: recognise, reader: { try EncordReader($0, options: $1) })

    static func files(_ input: DatasetInput) -> [String] { input.files("json").filter { looksRight(input.headText($0)) } }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = input.files("json").prefix(20).first(where: { looksRight(input.headText($0)) }) else { return nil }
        return .init(confidence: 0.95, reason: "`\(first)` has Encord's `data_units`")
    }

    private static func looksRight(_ head: String) -> Bool {
        let names = ["label_hash", "object_answers", "data_hash", "objectHash", "data_title", "classification_answers"]
        return head.holds("\"data_units\"") && names.contains { head.holds("\"\($0)\"") }
    }
}
