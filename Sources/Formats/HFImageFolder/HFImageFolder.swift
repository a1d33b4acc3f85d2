import Records

/// Hugging Face's folder of pictures: `<split>/` with pictures and `metadata.jsonl` (or `.csv`, `.parquet`) that says of each
/// `file_name` what is known: `objects` with `bbox` (x, y, width, height in pixels) and `categories`, `label`, `text`.
///
/// Folders without such a file, where the name of the folder is the label, are the format `folders`.
public enum HFImageFolder {
    public static let card = FormatCard(
        name: "hf-imagefolder", summary: "Hugging Face image folder: pictures by split with `metadata.jsonl`", extensions: [],
        capacity: FormatCapacity(
            media: [.image], kinds: [.boxes, .choice, .text], extras: [.keys, .fileNames, .splits, .fields, .emptyAnswers, .unanswered], decimals: decimals))

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try HFImageFolderReader($0, options: $1) }, writer: { HFImageFolderWriter($0, layout: $1) })

    /// Widths are differences of borders, so numbers in full would not come back to the last bit.
    static let decimals = 6
    static let ownColumns: Set<String> = ["file_name", "objects", "label", "text", "key"]

    static func rounded(_ value: Double) -> Double {
        let scaled = (value * 1_000_000).rounded() / 1_000_000
        return scaled.isFinite ? scaled : value
    }

    static func metadataFiles(_ listing: FolderListing) -> [String] {
        listing.paths.filter { ["metadata.jsonl", "metadata.csv", "metadata.parquet"].contains(String(ImageFiles.fileName($0))) }
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = metadataFiles(input.listing).filter { $0.hasSuffix(".parquet") || input.headText($0).prefix(4096).holds("file_name") }
        guard let first = files.first else { return nil }
        let isCertain = !first.hasSuffix(".parquet") || input.listing.paths.contains(where: ImageFiles.isImage)
        return .init(confidence: isCertain ? 0.97 : 0.5, reason: "`\(first)` names pictures under `file_name`")
    }
}
