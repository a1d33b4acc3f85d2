import Foundation

/// Entropy over self-confidence, squeezed to 0...1: low where the model is sure of another class.
///
/// x = H / ln K / max(p_label, 1e-6); the score is ln(x + 1) / x, 0 where x is. Not defined on adjusted probabilities. Takes
/// a pass over the matrix.
public struct ConfidenceWeightedEntropy: LabelQualityScore {
    public static let name = "confidence-weighted-entropy"
    public static let summary = "Entropy weighted by the label's probability; for labels the model is undecided about"
    public init() {}

    public func score(_ row: UnsafeBufferPointer<Double>, label: Int) -> Double {
        let x = RowEntropy.entropy(row) / log(Double(row.count)) / max(row[label], 1e-6)
        return log(x + 1) / max(x, 1e-6)
    }
}
