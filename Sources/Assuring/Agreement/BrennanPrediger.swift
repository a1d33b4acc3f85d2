/// Agreement beyond guessing each class with the same probability.
///
/// pe = 1 / K, or sum(W) / K^2 with weights. Paper: Brennan and Prediger (1981), doi 10.1177/001316448104100307. For two
/// annotators it is Bennett's S (1954, doi 10.1086/266520), for many Randolph's free-marginal kappa; the catalogue knows
/// those names too. The number of classes is the declared one, not the number seen: an undeclared rare class raises it.
public struct BrennanPrediger: WeightedMeasure {
    public static let name = "brennan-prediger"
    public static let summary = "Agreement beyond even guessing; for annotators who are free in how often they use a class"
    public var weights: AgreementWeights.Scheme

    public init(weights: AgreementWeights.Scheme = .identity) { self.weights = weights }

    func corrected(_ panel: RatingPanel) throws(AgreementUndefined) -> ChanceCorrected {
        guard panel.classCount > 1 else { throw .oneClass }
        let weights = try panel.weights(weights)
        let even = weights.total / (Double(panel.classCount) * Double(panel.classCount))
        return ChanceCorrected(measure: fullName, panel: panel, weights: weights) { _, _ in ChanceAgreement(expected: even, pull: .none) }
    }
}
