/// Agreement that does not collapse when one class is rare.
///
/// Kappa falls near 0 on a table with one dominant class although annotators agree on nearly everything (the prevalence
/// paradox); this coefficient takes chance agreement from hard items only. With weights it is called AC2, and the
/// catalogue knows it as `gwet-ac2:quadratic` too. pe = sum(W) / (K (K - 1)) x sum_k p_k (1 - p_k).
/// Paper: Gwet (2008), doi 10.1348/000711006X126600. The number of classes is the declared one.
public struct GwetAC1: WeightedMeasure {
    public static let name = "gwet-ac1"
    public static let summary = "Agreement that stays meaningful when one class dominates; read beside alpha or kappa"
    public var weights: AgreementWeights.Scheme

    public init(weights: AgreementWeights.Scheme = .identity) { self.weights = weights }

    func corrected(_ panel: RatingPanel) throws(AgreementUndefined) -> ChanceCorrected {
        guard panel.classCount > 1 else { throw .oneClass }
        let weights = try panel.weights(weights)
        let classes = Double(panel.classCount)
        let scale = weights.total / (classes * (classes - 1))
        return ChanceCorrected(measure: fullName, panel: panel, weights: weights) { shares, _ in
            ChanceAgreement(
                expected: scale * shares.reduce(0) { $0 + $1 * (1 - $1) }, pull: .shares(shares.map { scale * (1 - $0) }))
        }
    }
}
