import Foundation
import Kernels

/// Learns labels of texts from labelled ones: hashed n-grams, logistic regression, calibrated probabilities.
///
/// No download, no GPU, seconds on one core for ten thousand short texts; good from about a hundred labelled texts.
/// `fit` first predicts each training text by a model that has not seen it (`OutOfFold`): these probabilities
/// calibrate the model, measure it honestly, and find label errors. Then it fits on everything.
///
/// Labels weigh the same in sum by default, since a rare label is the one that gets lost in a small sample.
///
/// Memory: about 8 bytes per feature, some 300 features for a text of 80 characters. Deterministic by `seed`.
public struct TextClassifier: Sendable, Hashable, Codable {
    public var features: TextFeatures
    public var regression: LogisticRegression
    /// For calibration and measuring; fewer when a label has fewer rows, none (temperature 1) below 2.
    public var folds: Int

    public init(
        features: TextFeatures = TextFeatures(),
        regression: LogisticRegression = LogisticRegression(c: 50, labelWeights: .balanced, tolerance: 1e-4),
        folds: Int = 5
    ) {
        self.features = features
        self.regression = regression
        self.folds = folds
    }

    /// A fitted model with what the training texts say about it.
    public struct Fitted: Sendable {
        public var model: TextModel
        /// N x K, row-major, calibrated, each row by a model that has not seen it; nil when there were too few rows.
        public var outOfFold: [Double]?
        public var report: FitReport
    }

    /// `labels` are places in `labelNames`. `groups`: texts that belong together (near duplicates) stay in one fold.
    public func fit(
        _ texts: [String], labels: [Int], labelNames: [String], seed: UInt64, groups: [Int]? = nil
    ) throws(SuggestingError) -> Fitted {
        guard texts.count == labels.count else { throw .countsDiffer(texts: texts.count, labels: labels.count) }
        try check(labels, labelNames)
        let hashed = features.hashed(texts)
        let (held, calibration) = try heldOut(hashed, labels, labelNames.count, seed, groups)
        let terms = TermWeights.fit(hashed, rows: Array(texts.indices))
        let linear = try regression.fit(
            terms.apply(to: hashed, rows: Array(texts.indices)), labels: labels, labelCount: labelNames.count)
        let model = TextModel(
            features: features, terms: terms, linear: linear.roundedToFloat(), calibration: calibration,
            labelNames: labelNames, rows: texts.count, seed: seed)
        let report = FitReport(
            model: model, outOfFold: held, labels: labels, labelCount: labelNames.count)
        return Fitted(model: model, outOfFold: held, report: report)
    }

    /// Only the probabilities of `Fitted.outOfFold`.
    public func outOfFold(
        _ texts: [String], labels: [Int], labelNames: [String], seed: UInt64, groups: [Int]? = nil
    ) throws(SuggestingError) -> [Double] {
        guard texts.count == labels.count else { throw .countsDiffer(texts: texts.count, labels: labels.count) }
        try check(labels, labelNames)
        let (held, _) = try heldOut(features.hashed(texts), labels, labelNames.count, seed, groups)
        guard let held else { throw .tooFewRows(texts.count, folds: 2) }
        return held
    }

    private func check(_ labels: [Int], _ labelNames: [String]) throws(SuggestingError) {
        for (row, label) in labels.enumerated() where label < 0 || label >= labelNames.count {
            throw .labelOutOfRange(label, labelCount: labelNames.count, row: row)
        }
        if Set(labels).count < 2 { throw .oneLabel(name: labels.first.map { labelNames[$0] }, rows: labels.count) }
    }

    /// Folds are cut down to the rows of the second most frequent label, so each training part holds two labels.
    private func heldOut(
        _ hashed: SparseRows, _ labels: [Int], _ labelCount: Int, _ seed: UInt64, _ groups: [Int]?
    ) throws(SuggestingError) -> ([Double]?, TemperatureScaling) {
        var counts = [Int](repeating: 0, count: labelCount)
        for label in labels { counts[label] += 1 }
        let usable = min(folds, counts.sorted(by: >)[1])
        guard usable >= 2 else { return (nil, TemperatureScaling()) }
        let cut = OutOfFold(folds: usable, seed: seed, regression: regression)
        var held: [Double]
        do {
            held = try cut.probabilities(hashed: hashed, labels: labels, labelCount: labelCount, groups: groups)
        } catch .oneLabel {
            return (nil, TemperatureScaling())
        }
        let calibration = TemperatureScaling.fit(held, labels: labels, labelCount: labelCount)
        calibration.apply(to: &held, labelCount: labelCount)
        return (held, calibration)
    }
}
