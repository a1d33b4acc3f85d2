/// Agreement of many annotators beyond what the habits of each of them give.
///
/// Cohen's kappa for any number of annotators: chance is the mean over ordered pairs of different annotators of
/// p_g' W p_h, p_g being how often annotator g uses each class. Fleiss's kappa takes one habit for all, and so counts
/// different habits as disagreement; the two are close when everybody rates much the same items.
/// Paper: Conger (1980), doi 10.1037/0033-2909.88.2.322; for missing ratings, weights and the variance: Gwet, Handbook of
/// Inter-Rater Reliability (4th edition, 2014). Equals Cohen's kappa for two annotators who rate everything.
///
/// Cost: O(votes + used classes of each annotator squared for weights); never items x annotators. Annotators with no rating
/// on the items looked at do not count. Use it for a fixed, small group; not for a crowd, whose members' habits a few
/// answers do not show.
public struct CongerKappa: WeightedMeasure {
    public static let name = "conger-kappa"
    public static let summary = "Agreement of a fixed group beyond what each annotator's own habits give; Cohen's kappa for many"
    public var weights: AgreementWeights.Scheme

    public init(weights: AgreementWeights.Scheme = .identity) { self.weights = weights }

    func corrected(_ panel: RatingPanel) throws(AgreementUndefined) -> ChanceCorrected {
        let weights = try panel.weights(weights)
        return ChanceCorrected(measure: fullName, panel: panel, weights: weights) { _, items in
            let shares = AnnotatorShares(panel.votes, items: items, weights)
            return ChanceAgreement(expected: shares.expected, pull: .annotators(shares))
        }
    }
}
