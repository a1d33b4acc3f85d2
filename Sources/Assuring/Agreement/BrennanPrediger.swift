/// Agreement beyond guessing each class with the same probability.
///
/// Also known as Bennett's S, Randolph's free-marginal kappa and the G index. Paper: Brennan and Prediger (1981),
/// doi 10.1177/001316448104100307. The number of classes is the declared one, not the number seen.
public struct BrennanPrediger: AgreementMeasure {
    public static let name = "brennan-prediger"
    public static let summary = "Agreement beyond even guessing; for annotators who are free in how often they use a class"
    public static let variants = AgreementWeights.Scheme.allCases.map(\.rawValue)
    public var weights: AgreementWeights.Scheme

    public init(weights: AgreementWeights.Scheme = .identity) { self.weights = weights }

    public init?(variant: String?) {
        guard let weights = AgreementWeights.Scheme(variant: variant) else { return nil }
        self.weights = weights
    }

    public var variant: String? { weights.variant }

    public func agreement(of panel: RatingPanel, items: [Int32]) -> Agreement {
        guard panel.classCount > 1 else { return .undefined(fullName, .oneClass) }
        guard let weights = panel.weights(weights) else { return .undefined(fullName, .classesAreNotNumbers) }
        let even = weights.matrix.reduce(0, +) / Double(panel.classCount * panel.classCount)
        return ChanceCorrected(measure: fullName, panel: panel, items: items, weights: weights)
            .agreement { shares in ChanceAgreement(expected: even, sensitivity: shares.map { _ in even }) }
    }
}
