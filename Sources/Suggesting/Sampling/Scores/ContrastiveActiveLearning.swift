import Foundation
import Kernels

/// Items that look like labelled ones and are predicted otherwise (CAL).
///
/// Score: mean over the `neighbours` nearest labelled rows of KL(their prediction || the candidate's). Paper: Margatina,
/// Vernikos, Barrault and Aletras (2021), arXiv:2109.03764. Natural logarithms, Euclidean distance, neighbours by distance
/// and then by row; fewer labelled rows than `neighbours` means all of them. A candidate's probability of 0 counts as
/// 1e-12, so that the score is finite.
///
/// Differs from the paper: rows in flight are neighbours too, for only predictions are compared. Not clamped: a row is never
/// its own neighbour. Cost: O(N * labelled * D).
public struct ContrastiveActiveLearning: ScoringMethod {
    public static let name = "cal"
    public static let summary = "Items whose prediction differs from those of the labelled items nearest to them"
    public static let needs: [SelectionNeed] = [.probabilities, .features, .labelled]
    public var neighbours: Int

    public init(neighbours: Int = 10) { self.neighbours = neighbours }

    public func priorities(of pool: SelectionPool) throws(SelectionError) -> [Double] {
        try pool.check(name, needs)
        guard neighbours > 0 else { throw .badSetting("neighbours", Double(neighbours), allowed: "1 or more") }
        guard let matrix = pool.probabilities, let own = pool.features else { throw .missing(.features, method: name) }
        let features = PoolFeatures(own, threads: pool.threads)
        try features.check()
        let held = pool.held
        let all = PoolProbabilities(matrix, threads: pool.threads)
        let nearby = try HeldNeighbours(features, held: held, count: neighbours)
        var predictions: [Double] = []
        for row in held { predictions += try all.checkedRows(row..<row + 1) }
        let (classes, known) = (all.classCount, predictions)
        let blocks = try all.blocks { rows, block in
            rows.map { row in
                let start = (row - rows.lowerBound) * classes
                let places = nearby.of(row)
                if places.isEmpty { return 0.0 }
                return places.reduce(0.0) { $0 + Self.divergence(known, $1 * classes, from: block, start, classes) } / Double(places.count)
            }
        }
        return Array(blocks.joined())
    }

    private static func divergence(_ left: [Double], _ first: Int, from right: UnsafeBufferPointer<Double>, _ start: Int, _ classes: Int) -> Double {
        var sum = 0.0
        for label in 0..<classes where left[first + label] > 0 {
            sum += left[first + label] * log(left[first + label] / max(right[start + label], 1e-12))
        }
        return sum
    }
}
