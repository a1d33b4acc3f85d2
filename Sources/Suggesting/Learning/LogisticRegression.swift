import Foundation
import Kernels

/// Probabilities of labels from weighted sums of features: the plain, strong baseline for text.
///
/// Minimises the mean cross-entropy plus |W|^2 / (2 C n) by L-BFGS, intercepts not penalised: the objective of
/// scikit-learn's `LogisticRegression` (n is the sum of the row weights). Two labels share one weight vector (sigmoid),
/// more have one each (softmax), as there.
///
/// Shapes: N rows, D columns, K labels, M = 1 if two labels occur in training, else as many as occur. A label without
/// a training row gets probability 0. Cost: O(stored values * M) per iteration. Deterministic: starts from zero.
public struct LogisticRegression: Sendable, Hashable, Codable {
    public enum LabelWeights: Sendable, Hashable, Codable {
        case equal
        /// n / (labels * rows of the label): every label counts the same in sum.
        case balanced
        /// By label number.
        case given([Double])
    }

    /// Inverse of the penalty: larger fits the training rows more closely.
    public var c: Double
    public var labelWeights: LabelWeights
    public var maximumIterations: Int
    /// Greatest absolute gradient component of the mean loss that counts as the minimum.
    public var tolerance: Double

    public init(c: Double = 1, labelWeights: LabelWeights = .equal, maximumIterations: Int = 300, tolerance: Double = 1e-5) {
        self.c = c
        self.labelWeights = labelWeights
        self.maximumIterations = maximumIterations
        self.tolerance = tolerance
    }

    public func fit(_ rows: SparseRows, labels: [Int], labelCount: Int) throws(SuggestingError) -> LogisticModel {
        try check(rows, labels, labelCount)
        var counts = [Int](repeating: 0, count: labelCount)
        for label in labels { counts[label] += 1 }
        let present = (0..<labelCount).filter { counts[$0] > 0 }
        guard present.count > 1 else { throw .oneLabel(name: nil, rows: rows.count) }
        var order = [Int](repeating: 0, count: labelCount)
        for (place, label) in present.enumerated() { order[label] = place }
        let weight = rowWeights(counts, present)
        let objective = LogisticObjective(
            rows: rows, labels: labels.map { order[$0] }, rowWeights: labels.map { weight[$0] },
            vectors: present.count == 2 ? 1 : present.count, c: c)
        let optimiser = LBFGS(
            memory: objective.unknowns > 2_000_000 ? 5 : 10, maximumIterations: maximumIterations,
            gradientTolerance: tolerance)
        let result = optimiser.minimise(from: objective.start, objective.evaluate)
        return LogisticModel(
            columnCount: rows.columnCount, labelCount: labelCount, present: present, parameters: result.point,
            fit: .init(stop: result.stop, iterations: result.iterations, loss: result.value, gradientNorm: result.gradientNorm))
    }

    private func check(_ rows: SparseRows, _ labels: [Int], _ labelCount: Int) throws(SuggestingError) {
        guard rows.count == labels.count else { throw .countsDiffer(texts: rows.count, labels: labels.count) }
        for (row, label) in labels.enumerated() where label < 0 || label >= labelCount {
            throw .labelOutOfRange(label, labelCount: labelCount, row: row)
        }
        if case .given(let weights) = labelWeights, weights.count != labelCount {
            throw .weightsDiffer(weights: weights.count, labels: labelCount)
        }
    }

    private func rowWeights(_ counts: [Int], _ present: [Int]) -> [Double] {
        switch labelWeights {
        case .equal: [Double](repeating: 1, count: counts.count)
        case .given(let weights): weights
        case .balanced:
            counts.map { $0 == 0 ? 0 : Double(counts.reduce(0, +)) / Double(present.count * $0) }
        }
    }
}
