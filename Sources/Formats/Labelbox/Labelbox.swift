import Records

/// Labelbox, all it has written: NDJSON as it is imported (a line per annotation), export v2 NDJSON (a line per data row)
/// and the older export v1 (a list of records). Pixels are edges; ends of entities are inclusive, frames of video count
/// from 1; both are turned. Masks are addresses of pictures elsewhere: they are kept in the metadata and told.
///
/// Who labelled is kept as annotations; where one person did, the answers count. Lines of one data row may be apart: the
/// counts of lines per row are kept in memory, and the lines of rows that are not complete.
public enum Labelbox {
    public static let card = FormatCard(
        name: "labelbox", summary: "Labelbox: NDJSON as imported, export v2 NDJSON, export v1 JSON", extensions: ["ndjson", "json"],
        holds: ["boxes", "polygons", "polylines", "points", "spans", "relations", "choice", "choices", "text", "tracks of boxes, lines and points", "annotations of several people", "attributes", "picture sizes"])

    public static let format = DatasetFormat(card: card, recognise: recognise, reader: { try LabelboxReader($0, options: $1) })

    static func files(in input: DatasetInput) -> [String] {
        input.files("ndjson", "jsonl", "json").filter { looksRight(input.headText($0)) }
    }

    static func looksRight(_ head: String) -> Bool {
        head.holds("\"dataRow\"") || (head.holds("\"data_row\"") && head.holds("\"projects\"")) || (head.holds("\"DataRow ID\"") && head.holds("\"Labeled Data\""))
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = files(in: input).first else { return nil }
        return .init(confidence: 0.96, reason: "records of `\(first)` have the keys of Labelbox")
    }
}
