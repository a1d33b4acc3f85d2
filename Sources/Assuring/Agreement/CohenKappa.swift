import Kernels

/// Agreement of two annotators beyond what their own habits would give.
///
/// Paper: Cohen (1960), doi 10.1177/001316446002000104; weighted: Cohen (1968), doi 10.1037/h0026256; standard errors:
/// Fleiss, Cohen and Everitt (1969), doi 10.1037/h0028106. Weights act on the position of a class in the declared list.
/// Only items both rated count. With more than two annotators it is Light's kappa: the mean over pairs that have one
/// (Light, 1971, doi 10.1037/h0031643), without a standard error. The p value is by the standard error under chance.
/// Cost: O(joint items) plain, O(used classes squared) weighted; nothing K x K.
public struct CohenKappa: AgreementMeasure {
    public enum Weights: String, Sendable, CaseIterable { case plain, linear, quadratic }

    public static let name = "cohen-kappa"
    public static let summary = "Agreement of two annotators beyond chance; the mean over pairs for more"
    public static let variants = Weights.allCases.map(\.rawValue)
    public var weights: Weights

    public init(weights: Weights = .plain) { self.weights = weights }

    public init?(variant: String?) {
        guard let weights = variant.map({ Weights(rawValue: $0) }) ?? .plain else { return nil }
        self.weights = weights
    }

    public var variant: String? { weights == .plain ? nil : weights.rawValue }

    public func agreement(of panel: RatingPanel, items: [Int32]) -> Agreement {
        PairMean(measure: fullName).agreement(of: panel.votes, items: items, each: agreement(of:))
    }

    public func agreement(of matrix: ConfusionMatrix) -> Agreement {
        guard matrix.total > 0 else { return .undefined(fullName, .nothingRatedTwice) }
        guard weights == .plain || matrix.cells.count <= Self.largestWeighted else { return .undefined(fullName, .tooManyClasses, items: matrix.total) }
        guard let detail = detail(of: matrix) else {
            let share = Double(matrix.agreements) / Double(matrix.total)
            return .undefined(fullName, .noVariation, items: matrix.total, observed: share)
        }
        return Agreement(
            measure: fullName, value: detail.kappa, observed: detail.observed, expected: detail.expected,
            standardError: detail.standardError, interval: detail.interval, pValue: detail.twoSidedP, items: matrix.total)
    }

    /// Everything a report on one pair may want.
    public struct Detail: Sendable, Hashable {
        public var kappa: Double
        public var observed: Double
        public var expected: Double
        /// The highest kappa these margins allow.
        public var maximum: Double
        public var standardError: Double
        /// Were there no agreement beyond chance: what `z` divides by.
        public var standardErrorByChance: Double

        /// nil when no spread by chance is possible: one of the two used a single class.
        public var z: Double? { standardErrorByChance > 0 ? kappa / standardErrorByChance : nil }
        public var twoSidedP: Double? { z.map(Normal.twoSided) }
        public var interval: Agreement.Interval {
            let reach = Normal.quantile(0.975) * standardError
            return Agreement.Interval(low: kappa - reach, high: kappa + reach)
        }
    }

    /// nil when kappa is undefined: no items, or chance agreement 1.
    public func detail(of matrix: ConfusionMatrix) -> Detail? {
        let total = Double(matrix.total)
        guard total > 0 else { return nil }
        let sums = KappaSums(matrix, weights)
        let free = 1 - sums.expected
        guard free > 1e-12 else { return nil }
        let kappa = (sums.observed - sums.expected) / free
        let (variance, byChance) = sums.variances()
        return Detail(
            kappa: kappa, observed: sums.observed, expected: sums.expected, maximum: (sums.largest - sums.expected) / free,
            standardError: (max(variance, 0) / total).squareRoot(), standardErrorByChance: (max(byChance, 0) / total).squareRoot())
    }

    /// Cells of one pair that weights still compare each with each.
    private static let largestWeighted = 20_000
}
