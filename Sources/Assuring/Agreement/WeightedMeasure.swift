/// A coefficient that can count some disagreements as smaller: one form for each scheme of weights.
protocol WeightedMeasure: ChanceCorrectedMeasure {
    var weights: AgreementWeights.Scheme { get }
    init(weights: AgreementWeights.Scheme)
}

extension WeightedMeasure {
    public static var variants: [String] { AgreementWeights.Scheme.allCases.map(\.rawValue) }

    public init?(variant: String?) {
        guard let weights = AgreementWeights.Scheme(variant: variant) else { return nil }
        self.init(weights: weights)
    }

    public var variant: String? { weights.variant }
}
