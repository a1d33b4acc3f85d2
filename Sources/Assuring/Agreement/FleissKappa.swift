/// Agreement of many annotators beyond what the overall shares of the classes give.
///
/// Paper: Fleiss (1971), doi 10.1037/h0031619. Differs from it: items may have different numbers of ratings (Gwet's
/// generalisation), and classes may agree in part by `weights`. Equals Fleiss's own value on complete tables.
public struct FleissKappa: WeightedMeasure {
    public static let name = "fleiss-kappa"
    public static let summary = "Agreement of any number of annotators beyond the shares of the classes"
    public var weights: AgreementWeights.Scheme

    public init(weights: AgreementWeights.Scheme = .identity) { self.weights = weights }

    func corrected(_ panel: RatingPanel) throws(AgreementUndefined) -> ChanceCorrected {
        let weights = try panel.weights(weights)
        return ChanceCorrected(measure: fullName, panel: panel, weights: weights) { shares, _ in Self.chance(shares: shares, weights) }
    }

    /// pe = p' W p; an item moves it through both sides.
    static func chance(shares: [Double], _ weights: AgreementWeights) -> ChanceAgreement {
        let reach = weights.applied(to: shares)
        return ChanceAgreement(expected: zip(shares, reach).reduce(0) { $0 + $1.0 * $1.1 }, pull: .shares(reach))
    }
}

extension AgreementWeights {
    /// W p; every scheme is symmetric.
    func applied(to shares: [Double]) -> [Double] {
        guard let table else { return shares }
        return shares.indices.map { row in
            var sum = 0.0
            for column in shares.indices { sum += table[row * classCount + column] * shares[column] }
            return sum
        }
    }
}
