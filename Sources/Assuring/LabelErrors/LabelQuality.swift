import Kernels
import Records

/// A score of how much an item's own label can be trusted, 0 (surely wrong) to 1.
public protocol LabelQualityScore: CatalogEntry {
    init()
    /// The score of one row of probabilities.
    func score(_ row: UnsafeBufferPointer<Double>, label: Int) -> Double
    /// One score per item.
    func scores(_ evidence: LabelEvidence) throws(MatrixError) -> [Double]
}

/// Every label quality score there is. Adding one here is all the registration it needs.
public enum LabelQualityCatalog {
    public static let all: [any LabelQualityScore] = [SelfConfidence(), NormalizedMargin(), ConfidenceWeightedEntropy()]

    public static func named(_ name: String) -> (any LabelQualityScore)? { all.first { $0.name == name } }
}

extension LabelQualityScore {
    public func scores(_ evidence: LabelEvidence) throws(MatrixError) -> [Double] {
        let scores = ItemColumn<Double>(evidence.count, filledWith: 0)
        let classCount = evidence.classCount
        _ = try evidence.overBlocks { block, labels, items in
            for item in items {
                let start = (item - items.lowerBound) * classCount
                scores.values[item] = score(UnsafeBufferPointer(rebasing: block[start..<start + classCount]), label: Int(labels[item]))
            }
        }
        return scores.array
    }
}
