import Records

/// brat standoff: a `.txt` file with the text of a document and an `.ann` file of the same name with what is said of it,
/// and an `annotation.conf` that lists the types.
public enum Brat {
    public static let card = FormatCard(
        name: "brat", summary: "brat standoff: a text file and a file of annotations per document", extensions: ["ann"],
        capacity: FormatCapacity(
            media: [.text], kinds: [.spans, .relations],
            extras: [.keys, .attributes, .notes, .discontinuousSpans, .overlappingSpans, .emptyAnswers, .splits]),
        loses: BratWriter.losses)

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try BratReader($0, options: $1) }, writer: { try BratWriter($0, layout: $1) })

    /// Paths without ending of which there are both files.
    static func documents(_ input: DatasetInput) -> [String] {
        let texts = Set(input.listing.paths.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) })
        return input.listing.paths.filter { $0.hasSuffix(".ann") }.map { String($0.dropLast(4)) }.filter(texts.contains)
    }

    static let configuration = "annotation.conf"

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let documents = documents(input)
        guard let first = documents.first else { return nil }
        return .init(confidence: 0.97, reason: "there are \(documents.count) pairs of files such as `\(first).txt` and `\(first).ann`")
    }
}
