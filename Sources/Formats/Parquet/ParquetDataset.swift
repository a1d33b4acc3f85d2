import Records

/// Labelled items as Parquet, one file per split: `key`, files as structures of bytes and path, fields, a column per question,
/// and `winnow` with JSON of whatever has no column.
///
/// Choices are numbers with their names in the metadata `huggingface`, as the Hugging Face hub has them, so
/// `datasets.load_dataset("parquet", ...)` gives pictures and classes. Files of others are read by that metadata too.
public enum ParquetDataset {
    public static let card = FormatCard(
        name: "parquet", summary: "Parquet with a column per field and question, pictures within, as the Hugging Face hub has them", extensions: ["parquet"],
        capacity: .everything, loses: [])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try ParquetDatasetReader($0, options: $1) }, writer: { try ParquetDatasetWriter($0, layout: $1) })

    /// Column of what has none of its own, and key of the metadata that lists the questions.
    static let rest = "winnow"
    static let key = "key"
    static let features = "huggingface"

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = input.files("parquet").first, input.head(first).starts(with: Array("PAR1".utf8)) else { return nil }
        return .init(confidence: 0.95, reason: "`\(first)` begins with `PAR1`")
    }

    /// `data/train-00000-of-00002.parquet` -> `train`, `default/test/0000.parquet` -> `test`; nil for `all`.
    static func split(of path: String) -> String? {
        var name = TFRecord.withoutShard(ImageFiles.stem(path))
        if name.allSatisfy(\.isWholeNumber) { name = String(ImageFiles.fileName(ImageFiles.parent(path))) }
        return name.isEmpty || name == LabelledItem.wholeName ? nil : name
    }
}
