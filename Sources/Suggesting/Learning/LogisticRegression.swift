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
/// Of three labels and more, `Solver.dual` comes to the same minimum row by row, many times sooner.
public struct LogisticRegression: Sendable, Hashable, Codable {
    public enum LabelWeights: Sendable, Hashable, Codable {
        case equal
        /// n / (labels * rows of the label): every label counts the same in sum.
        case balanced
        /// By label number.
        case given([Double])
    }

    public enum Solver: String, Sendable, Hashable, Codable {
        /// L-BFGS, to any precision.
        case gradient
        /// `DualLogistic`, for three labels and more; two are solved by gradients.
        case dual
    }

    /// Inverse of the penalty: larger fits the training rows more closely.
    public var c: Double
    public var labelWeights: LabelWeights
    public var maximumIterations: Int
    /// Greatest absolute gradient component of the mean loss that counts as the minimum.
    public var tolerance: Double
    public var solver: Solver

    public init(
        c: Double = 1, labelWeights: LabelWeights = .equal, maximumIterations: Int = 300, tolerance: Double = 1e-5, solver: Solver = .gradient
    ) {
        self.c = c
        self.labelWeights = labelWeights
        self.maximumIterations = maximumIterations
        self.tolerance = tolerance
        self.solver = solver
    }

    public func fit(_ rows: SparseRows, labels: [Int], labelCount: Int) throws(SuggestingError) -> LogisticModel {
        try check(rows, labels, labelCount)
        var counts = [Int](repeating: 0, count: labelCount)
        for label in labels { counts[label] += 1 }
        let present = (0..<labelCount).filter { counts[$0] > 0 }
        guard present.count > 1 else { throw .oneLabel(name: nil, rows: rows.count) }
        var order = [Int](repeating: 0, count: labelCount)
        for (place, label) in present.enumerated() { order[label] = place }
        let weight = try labelWeights.each(labels, labelCount)
        let places = labels.map { order[$0] }, rowWeights = labels.map { weight[$0] }
        if solver == .dual, present.count > 2 { return dual(rows, places, rowWeights, present, labelCount) }
        let objective = LogisticObjective(
            rows: rows, labels: places, rowWeights: rowWeights, vectors: present.count == 2 ? 1 : present.count, c: c)
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
    }

    private func dual(_ rows: SparseRows, _ labels: [Int], _ rowWeights: [Double], _ present: [Int], _ labelCount: Int) -> LogisticModel {
        let result = DualLogistic(c: c).fit(rows, labels: labels, labelCount: present.count, rowWeights: rowWeights)
        let objective = LogisticObjective(rows: rows, labels: labels, rowWeights: rowWeights, vectors: present.count, c: c)
        var gradient = [Double](repeating: 0, count: result.parameters.count)
        let loss = result.parameters.withUnsafeBufferPointer { point in
            gradient.withUnsafeMutableBufferPointer { objective.evaluate(point, $0) }
        }
        return LogisticModel(
            columnCount: rows.columnCount, labelCount: labelCount, present: present, parameters: result.parameters,
            fit: .init(
                stop: result.isDone ? .value : .iterations, iterations: result.passes, loss: loss, gradientNorm: Vector.greatestMagnitude(gradient)))
    }
}
