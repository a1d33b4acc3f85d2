import Records

/// Appen (CrowdFlower, Figure Eight) reports as CSV. The full report has a row per judgement: each becomes an annotation
/// of its unit, with `_trust`, `_tainted` and the rest kept. The aggregated report has a row per unit: its answers count,
/// and their confidence is kept. Gold columns stay in the metadata.
///
/// Which columns are answers: those named as questions by the project, those with a `<name>_gold` or `<name>:confidence`
/// beside them, and in full reports those that differ between judgements of one unit. What kind they are, see
/// `ValueSurvey`: few values `choice` with labels in the order of their bytes, numbers `number`, others `text`.
public enum Appen {
    public static let card = FormatCard(
        name: "appen", summary: "Appen (Figure Eight) reports as CSV: judgements by person, or aggregated", extensions: ["csv"],
        holds: ["choice", "choices", "number", "text", "annotations of several people", "fields", "gold answers as metadata"])

    public static let format = DatasetFormat(card: card, recognise: recognise, reader: { try AppenReader(reading: $0, options: $1) })

    static func files(in input: DatasetInput) -> [String] {
        input.files("csv").filter { input.headText($0).split(whereSeparator: \.isNewline).first?.holds("_unit_id") == true }
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = files(in: input).first else { return nil }
        return .init(confidence: 0.97, reason: "`\(first)` has a column `_unit_id`")
    }
}
