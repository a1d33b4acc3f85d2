import Foundation
import Kernels

/// A logistic classifier that tells rows already held from the others, read from the matrix block by block.
///
/// Mean cross-entropy, each side weighing one half, plus |w|^2 / (2 n); features standardised; L-BFGS, at most 50 steps.
/// Rows that `counts` leaves out teach nothing and get a probability all the same.
struct HeldClassifier {
    private let features: PoolFeatures
    private let isHeld: [Bool]
    private let counts: [Bool]
    private var mean: [Double] = []
    private var scale: [Double] = []
    private let weights: (held: Double, new: Double)

    init(_ features: PoolFeatures, isHeld: [Bool], counts: [Bool]) throws(SelectionError) {
        self.features = features
        self.isHeld = isHeld
        self.counts = counts
        let all = counts.reduce(0) { $0 + ($1 ? 1 : 0) }
        let held = isHeld.reduce(0) { $0 + ($1 ? 1 : 0) }
        weights = (0.5 / Double(max(held, 1)), 0.5 / Double(max(all - held, 1)))
        mean = try RowMean.of(features)
        scale = try spread()
    }

    /// 1 - P(held) of every row.
    func probabilityOfNew() throws(SelectionError) -> [Double] {
        let point = try fit()
        let columns = features.columnCount
        let blocks = try features.blocks { rows, block in
            (0..<rows.count).map { row in
                Softmax.sigmoid(-score(UnsafeBufferPointer(rebasing: block[row * columns..<(row + 1) * columns]), point))
            }
        }
        return Array(blocks.joined())
    }

    /// 1 / standard deviation; 0 for a column that says nothing.
    private func spread() throws(SelectionError) -> [Double] {
        let (columns, mean) = (features.columnCount, mean)
        let sums = try features.blocks { _, block -> [Double] in
            var sum = [Double](repeating: 0, count: columns)
            for place in 0..<block.count {
                let difference = block[place] - mean[place % columns]
                sum[place % columns] += difference * difference
            }
            return sum
        }
        var total = [Double](repeating: 0, count: columns)
        for sum in sums { for column in 0..<columns { total[column] += sum[column] } }
        return total.map { $0 > 0 ? 1 / ($0 / Double(features.rowCount)).squareRoot() : 0 }
    }

    /// Of D weights and an intercept.
    private func fit() throws(SelectionError) -> [Double] {
        var failure: SelectionError?
        let result = LBFGS(maximumIterations: 50, gradientTolerance: 1e-6).minimise(from: Array(repeating: 0, count: features.columnCount + 1)) { point, gradient in
            do throws(SelectionError) { return try evaluate(Array(point), gradient) } catch { failure = error; return 0 }
        }
        if let failure { throw failure }
        return result.point
    }

    private func score(_ row: UnsafeBufferPointer<Double>, _ point: [Double]) -> Double {
        var sum = point[row.count]
        for column in 0..<row.count { sum += (row[column] - mean[column]) * scale[column] * point[column] }
        return sum
    }

    private func evaluate(_ point: [Double], _ gradient: UnsafeMutableBufferPointer<Double>) throws(SelectionError) -> Double {
        let columns = features.columnCount
        let shares = try features.blocks { rows, block in share(rows, block, point) }
        let strength = 1 / Double(features.rowCount)
        var loss = 0.0
        gradient.update(repeating: 0)
        for share in shares { for place in 0...columns { gradient[place] += share[place] } }
        for share in shares { loss += share[columns + 1] }
        for column in 0..<columns {
            loss += 0.5 * strength * point[column] * point[column]
            gradient[column] += strength * point[column]
        }
        return loss
    }

    /// Gradient, intercept's gradient and loss of a block.
    private func share(_ rows: Range<Int>, _ block: UnsafeBufferPointer<Double>, _ point: [Double]) -> [Double] {
        let columns = features.columnCount
        var result = [Double](repeating: 0, count: columns + 2)
        for row in rows where counts[row] {
            let own = UnsafeBufferPointer(rebasing: block[(row - rows.lowerBound) * columns..<(row - rows.lowerBound + 1) * columns])
            let score = score(own, point)
            let weight = isHeld[row] ? weights.held : weights.new
            result[columns + 1] += weight * Softmax.softplus(isHeld[row] ? -score : score)
            let residual = weight * (Softmax.sigmoid(score) - (isHeld[row] ? 1 : 0))
            for column in 0..<columns { result[column] += residual * (own[column] - mean[column]) * scale[column] }
            result[columns] += residual
        }
        return result
    }
}
