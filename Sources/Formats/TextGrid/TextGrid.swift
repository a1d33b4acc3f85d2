import Records

/// Praat TextGrid: a file per recording with named tiers. An interval tier covers the recording from its first to its
/// last second without a gap, silence being an empty text; a point tier has moments. A tier is a question here; texts
/// with speakers and pieces that overlap get a tier each (`talk@Ada`, `talk (2)`), told apart by `winnow.json`.
public enum TextGrid {
    public static let card = FormatCard(
        name: "textgrid", summary: "Praat TextGrid: a file per recording with a tier per question", extensions: ["textgrid"],
        capacity: FormatCapacity(
            media: [.audio, .video], kinds: [.segments, .transcripts], questions: .any,
            extras: [.keys, .splits, .emptyAnswers, .unanswered, .noLabel, .overlappingSegments]),
        loses: [TimedWriter.emptyText, TimedWriter.textChanged, TimedWriter.backwards].map { TimedWriter.code("textgrid", $0) })

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try TextGridReader($0, options: $1) }, writer: { TextGridWriter($0, layout: $1) })

    static func files(in input: DatasetInput) -> [String] { input.files("textgrid") }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = files(in: input)
        guard let first = files.first else { return nil }
        let head = (try? TimedText.decode(Array(input.head(first).prefix(400 / 2 * 2)), file: first)) ?? ""
        guard head.holds("ooTextFile") else { return nil }
        return .init(confidence: 0.98, reason: "there are \(files.count) TextGrid files, such as `\(first)`")
    }
}
