import Kernels

/// Separates each label from all others with the widest margin: often the best linear model of short texts, without
/// probabilities of its own (calibrate it).
///
/// Minimises |w|^2 / 2 + C sum_i weight_i max(0, 1 - y_i w.x_i)^2 for each label, the intercept penalised as a weight of a
/// column of ones: `LinearSVC` of scikit-learn. Dual coordinate descent (Hsieh et al., 2008, doi 10.1145/1390156.1390208).
///
/// Shapes: N rows, D columns; one output for two labels (positive for the second), else one for each. Cost of a pass: the
/// stored values times the labels. Labels are shared out over threads, each solved alone: the result does not depend on them.
public struct LinearSVM: Sendable, Hashable, Codable {
    public var c: Double
    public var labelWeights: LogisticRegression.LabelWeights
    /// Spread of the projected gradient that counts as the minimum.
    public var tolerance: Double
    public var maximumPasses: Int

    public init(c: Double = 1, labelWeights: LogisticRegression.LabelWeights = .equal, tolerance: Double = 1e-4, maximumPasses: Int = 1000) {
        self.c = c
        self.labelWeights = labelWeights
        self.tolerance = tolerance
        self.maximumPasses = maximumPasses
    }

    public func fit(_ rows: SparseRows, labels: [Int], labelCount: Int, threads: Int = 1) throws(SuggestingError) -> LinearModel {
        guard rows.count == labels.count else { throw .countsDiffer(texts: rows.count, labels: labels.count) }
        guard Set(labels).count > 1 else { throw .oneLabel(name: nil, rows: rows.count) }
        let weights = try labelWeights.each(labels, labelCount)
        let strengths = labels.map { c * weights[$0] }
        let positives = labelCount == 2 ? [1] : Array(0..<labelCount)
        let outputs = Pieces(positives.count, size: 1).map(threads: threads) { piece in
            solve(rows, labels.map { $0 == positives[piece.lowerBound] ? 1 : -1 }, strengths)
        }
        return LinearModel(outputs: outputs, columnCount: rows.columnCount)
    }

    /// D weights and the intercept of one label against the rest; `signs` are 1 and -1.
    private func solve(_ rows: SparseRows, _ signs: [Double], _ strengths: [Double]) -> [Double] {
        var weights = [Double](repeating: 0, count: rows.columnCount + 1)
        rows.withValues { values in
            weights.withUnsafeMutableBufferPointer { weights in
                var descent = MarginDescent(values, squares: rows.squares, signs: signs, strengths: strengths)
                var random = SeededRandom.derive(0, "linear-svm")
                for _ in 0..<maximumPasses where !descent.isDone { descent.pass(weights, &random, tolerance: tolerance) }
            }
        }
        return weights
    }
}

/// The state of one label's coordinate descent.
///
/// Rows that stay at their bound are set aside for later passes, and looked at again before it is called done.
private struct MarginDescent {
    private let values: SparseRows.Values
    private let signs: [Double]
    private let strengths: [Double]
    private let curvatures: [Double]
    private var duals: [Double]
    private var order: [Int]
    private var aside: [Int] = []
    private var bound = Double.infinity
    private(set) var isDone = false

    init(_ values: SparseRows.Values, squares: [Double], signs: [Double], strengths: [Double]) {
        self.values = values
        self.signs = signs
        self.strengths = strengths
        curvatures = squares.indices.map { squares[$0] + 1 + 0.5 / strengths[$0] }
        duals = [Double](repeating: 0, count: signs.count)
        order = Array(signs.indices)
    }

    /// The last of `weights` is the intercept.
    mutating func pass(_ weights: UnsafeMutableBufferPointer<Double>, _ random: inout SeededRandom, tolerance: Double) {
        let intercept = weights.count - 1
        random.shuffle(&order)
        var (greatest, least) = (-Double.infinity, Double.infinity)
        var kept: [Int] = []
        kept.reserveCapacity(order.count)
        for row in order {
            let margin = values.product(row, weights) + weights[intercept]
            let slope = signs[row] * margin - 1 + duals[row] * 0.5 / strengths[row]
            if duals[row] == 0, slope > bound { aside.append(row); continue }
            kept.append(row)
            let projected = duals[row] == 0 ? min(slope, 0) : slope
            (greatest, least) = (max(greatest, projected), min(least, projected))
            guard abs(projected) > 1e-12 else { continue }
            let new = max(0, duals[row] - slope / curvatures[row])
            let change = (new - duals[row]) * signs[row]
            duals[row] = new
            values.add(row, times: change, to: weights)
            weights[intercept] += change
        }
        order = kept
        settle(greatest, least, tolerance)
    }

    private mutating func settle(_ greatest: Double, _ least: Double, _ tolerance: Double) {
        guard greatest - least <= tolerance || order.isEmpty else {
            bound = greatest > 0 ? greatest : .infinity
            return
        }
        isDone = aside.isEmpty
        order = (order + aside).sorted()
        (aside, bound) = ([], .infinity)
    }
}

extension LogisticRegression.LabelWeights {
    /// By label number; a label without a row weighs 0 when labels are to weigh the same.
    func each(_ labels: [Int], _ labelCount: Int) throws(SuggestingError) -> [Double] {
        switch self {
        case .equal: return [Double](repeating: 1, count: labelCount)
        case .given(let weights):
            guard weights.count == labelCount else { throw .weightsDiffer(weights: weights.count, labels: labelCount) }
            return weights
        case .balanced:
            var counts = [Int](repeating: 0, count: labelCount)
            for label in labels { counts[label] += 1 }
            let present = counts.count { $0 > 0 }
            return counts.map { $0 == 0 ? 0 : Double(labels.count) / Double(present * $0) }
        }
    }
}
