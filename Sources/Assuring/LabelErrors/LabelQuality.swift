import Foundation
import Records

/// A score of how much an item's own label can be trusted, 0 (surely wrong) to 1.
public protocol LabelQualityScore: CatalogEntry {
    init()
    /// One score per item.
    func scores(_ evidence: LabelEvidence) -> [Double]
}

/// Every label quality score there is. Adding one here is all the registration it needs.
public enum LabelQualityCatalog {
    public static let all: [any LabelQualityScore] = [SelfConfidence(), NormalizedMargin(), ConfidenceWeightedEntropy()]

    public static func named(_ name: String) -> (any LabelQualityScore)? { all.first { $0.name == name } }
}

/// The probability of the given label.
public struct SelfConfidence: LabelQualityScore {
    public static let name = "self-confidence"
    public static let summary = "Probability the model gives to the label"
    public init() {}

    public func scores(_ evidence: LabelEvidence) -> [Double] {
        evidence.scores { row, label, _ in row[label] }
    }
}

/// How far the given label leads the best other class, from -1...1 to 0...1.
public struct NormalizedMargin: LabelQualityScore {
    public static let name = "normalized-margin"
    public static let summary = "Lead of the label over the best other class"
    public init() {}

    public func scores(_ evidence: LabelEvidence) -> [Double] {
        evidence.scores { row, label, classCount in
            var other = -Double.infinity
            for k in 0..<classCount where k != label { other = max(other, row[k]) }
            return (row[label] - other + 1) / 2
        }
    }
}

/// Entropy over self-confidence, squeezed to 0...1: low where the model is sure of another class.
///
/// x = H / ln K / max(p_label, 1e-6); the score is ln(x + 1) / x. Not defined on adjusted probabilities.
public struct ConfidenceWeightedEntropy: LabelQualityScore {
    public static let name = "confidence-weighted-entropy"
    public static let summary = "Entropy weighted by the label's probability; for labels the model is undecided about"
    public init() {}

    public func scores(_ evidence: LabelEvidence) -> [Double] {
        let scale = log(Double(evidence.classCount))
        return evidence.scores { row, label, classCount in
            var entropy = 0.0
            for k in 0..<classCount where row[k] > 0 { entropy -= row[k] * log(row[k]) }
            let x = entropy / scale / max(row[label], 1e-6)
            return log(x + 1) / max(x, 1e-6)
        }
    }
}

extension LabelEvidence {
    /// Calls `score` with a pointer to each item's row, its label and K.
    func scores(_ score: (UnsafePointer<Double>, Int, Int) -> Double) -> [Double] {
        var result = [Double](repeating: 0, count: count)
        withRows { labels, probabilities in
            guard let base = probabilities.baseAddress else { return }
            for item in labels.indices { result[item] = score(base + item * classCount, Int(labels[item]), classCount) }
        }
        return result
    }

    /// Probabilities with each class's own mean confidence taken off, shifted above 0 and scaled to sum to 1: a class the
    /// model is always unsure of is no longer suspicious for that.
    public func adjusted() -> LabelEvidence {
        let thresholds = ConfidentJoint.thresholds(self)
        let shift = thresholds.max() ?? 0
        var values = probabilities
        let classCount = classCount
        values.withUnsafeMutableBufferPointer { values in
            for row in stride(from: 0, to: values.count, by: classCount) {
                var sum = 0.0
                for k in 0..<classCount {
                    values[row + k] += shift - thresholds[k]
                    sum += values[row + k]
                }
                for k in 0..<classCount { values[row + k] /= sum }
            }
        }
        return LabelEvidence(trusted: values, of: self)
    }

    private init(trusted probabilities: [Double], of other: LabelEvidence) {
        labels = other.labels
        self.probabilities = probabilities
        classCount = other.classCount
        findings = other.findings
    }
}
