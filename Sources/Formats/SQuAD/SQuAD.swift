import Records

/// SQuAD 1.1 and 2.0: questions about paragraphs, with the places of their answers. Read only.
///
/// An item per question: `text` is the paragraph, `question` what is asked. Answers are spans of the paragraph, in Unicode scalars, and
/// their texts; a question without an answer (2.0) has no spans. Plausible answers stay in the metadata.
public enum SQuAD {
    private static let described = FormatCard(
        name: "squad", summary: "SQuAD: questions about paragraphs, their answers as spans", extensions: ["json"],
        holds: ["spans", "texts", "the question as a field", "titles", "plausible answers"])

    public static let card = format.card
    public static let format = DatasetFormat(card: described, media: [.text], recognise: recognise, reader: { try SQuADReader(reading: $0, options: $1) })

    static func files(_ input: DatasetInput) -> [String] {
        input.files("json").filter { file in
            let head = input.headText(file)
            return head.holds("\"paragraphs\"") && head.holds("\"data\"") && (head.holds("\"qas\"") || head.holds("\"context\""))
        }
    }

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        files(input).first.map { .init(confidence: 0.97, reason: "`\($0)` has `data`, `paragraphs` and `qas`") }
    }
}
