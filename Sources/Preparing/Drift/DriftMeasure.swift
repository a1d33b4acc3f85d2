import Kernels
import Records

/// A number that says whether a column of new data is like that of the reference, and from where on it is not.
///
/// The choice where none is declared, and the thresholds, are those of evidently 0.4: tests of significance up to a thousand
/// values of the reference, distances above, where a test calls every trifle significant.
public enum DriftMeasure: String, Sendable, Codable, CaseIterable {
    case kolmogorovSmirnov = "ks", chiSquare = "chi-square", proportions = "z", wasserstein, jensenShannon = "jensen-shannon"
    case populationStability = "psi", kullbackLeibler = "kl", hellinger, totalVariation = "total-variation", energy
    case domainClassifier = "domain-classifier"

    /// A probability: small ones tell of drift. Otherwise a distance: large ones do.
    public var isProbability: Bool { self == .kolmogorovSmirnov || self == .chiSquare || self == .proportions }

    /// 0.05 of probabilities, 0.1 of distances; of the domain classifier, the area under the curve (0.55).
    public var standardThreshold: Double { isProbability ? 0.05 : self == .domainClassifier ? 0.55 : 0.1 }

    public var summary: String {
        switch self {
        case .kolmogorovSmirnov: "Kolmogorov-Smirnov test of two samples of numbers: probability"
        case .chiSquare: "chi-square test of the counts of values: probability"
        case .proportions: "z test of two proportions, for two values: probability"
        case .wasserstein: "Wasserstein distance in standard deviations of the reference"
        case .jensenShannon: "Jensen-Shannon distance of shares, in nats"
        case .populationStability: "population stability index of shares"
        case .kullbackLeibler: "Kullback-Leibler divergence of shares, in nats"
        case .hellinger: "Hellinger distance of shares"
        case .totalVariation: "total variation distance of shares"
        case .energy: "energy distance of two samples of numbers"
        case .domainClassifier: "how well a classifier tells new texts from old: area under the ROC curve"
        }
    }

    /// Whether columns of this kind can be measured by it.
    public func fits(_ kind: ColumnDrift.Kind) -> Bool {
        switch self {
        case .kolmogorovSmirnov, .wasserstein, .energy: kind == .number
        case .domainClassifier: kind == .text
        default: kind != .text
        }
    }

    /// What is taken where the settings name none. `values`: different ones of both sides together.
    static func usual(_ kind: ColumnDrift.Kind, references: Int, values: Int) -> DriftMeasure {
        if kind == .text { return .domainClassifier }
        let isNumeric = kind == .number && values > 5
        if references > 1000 { return isNumeric ? .wasserstein : .jensenShannon }
        return isNumeric ? .kolmogorovSmirnov : values > 2 ? .chiSquare : .proportions
    }
}
