/// Share of pairs of annotators that gave an item the same class, averaged over items.
///
/// Easy to explain and blind to chance: two people who always answer the commonest class agree often. Read it beside a
/// chance-corrected coefficient, never alone.
public struct PercentAgreement: AgreementMeasure {
    public static let name = "percent"
    public static let summary = "Share of annotator pairs that gave the same class; not corrected for chance"

    public init() {}
    public init?(variant: String?) { if variant != nil { return nil } }

    public func agreement(of panel: RatingPanel, items: [Int32]) -> Agreement {
        var result = ChanceCorrected(measure: name, panel: panel, items: items, weights: .identity(panel.classCount))
            .agreement { shares in ChanceAgreement(expected: 0, sensitivity: shares.map { _ in 0 }) }
        result.expected = nil
        return result
    }
}
