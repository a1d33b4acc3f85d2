import Records

/// A table of items: a row each, a column per field and question.
public enum CSVDataset {
    public static let card = FormatCard(
        name: "csv", summary: "Comma-separated values with a header, for spreadsheets and pandas", extensions: ["csv"],
        holds: ["fields as text", "one column per question", "splits", "files beside it"], loses: CSVDatasetWriter.losses)

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try CSVDatasetReader($0, options: $1) }, writer: { try CSVDatasetWriter($0, layout: $1) })

    /// Tables whose first column is `key` and whose last are those of our writer.
    static func files(in input: DatasetInput) -> [String] {
        input.files("csv").filter { file in
            let line = String(decoding: input.head(file).prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
            return line.hasPrefix("key,") && line.hasSuffix(CSVColumns.tail.joined(separator: ","))
        }
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = files(in: input)
        guard let first = files.first else { return nil }
        return .init(confidence: 0.97, reason: "the columns of `\(first)` begin with `key` and end in `split`, `licence`, `source`")
    }
}
