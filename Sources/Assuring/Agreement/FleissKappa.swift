/// Agreement of many annotators beyond what the overall shares of the classes give.
///
/// Paper: Fleiss (1971), doi 10.1037/h0031619. Differs from it: items may have different numbers of ratings (Gwet's
/// generalisation), and classes may agree in part by `weights`. Equals Fleiss's own value on complete tables.
public struct FleissKappa: AgreementMeasure {
    public static let name = "fleiss-kappa"
    public static let summary = "Agreement of any number of annotators beyond the shares of the classes"
    public static let variants = AgreementWeights.Scheme.allCases.map(\.rawValue)
    public var weights: AgreementWeights.Scheme

    public init(weights: AgreementWeights.Scheme = .identity) { self.weights = weights }

    public init?(variant: String?) {
        guard let weights = AgreementWeights.Scheme(variant: variant) else { return nil }
        self.weights = weights
    }

    public var variant: String? { weights.variant }

    public func agreement(of panel: RatingPanel, items: [Int32]) -> Agreement {
        guard let weights = panel.weights(weights) else { return .undefined(fullName, .classesAreNotNumbers) }
        return ChanceCorrected(measure: fullName, panel: panel, items: items, weights: weights)
            .agreement { Self.chance(shares: $0, weights) }
    }

    /// pe = p' W p; an item moves it through both sides.
    static func chance(shares: [Double], _ weights: AgreementWeights) -> ChanceAgreement {
        let reach = shares.indices.map { row in
            shares.indices.reduce(0) { $0 + (weights[row, $1] + weights[$1, row]) / 2 * shares[$1] }
        }
        return ChanceAgreement(expected: zip(shares, reach).reduce(0) { $0 + $1.0 * $1.1 }, sensitivity: reach)
    }
}

extension AgreementWeights.Scheme {
    /// nil is `identity`, which is also a name.
    init?(variant: String?) {
        guard let variant else { self = .identity; return }
        self.init(rawValue: variant)
    }

    var variant: String? { self == .identity ? nil : rawValue }
}

extension RatingPanel {
    /// nil when the scheme needs numbers and the classes are none.
    func weights(_ scheme: AgreementWeights.Scheme) -> AgreementWeights? {
        if scheme.needsValues, votes.classValues == nil { return nil }
        return AgreementWeights(scheme, classCount: classCount, values: votes.classValues)
    }
}
