import Foundation
import Kernels

/// Softmax regression of many labels, solved row by row in the dual: a few passes where a gradient method takes a hundred.
///
/// Stochastic dual coordinate ascent (Shalev-Shwartz and Zhang, 2013, JMLR 14): row i keeps the probabilities a_i it stands
/// for, and W = C * sum_i weight_i (y_i - a_i) x_i'. A step gives one row its best a_i, all labels at once: the fixed point
/// a = softmax(s - q (a - a_i)), q = C weight_i |x_i|^2, found by Newton's method over the normaliser, where each a_k is a
/// Wright omega function (t + ln t = y). Intercepts are free, as in `LogisticRegression`: after each pass each takes half a
/// Newton step of its own. The optimum is that of the gradient method.
///
/// Stops when a row's probabilities differ from those it stands for by less than `tolerance` on average (sum over labels).
/// Shapes: N rows, D columns, M labels. Memory: 4 (D + N) M bytes. Cost of a pass: twice the stored values times M.
/// Deterministic: rows come in an order drawn from a fixed seed.
struct DualLogistic {
    var c: Double
    var tolerance = 0.01
    var maximumPasses = 100

    struct Result {
        /// D x M, then M intercepts.
        var parameters: [Double]
        var passes: Int
        /// Mean over rows of sum_k |p_k - a_k| in the last pass.
        var distance: Double
        var isDone: Bool
    }

    /// - Parameter labels: 0..<labelCount.
    func fit(_ rows: SparseRows, labels: [Int], labelCount: Int, rowWeights: [Double]) -> Result {
        var pass = Pass(rows, labels, labelCount, rowWeights.map { Float($0 * c) })
        var order = Array(labels.indices)
        var random = SeededRandom.derive(0, "dual-logistic")
        var result = Result(parameters: [], passes: 0, distance: .infinity, isDone: false)
        while result.passes < maximumPasses, !result.isDone {
            random.shuffle(&order)
            result.distance = pass.run(order, rowWeights, skipping: Float(tolerance / 20)) / Double(max(1, labels.count))
            result.passes += 1
            result.isDone = result.distance < tolerance
        }
        result.parameters = pass.weights.map { Double($0) } + pass.intercepts.map { Double($0) }
        return result
    }

    /// What stays the same throughout.
    private struct Problem {
        let rows: SparseRows
        let labels: [Int]
        let count: Int
        /// C times the weight of each row.
        let strengths: [Float]
        let squares: [Float]

        func score(_ row: Int, _ weights: UnsafeBufferPointer<Float>, _ intercepts: [Float], _ scores: inout [Float]) {
            scores.withUnsafeMutableBufferPointer { scores in
                for label in 0..<count { scores[label] = intercepts[label] }
                for place in rows.starts[row]..<rows.starts[row + 1] {
                    FloatLanes.add(rows.values[place], weights, Int(rows.columns[place]) * count, to: scores)
                }
            }
        }

        /// Adds what a change of the row's share does to the weights.
        func move(_ row: Int, _ change: [Float], _ weights: UnsafeMutableBufferPointer<Float>) {
            change.withUnsafeBufferPointer { change in
                for place in rows.starts[row]..<rows.starts[row + 1] {
                    let first = Int(rows.columns[place]) * count
                    FloatLanes.add(rows.values[place] * strengths[row], change.baseAddress, to: weights.baseAddress.map { $0 + first }, count)
                }
            }
        }
    }

    /// The state of the ascent.
    private struct Pass {
        private let problem: Problem
        var weights: [Float]
        var intercepts: [Float]
        /// N x M. A row that stands for its own label adds nothing to the weights: all begin so.
        private var duals: [Float]

        init(_ rows: SparseRows, _ labels: [Int], _ count: Int, _ strengths: [Float]) {
            problem = Problem(rows: rows, labels: labels, count: count, strengths: strengths, squares: rows.squares.map { Float($0) })
            weights = [Float](repeating: 0, count: rows.columnCount * count)
            intercepts = [Float](repeating: 0, count: count)
            duals = [Float](repeating: 0, count: rows.count * count)
            for (row, label) in labels.enumerated() { duals[row * count + label] = 1 }
        }

