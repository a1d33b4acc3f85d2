import Records

/// Amazon Mechanical Turk batch results as CSV: a row per assignment. `Input.` columns are the item's fields, `Answer.`
/// columns what one worker said; answers may be plain, QuestionFormAnswers XML, JSON of Crowd HTML elements, or a
/// true/false column per option (`Answer.colour.red`), which become the options chosen. A HIT is an item, whose rows may
/// be apart; see `CrowdTable` for the memory that takes.
///
/// Kinds, see `ValueSurvey`: few values `choice` with labels in the order of their bytes, numbers `number`, others `text`.
public enum MTurk {
    public static let card = FormatCard(
        name: "mturk", summary: "Amazon Mechanical Turk batch results as CSV: a row per assignment", extensions: ["csv"],
        holds: ["choice", "choices", "number", "text", "annotations of several people", "fields"])

    public static let format = DatasetFormat(card: card, recognise: recognise, reader: { try MTurkReader(reading: $0, options: $1) })

    static func files(in input: DatasetInput) -> [String] {
        input.files("csv").filter {
            let head = input.headText($0).split(whereSeparator: \.isNewline).first ?? ""
            return head.holds("HITId") && (head.holds("WorkerId") || head.holds("AssignmentId"))
        }
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = files(in: input).first else { return nil }
        return .init(confidence: 0.97, reason: "`\(first)` has columns `HITId` and `WorkerId`")
    }
}
