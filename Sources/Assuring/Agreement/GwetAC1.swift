/// Agreement that does not collapse when one class is rare.
///
/// Kappa falls near 0 on a table with one dominant class although annotators agree on nearly everything (the prevalence
/// paradox); this coefficient takes chance agreement from hard items only. With weights it is called AC2.
/// Paper: Gwet (2008), doi 10.1348/000711006X126600. The number of classes is the declared one.
public struct GwetAC1: AgreementMeasure {
    public static let name = "gwet-ac1"
    public static let summary = "Agreement that stays meaningful when one class dominates; read beside alpha or kappa"
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
        let classes = Double(panel.classCount)
        let scale = weights.matrix.reduce(0, +) / (classes * (classes - 1))
        return ChanceCorrected(measure: fullName, panel: panel, items: items, weights: weights).agreement { shares in
            ChanceAgreement(
                expected: scale * shares.reduce(0) { $0 + $1 * (1 - $1) }, sensitivity: shares.map { scale * (1 - $0) })
        }
    }
}
