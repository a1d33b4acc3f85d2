import Records

/// The widest format and the default: whatever an item has, as one JSON object per line.
public enum JSONLinesDataset {
    public static let card = FormatCard(
        name: "jsonl", summary: "JSON lines: one object per item; the widest and the default", extensions: ["jsonl", "ndjson"],
        holds: ["fields of any JSON kind", "metadata", "answers of every kind", "answers of single people", "splits", "licences", "revisions", "files beside it"])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try JSONLinesDatasetReader($0, options: $1) }, writer: { try JSONLinesDatasetWriter($0, layout: $1) })

    /// Files whose first line is an item.
    static func files(in input: DatasetInput) -> [String] {
        input.files("jsonl", "ndjson").filter { file in
            let line = input.head(file).prefix { $0 != 10 }
            guard case .object(let object)? = try? JSONParser.parse(String(decoding: line, as: UTF8.self)) else {
                // Longer than what is looked at: by its first keys.
                return line.count == DatasetInput.headBytes && input.headText(file).hasPrefix("{\"key\":")
            }
            return object["key"]?.string != nil && object["answers"]?.object != nil
        }
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = files(in: input)
        guard let first = files.first else { return nil }
        return .init(confidence: 0.98, reason: "the lines of `\(first)` have `key` and `answers`")
    }
}
