/// Share of pairs of annotators that gave an item the same class, averaged over items.
///
/// Easy to explain and blind to chance: two people who always answer the commonest class agree often. Read it beside a
/// chance-corrected coefficient, never alone.
public struct PercentAgreement: ChanceCorrectedMeasure {
    public static let name = "percent"
    public static let summary = "Share of annotator pairs that gave the same class; not corrected for chance"

    public init() {}
    public init?(variant: String?) { if variant != nil { return nil } }

    func corrected(_ panel: RatingPanel) throws(AgreementUndefined) -> ChanceCorrected {
        ChanceCorrected(measure: name, panel: panel, weights: .identity(panel.classCount)) { _, _ in ChanceAgreement(expected: 0, pull: .none) }
    }

    public func agreement(of panel: RatingPanel, items: [Int32]) -> Agreement {
        do {
            var result = try corrected(panel).agreement(items)
            result.expected = nil
            result.pValue = nil
            return result
        } catch { return .undefined(name, error) }
    }
}
