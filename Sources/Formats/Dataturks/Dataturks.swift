import Records

/// Dataturks (closed): an object per line with `content` (a URL, or the text) and `annotation`; or the same as a JSON list.
public enum Dataturks {
    public static let card = FormatCard(
        name: "dataturks", summary: "Dataturks: pictures with boxes and polygons, texts with spans or labels, a line each", extensions: ["json", "jsonl"], canWrite: false,
        holds: ["boxes", "polygons", "spans", "choices", "several labels of a part", "notes", "picture sizes", "texts"])

    public static let format = DatasetFormat(card: card, recognise: recognise, reader: { try DataturksReader($0, options: $1) })

    static func files(_ input: DatasetInput) -> [String] { input.files("json", "jsonl", "ndjson", "txt").filter { looksRight(input.head($0)) } }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = input.files("json", "jsonl", "ndjson", "txt").prefix(20).first(where: { looksRight(input.head($0)) }) else { return nil }
        return .init(confidence: 0.93, reason: "records of `\(first)` have Dataturks' `content` and `annotation`")
    }

    static func firstByte(_ head: [UInt8]) -> UInt8? { head.first { ![0xEF, 0xBB, 0xBF, 32, 9, 10, 13].contains($0) } }

    private static func looksRight(_ head: [UInt8]) -> Bool {
        guard let first = firstByte(head), first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return false }
        let text = String(decoding: head, as: UTF8.self)
        return text.holds("\"content\"") && text.holds("\"annotation\"") && ["\"extras\"", "\"label\"", "\"labels\"", "\"annotation\":null"].contains { text.holds($0) }
    }
}
