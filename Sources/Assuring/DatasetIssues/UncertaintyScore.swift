import Foundation
import Kernels

/// How sure the model is of a row, 0 (cannot place it) to 1: low scores are out of the distribution it knows.
///
/// Entropy: 1 - H(p) / ln K. Least confidence: max p. Generalised entropy: 1 - mean over the M most probable classes of
/// s^0.1 (1 - s)^0.1 with s the softmax of p, M = 100 or all there are (Liu, Lochman and Zach 2023, CVPR, doi
/// 10.1109/CVPR52729.2023.02293); with few classes it hardly varies.
///
/// Adjusted: each class's mean probability over the rows that carry its label is taken off, the highest added, rows scaled
/// to sum to 1, so that a class the model is always unsure of does not stand out. Matches `cleanlab.outlier` 2.9, which
/// divides the generalised entropy by its M even when there are fewer classes: tell it M = K.
public struct UncertaintyScore: Sendable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case entropy
        case leastConfidence = "least-confidence"
        case generalisedEntropy = "generalised-entropy"
    }

    public var kind: Kind
    public var isAdjusted: Bool
    public var classes = 100
    public var exponent = 0.1

    public init(_ kind: Kind, isAdjusted: Bool = false) { (self.kind, self.isAdjusted) = (kind, isAdjusted) }

    public func scores(_ evidence: DatasetEvidence) throws(DatasetIssueUnavailable) -> [Double] {
        guard let probabilities = evidence.probabilities else { throw .needs([isAdjusted ? [.labels, .probabilities] : [.probabilities]]) }
        guard evidence.classCount > 1 else { throw .oneClass }
        var thresholds: [Double]?
        if isAdjusted {
            guard let labelled = evidence.labelEvidence else { throw .needs([[.labels, .probabilities]]) }
            thresholds = ConfidentJoint.thresholds(labelled)
        }
        var scores: [Double] = []
        scores.reserveCapacity(evidence.rowCount)
        do {
            for start in stride(from: 0, to: evidence.rowCount, by: 1024) {
                let rows = start..<min(start + 1024, evidence.rowCount)
                scores += try probabilities.withRows(rows) { values in block(Array(values), evidence.classCount, thresholds) }
            }
        } catch { throw .unreadable(error) }
        return scores
    }

    private func block(_ values: [Double], _ classCount: Int, _ thresholds: [Double]?) -> [Double] {
        let shift = thresholds?.max() ?? 0
        return stride(from: 0, to: values.count, by: classCount).map { start in
            var row = Array(values[start..<start + classCount])
            if let thresholds {
                for k in row.indices { row[k] += shift - thresholds[k] }
                let sum = row.reduce(0, +)
                for k in row.indices { row[k] /= sum }
            }
            return score(row)
        }
    }

    private func score(_ row: [Double]) -> Double {
        switch kind {
        case .entropy: 1 + row.reduce(0.0) { $1 > 0 ? $0 + $1 * log($1) : $0 } / log(Double(row.count))
        case .leastConfidence: row.max() ?? 0
        case .generalisedEntropy: generalised(row)
        }
    }

    private func generalised(_ row: [Double]) -> Double {
        let top = row.max() ?? 0
        let powers = row.map { exp($0 - top) }
        let sum = powers.reduce(0, +)
        let shares = powers.map { $0 / sum }.sorted().suffix(classes)
        return 1 - shares.reduce(0.0) { $0 + pow($1, exponent) * pow(1 - $1, exponent) } / Double(shares.count)
    }
}