        /// One step for each row. Returns the sum of the distances.
        mutating func run(_ order: [Int], _ rowWeights: [Double], skipping least: Float) -> Double {
            let (problem, count, current) = (problem, problem.count, intercepts)
            var distance = 0.0
            var slopes = [Double](repeating: 0, count: count), bends = slopes
            var scores = [Float](repeating: 0, count: count), next = scores
            weights.withUnsafeMutableBufferPointer { weights in
                duals.withUnsafeMutableBufferPointer { duals in
                    for row in order {
                        let own = UnsafeMutableBufferPointer(rebasing: duals[row * count..<(row + 1) * count])
                        problem.score(row, UnsafeBufferPointer(weights), current, &scores)
                        let moved = DualRow.probabilities(scores, &next, against: own)
                        distance += Double(moved)
                        let weight = rowWeights[row]
                        for label in 0..<count {
                            slopes[label] += weight * (Double(next[label]) - (problem.labels[row] == label ? 1 : 0))
                            bends[label] += weight * Double(next[label] * (1 - next[label]))
                        }
                        guard moved > least else { continue }
                        DualRow.best(scores, own, &next, reach: problem.strengths[row] * problem.squares[row])
                        for label in 0..<count { (next[label], own[label]) = (own[label] - next[label], next[label]) }
                        problem.move(row, next, weights)
                    }
                }
            }
            for label in 0..<count where bends[label] > 1e-9 {
                intercepts[label] -= Float(max(-2, min(2, 0.5 * slopes[label] / bends[label])))
            }
            return distance
        }
    }
}

/// One row of the dual: its probabilities, and its best share given all others.
enum DualRow {
    /// Softmax of the scores; returns the sum of the distances to `duals`.
    static func probabilities(_ scores: [Float], _ result: inout [Float], against duals: UnsafeMutableBufferPointer<Float>) -> Float {
        let greatest = scores.max() ?? 0
        var sum: Float = 0
        for label in scores.indices {
            result[label] = exp(scores[label] - greatest)
            sum += result[label]
        }
        var distance: Float = 0
        for label in scores.indices {
            result[label] /= sum
            distance += abs(result[label] - duals[label])
        }
        return distance
    }

    /// a = softmax(scores - reach (a - duals)), into `result`, which holds the softmax of the scores.
    static func best(_ scores: [Float], _ duals: UnsafeMutableBufferPointer<Float>, _ result: inout [Float], reach: Float) {
        guard reach > 1e-6 else { return }
        let offset = log(reach)
        var normaliser: Float = -.infinity
        for label in scores.indices { normaliser = max(normaliser, scores[label] + reach * (duals[label] - 1)) }
        for _ in 0..<30 {
            var sum: Float = 0, slope: Float = 0
            for label in scores.indices {
                let omega = omega(scores[label] + reach * duals[label] + offset - normaliser)
                result[label] = omega / reach
                sum += result[label]
                slope += omega / (1 + omega)
            }
            let step = (sum - 1) * reach / max(slope, 1e-20)
            normaliser += step
            if abs(sum - 1) < 1e-5 { break }
        }
        let sum = result.reduce(0, +)
        for label in result.indices { result[label] /= sum }
    }

    /// t with t + ln t = y.
    @inline(__always)
    static func omega(_ y: Float) -> Float {
        if y < -10 { return y < -80 ? 0 : exp(y) }
        var t: Float = y > 1 ? y - log(y) : exp(y) / (1 + exp(y) * 0.6)
        for _ in 0..<2 {
            let rest = y - t - log(t)
            t = max(t * (1 + rest / (1 + t) * (1 + rest / (2 * (1 + t) * (1 + t)))), 1e-30)
        }
        return t
    }
}
