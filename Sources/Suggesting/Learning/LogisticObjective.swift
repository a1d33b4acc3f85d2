import Foundation
import Kernels

/// Mean weighted cross-entropy of a linear model with its L2 penalty, and the gradient.
///
/// Shapes: unknowns are W (D x M, row-major: the M weights of a column lie together) and then M intercepts.
struct LogisticObjective {
    let rows: SparseRows
    let labels: [Int]
    let rowWeights: [Double]
    /// M: 1 for two labels.
    let vectors: Int
    let c: Double
    private let weightSum: Double

    init(rows: SparseRows, labels: [Int], rowWeights: [Double], vectors: Int, c: Double) {
        self.rows = rows
        self.labels = labels
        self.rowWeights = rowWeights
        self.vectors = vectors
        self.c = c
        weightSum = rowWeights.reduce(0, +)
    }

    var unknowns: Int { (rows.columnCount + 1) * vectors }
    var start: [Double] { [Double](repeating: 0, count: unknowns) }

    func evaluate(_ point: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>) -> Double {
        let loss = rows.starts.withUnsafeBufferPointer { starts in
            rows.columns.withUnsafeBufferPointer { columns in
                rows.values.withUnsafeBufferPointer { values in
                    let rows = Rows(starts: starts, columns: columns, values: values)
                    gradient.update(repeating: 0)
                    return vectors == 1 ? two(rows, point, gradient) : many(rows, point, gradient)
                }
            }
        }
        return loss + penalty(point, gradient)
    }

    private struct Rows {
        let starts: UnsafeBufferPointer<Int>
        let columns: UnsafeBufferPointer<UInt32>
        let values: UnsafeBufferPointer<Float>
    }

    /// Adds the penalty's gradient; intercepts are free.
    private func penalty(_ point: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>) -> Double {
        let strength = 1 / (c * weightSum)
        var squares = 0.0
        for place in 0..<(rows.columnCount * vectors) {
            squares += point[place] * point[place]
            gradient[place] += strength * point[place]
        }
        return 0.5 * strength * squares
    }

    /// Loss log(1 + exp(-s)) with s the score for label 1.
    private func two(_ rows: Rows, _ point: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>) -> Double {
        let intercept = self.rows.columnCount
        var loss = 0.0
        for row in 0..<labels.count {
            let range = rows.starts[row]..<rows.starts[row + 1]
            var score = point[intercept]
            for place in range { score += Double(rows.values[place]) * point[Int(rows.columns[place])] }
            let weight = rowWeights[row] / weightSum
            let isOne = labels[row] == 1
            loss += weight * Softmax.softplus(isOne ? -score : score)
            let residual = weight * (Softmax.sigmoid(score) - (isOne ? 1 : 0))
            for place in range { gradient[Int(rows.columns[place])] += Double(rows.values[place]) * residual }
            gradient[intercept] += residual
        }
        return loss
    }

    private func many(_ rows: Rows, _ point: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>) -> Double {
        let intercepts = self.rows.columnCount * vectors
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: vectors) { scores in
            var loss = 0.0
            for row in 0..<labels.count {
                let range = rows.starts[row]..<rows.starts[row + 1]
                for vector in 0..<vectors { scores[vector] = point[intercepts + vector] }
                for place in range {
                    let value = Double(rows.values[place]), first = Int(rows.columns[place]) * vectors
                    for vector in 0..<vectors { scores[vector] += value * point[first + vector] }
                }
                let weight = rowWeights[row] / weightSum
                let own = scores[labels[row]]
                loss += weight * (Softmax.apply(scores) - own)
                scores[labels[row]] -= 1
                for vector in 0..<vectors { scores[vector] *= weight }
                for place in range {
                    let value = Double(rows.values[place]), first = Int(rows.columns[place]) * vectors
                    for vector in 0..<vectors { gradient[first + vector] += value * scores[vector] }
                }
                for vector in 0..<vectors { gradient[intercepts + vector] += scores[vector] }
            }
            return loss
        }
    }
}
