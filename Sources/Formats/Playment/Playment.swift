import Records

/// Playment (TELUS Ground Truth Studio) results: an object per picture or video. All coordinates are shares of the
/// picture's width and height, whose size comes from the picture itself; without it nothing can be placed, which is told.
/// Rings of polygons are graphs of points: the edges are walked.
public enum Playment {
    public static let card = FormatCard(
        name: "playment", summary: "Playment (TELUS Ground Truth Studio): a JSON file per picture or video, coordinates as shares", extensions: ["json"],
        holds: ["boxes", "rotated-boxes", "polygons", "polylines", "points", "tracks", "attributes"])

    public static let format = DatasetFormat(card: card, recognise: recognise, reader: { try PlaymentReader($0, options: $1) })

    static func files(in input: DatasetInput) -> [String] { input.files("json", "jsonl").filter { looksRight(input.headText($0)) } }

    static func looksRight(_ head: String) -> Bool {
        guard head.holds("\"_id\""), head.holds("\"annotations\"") else { return false }
        if head.holds("\"annotation_data\"") { return true }
        return ["rectangles", "polygons", "lines", "cuboids", "landmarks"].contains { head.holds("\"\($0)\"") } && head.holds("\"data\"")
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = files(in: input).first else { return nil }
        return .init(confidence: 0.95, reason: "`\(first)` has rectangles, polygons or lines as Playment writes them")
    }
}
