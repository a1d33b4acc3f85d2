import Records

/// Clarifai inputs and annotations as JSON: coordinates are shares of the picture, rows before columns. The size comes
/// from `image_info` or the picture. Concepts of the whole input with a value from 0.5 on are its `choices`; the others
/// ("not this") are kept in the metadata.
public enum Clarifai {
    public static let card = FormatCard(
        name: "clarifai", summary: "Clarifai: inputs with concepts and regions as JSON, coordinates as shares", extensions: ["json", "jsonl"],
        holds: ["boxes", "polygons", "points", "choices", "spans", "tracks of boxes"])

    public static let format = DatasetFormat(card: card, recognise: recognise, reader: { try ClarifaiReader($0, options: $1) })

    static func files(in input: DatasetInput) -> [String] { input.files("json", "jsonl", "ndjson").filter { looksRight(input.headText($0)) } }

    static func looksRight(_ head: String) -> Bool { head.holds("\"data\"") && (head.holds("\"region_info\"") || (head.holds("\"concepts\"") && (head.holds("\"inputs\"") || head.holds("\"input_id\"")))) }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = files(in: input).first else { return nil }
        return .init(confidence: 0.95, reason: "`\(first)` has inputs with concepts or regions")
    }
}
