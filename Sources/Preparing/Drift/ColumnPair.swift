import Foundation
import Kernels

/// Both sides of one column, measured.
///
/// Numbers with more than 20 different values in the reference are cut into bins of equal width over both sides, as many as
/// Sturges' rule gives (log2 n + 1, rounded up: `numpy.histogram_bin_edges(bins="sturges")`); other values are bins of their own.
struct ColumnPair {
    let reference: ColumnSample
    let current: ColumnSample
    let settings: DriftSettings

    /// nil where a side is empty.
    var kind: ColumnDrift.Kind? {
        guard reference.count > 0, current.count > 0 else { return nil }
        if reference.isNumeric, current.isNumeric { return .number }
        guard let first = reference.counts, let second = current.counts else { return .text }
        let different = Set(first.keys).union(second.keys).count
        return different <= 50 || different * 2 <= reference.count + current.count ? .category : .text
    }

    func usual(_ kind: ColumnDrift.Kind) -> DriftMeasure {
        .usual(kind, references: reference.count, values: kind == .text ? .max : keys(kind, atMost: 6))
    }

    /// Of few texts a classifier may tell the sides apart by chance: then what chance gives in one of twenty cases (the normal
    /// limit of the rank-sum test).
    func threshold(_ measure: DriftMeasure) -> Double {
        guard measure == .domainClassifier, reference.count <= 1000 else { return measure.standardThreshold }
        let (n, m) = (Double(reference.count) / 2, Double(current.count) / 2)
        return min(1, 0.5 + 1.6449 * ((n + m + 1) / (12 * n * m)).squareRoot())
    }

    /// nil where there is too little.
    func value(_ measure: DriftMeasure, _ kind: ColumnDrift.Kind) -> Double? {
        switch measure {
        case .kolmogorovSmirnov: return KolmogorovSmirnov.probability(reference.numbers.sorted(), current.numbers.sorted())
        case .wasserstein: return SampleDistance.wasserstein(reference.numbers.sorted(), current.numbers.sorted()) / spread
        case .energy: return SampleDistance.energy(reference.numbers.sorted(), current.numbers.sorted())
        case .chiSquare: return chiSquare(counts(kind))
        case .proportions: return proportions(counts(kind))
        case .domainClassifier: return TextDomains.area(reference.texts, current.texts, seed: settings.seed)
        default: return distance(measure, shares(kind))
        }
    }

    /// Of the reference, without the correction for a sample; no less than a thousandth.
    private var spread: Double { max(Moments.standardDeviation(reference.numbers, freedom: 0) ?? 0, 0.001) }

    private func distance(_ measure: DriftMeasure, _ shares: (first: [Double], second: [Double])) -> Double? {
        switch measure {
        case .jensenShannon: ShareDistance.jensenShannon(shares.first, shares.second)
        case .hellinger: ShareDistance.hellinger(shares.first, shares.second)
        case .totalVariation: ShareDistance.totalVariation(shares.first, shares.second)
        case .populationStability: ShareDistance.populationStability(Self.filled(shares.first), Self.filled(shares.second))
        case .kullbackLeibler:
            Self.divergence(Self.filled(shares.first), Self.filled(shares.second))
        default: nil
        }
    }

    /// Scaled to sum to 1 again.
    private static func divergence(_ first: [Double], _ second: [Double]) -> Double {
        let (a, b) = (first.reduce(0, +), second.reduce(0, +))
        return ShareDistance.kullbackLeibler(first.map { $0 / a }, second.map { $0 / b })
    }

    /// Nothing stands for a little, as evidently has it: 0.0001, or a millionth of the least share where that is less.
    private static func filled(_ shares: [Double]) -> [Double] {
        guard let least = shares.filter({ $0 > 0 }).min() else { return shares }
        let little = least <= 0.0001 ? least / 1_000_000 : 0.0001
        return shares.map { $0 == 0 ? little : $0 }
    }

    // MARK: Tests

    /// Whether the new counts are those of the reference, scaled; a value the reference has not makes it certain that they are not.
    private func chiSquare(_ counts: (first: [Double], second: [Double])) -> Double? {
        guard counts.first.count > 1 else { return 1 }
        let scale = counts.second.reduce(0, +) / counts.first.reduce(0, +)
        var sum = 0.0
        for (expected, observed) in zip(counts.first, counts.second) {
            if expected == 0 { return 0 }
            sum += (observed - expected * scale) * (observed - expected * scale) / (expected * scale)
        }
        return ChiSquare(freedom: Double(counts.first.count - 1)).upper(sum)
    }

    private func proportions(_ counts: (first: [Double], second: [Double])) -> Double? {
        guard counts.first.count <= 2 else { return nil }
        guard counts.first.count == 2 else { return 1 }
        let (n, m) = (counts.first.reduce(0, +), counts.second.reduce(0, +))
        let (p, q) = (counts.first[0] / n, counts.second[0] / m)
        let joint = (counts.first[0] + counts.second[0]) / (n + m)
        let deviation = (joint * (1 - joint) * (1 / n + 1 / m)).squareRoot()
        return deviation == 0 ? 1 : Normal.twoSided((p - q) / deviation)
    }

    // MARK: Bins

    private func keys(_ kind: ColumnDrift.Kind, atMost bound: Int) -> Int {
        if kind == .category { return Set((reference.counts ?? [:]).keys).union((current.counts ?? [:]).keys).count }
        var seen: Set<Double> = []
        for number in reference.numbers where seen.count < bound { seen.insert(number) }
        for number in current.numbers where seen.count < bound { seen.insert(number) }
        return seen.count
    }

    private func shares(_ kind: ColumnDrift.Kind) -> (first: [Double], second: [Double]) {
        let counts = counts(kind)
        let (n, m) = (counts.first.reduce(0, +), counts.second.reduce(0, +))
        return (counts.first.map { $0 / n }, counts.second.map { $0 / m })
    }

    private func counts(_ kind: ColumnDrift.Kind) -> (first: [Double], second: [Double]) {
        let binned = binned(kind)
        return (binned.map { Double($0.reference) }, binned.map { Double($0.current) })
    }

    private func binned(_ kind: ColumnDrift.Kind) -> [(label: String, reference: Int, current: Int)] {
        if kind == .number { return NumberBins(reference.numbers, current.numbers).counts }
        let (first, second) = (reference.counts ?? [:], current.counts ?? [:])
        return Set(first.keys).union(second.keys).sorted().map { ($0, first[$0] ?? 0, second[$0] ?? 0) }
    }

    /// For people: at most twenty.
    func bins(_ kind: ColumnDrift.Kind) -> [ColumnDrift.Bin] {
        guard kind != .text else { return [] }
        let all = binned(kind)
        let (n, m) = (Double(all.reduce(0) { $0 + $1.reference }), Double(all.reduce(0) { $0 + $1.current }))
        let bins = all.map { ColumnDrift.Bin(label: $0.label, reference: Double($0.reference) / n, current: Double($0.current) / m) }
        guard kind == .category else { return bins }
        return Array(bins.sorted { (max($1.reference, $1.current), $0.label) < (max($0.reference, $0.current), $1.label) }.prefix(20))
    }
}
