import Kernels

/// Agreement of two annotators beyond what their own habits would give.
///
/// Paper: Cohen (1960), doi 10.1177/001316446002000104; weighted: Cohen (1968), doi 10.1037/h0026256; standard errors:
/// Fleiss, Cohen and Everitt (1969), doi 10.1037/h0028106. Weights act on the position of a class in the declared list.
/// Only items both rated count. With more than two annotators it is Light's kappa: the mean over pairs that have one
/// (Light, 1971, doi 10.1037/h0031643), without a standard error.
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
        guard let detail = detail(of: matrix) else {
            let share = Double(matrix.agreements) / Double(matrix.total)
            return .undefined(fullName, .noVariation, items: matrix.total, observed: share)
        }
        return Agreement(
            measure: fullName, value: detail.kappa, observed: detail.observed, expected: detail.expected,
            standardError: detail.standardError, interval: detail.interval, items: matrix.total)
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

        public var z: Double { kappa / standardErrorByChance }
        public var twoSidedP: Double { Normal.twoSided(z) }
        public var interval: Agreement.Interval {
            let reach = Normal.quantile(0.975) * standardError
            return Agreement.Interval(low: kappa - reach, high: kappa + reach)
        }
    }

    /// nil when kappa is undefined: no items, or chance agreement 1.
    public func detail(of matrix: ConfusionMatrix) -> Detail? {
        let total = Double(matrix.total)
        guard total > 0 else { return nil }
        let sums = KappaSums(matrix, weights: agreementWeights(matrix.classCount))
        let free = 1 - sums.expected
        guard free > 1e-12 else { return nil }
        let kappa = (sums.observed - sums.expected) / free
        let (variance, byChance) = sums.variances()
        return Detail(
            kappa: kappa, observed: sums.observed, expected: sums.expected, maximum: (sums.largest - sums.expected) / free,
            standardError: (max(variance, 0) / total).squareRoot(), standardErrorByChance: (max(byChance, 0) / total).squareRoot())
    }

    private func agreementWeights(_ classCount: Int) -> AgreementWeights {
        switch weights {
        case .plain: .identity(classCount)
        case .linear: AgreementWeights(.linear, classCount: classCount)
        case .quadratic: AgreementWeights(.quadratic, classCount: classCount)
        }
    }
}

/// The sums over one matrix that kappa and its variances are made of. `w` agreement weights, `p` shares of cells.
private struct KappaSums {
    let weights: AgreementWeights
    let shares: [Double]
    let rows: [Double]
    let columns: [Double]
    let observed: Double
    let expected: Double
    /// Agreement if the off-diagonal were as small as the margins allow.
    let largest: Double

    init(_ matrix: ConfusionMatrix, weights: AgreementWeights) {
        let total = Double(matrix.total)
        let shares = matrix.counts.map { Double($0) / total }
        let rows = matrix.rowTotals.map { Double($0) / total }
        let columns = matrix.columnTotals.map { Double($0) / total }
        let classes = matrix.classCount
        observed = shares.indices.reduce(0) { $0 + weights.matrix[$1] * shares[$1] }
        expected = shares.indices.reduce(0) { $0 + weights.matrix[$1] * rows[$1 / classes] * columns[$1 % classes] }
        largest = zip(rows, columns).reduce(0) { $0 + min($1.0, $1.1) }
        self.weights = weights
        self.shares = shares
        self.rows = rows
        self.columns = columns
    }

    /// Times the number of items: (8) and (9) of Fleiss, Cohen and Everitt.
    func variances() -> (variance: Double, byChance: Double) {
        let classes = rows.count
        let rowMeans = (0..<classes).map { row in (0..<classes).reduce(0) { $0 + weights[row, $1] * columns[$1] } }
        let columnMeans = (0..<classes).map { column in (0..<classes).reduce(0) { $0 + weights[$1, column] * rows[$1] } }
        let free = 1 - expected
        var variance = 0.0
        var byChance = 0.0
        for cell in shares.indices {
            let (row, column) = (cell / classes, cell % classes)
            let mean = rowMeans[row] + columnMeans[column]
            let pull = weights.matrix[cell] * free - mean * (1 - observed)
            variance += shares[cell] * pull * pull
            let chancePull = weights.matrix[cell] - mean
            byChance += rows[row] * columns[column] * chancePull * chancePull
        }
        let centre = observed * expected - 2 * expected + observed
        return ((variance - centre * centre) / (free * free * free * free), (byChance - expected * expected) / (free * free))
    }
}
