import Foundation
import Kernels

/// The information of comparisons about the logarithms of strengths: a Laplacian of the graph, with q_ij = n_ij p (1 - p) on its
/// edges, and 2 prior p (1 - p) on the diagonal.
///
/// Without a prior it is singular: adding the same to all of a component changes nothing. Its systems are still solvable for
/// a gradient, which sums to 0 there, and variances are those of centred scores (its pseudo-inverse).
struct PairInformation {
    private let graph: PairGraph
    private let edges: [Double]
    private let own: [Double]
    private let diagonal: [Double]

    init(_ graph: PairGraph, logs: [Double], prior: Double) {
        self.graph = graph
        edges = (0..<graph.edgeCount).map { edge in
            let p = BradleyTerryFit.sigmoid(logs[Int(graph.low[edge])] - logs[Int(graph.high[edge])])
            return graph.weight[edge] * p * (1 - p)
        }
        own = logs.map { value in
            let p = BradleyTerryFit.sigmoid(value)
            return 2 * prior * p * (1 - p)
        }
        var diagonal = own
        for edge in 0..<graph.edgeCount {
            diagonal[Int(graph.low[edge])] += edges[edge]
            diagonal[Int(graph.high[edge])] += edges[edge]
        }
        self.diagonal = diagonal
    }

    private func times(_ vector: [Double]) -> [Double] {
        var result = vector.indices.map { own[$0] * vector[$0] }
        result.withUnsafeMutableBufferPointer { result in
            for edge in 0..<graph.edgeCount {
                let (a, b) = (Int(graph.low[edge]), Int(graph.high[edge]))
                let flow = edges[edge] * (vector[a] - vector[b])
                result[a] += flow
                result[b] -= flow
            }
        }
        return result
    }

    /// Conjugate gradients with the diagonal as preconditioner, to 1e-10 of the right side: at most two rounds per item.
    ///
    /// Stops at the rounding of the right side too: what of it lies along the missing direction cannot be solved for, and going
    /// on would blow that up.
    func solve(_ right: [Double]) -> [Double] {
        var solution = [Double](repeating: 0, count: right.count)
        var residual = right
        func conditioned(_ vector: [Double]) -> [Double] { vector.indices.map { diagonal[$0] > 0 ? vector[$0] / diagonal[$0] : 0 } }
        var preconditioned = conditioned(residual)
        var direction = preconditioned
        var product = Vector.dot(residual, preconditioned)
        let degrees = graph.degrees
        let rounding = right.indices.reduce(0.0) { sum, item in
            let error = 8 * Double.ulpOfOne * degrees[item]
            return diagonal[item] > 0 ? sum + error * error / diagonal[item] : sum
        }
        let enough = max(product * 1e-20, rounding)
        for _ in 0..<2 * right.count + 10 {
            guard product > enough, product > 0 else { break }
            let image = times(direction)
            let curvature = Vector.dot(direction, image)
            guard curvature > 0 else { break }
            let length = product / curvature
            for item in right.indices {
                solution[item] += length * direction[item]
                residual[item] -= length * image[item]
            }
            preconditioned = conditioned(residual)
            let next = Vector.dot(residual, preconditioned)
            for item in right.indices { direction[item] = preconditioned[item] + next / product * direction[item] }
            product = next
        }
        return solution
    }

    /// Variance of each item's score, group by group; nil where the information is not positive.
    func variances(_ groups: [[Int]]) -> [Double?] {
        var variances = [Double?](repeating: nil, count: graph.itemCount)
        for group in groups where !group.isEmpty {
            var place = [Int](repeating: -1, count: graph.itemCount)
            for (row, item) in group.enumerated() { place[item] = row }
            // A constant on the whole block fills the one missing direction, and is taken off again.
            let isSingular = own[group[0]] == 0
            let mean = group.reduce(0) { $0 + diagonal[$1] } / Double(group.count)
            let fill = isSingular ? mean / Double(group.count) : 0
            var matrix = SymmetricMatrix(size: group.count, fill: fill)
            for (row, item) in group.enumerated() { matrix[row, row] += diagonal[item] }
            for edge in 0..<graph.edgeCount {
                let (a, b) = (place[Int(graph.low[edge])], place[Int(graph.high[edge])])
                if a >= 0, b >= 0 { matrix[max(a, b), min(a, b)] -= edges[edge] }
            }
            guard let inverse = matrix.inverseDiagonal() else { continue }
            let filled = isSingular ? 1 / (mean * Double(group.count)) : 0
            for (row, item) in group.enumerated() { variances[item] = max(inverse[row] - filled, 0) }
        }
        return variances
    }
}
