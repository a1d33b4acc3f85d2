import Foundation
import Kernels

/// How far one answer would move the last layer, on average over the answers the model expects.
///
/// sum_k p_k |p - e_k| sqrt(1 + |h|^2): the length of the cross-entropy gradient of a linear last layer with an intercept,
/// were the answer k. Settles, Craven and Ray (2008), NIPS 20, 1289-1296. Without features |h| is 0 for all.
/// Favours items with long features: give it features of equal length, or read it beside `entropy`. Cost: O(N (K + D)).
public struct ExpectedGradientLength: ScoringMethod {
    public static let name = "gradient-length"
    public static let summary = "Length of the step the model would take, averaged over the answers it expects"
    public static let needs: [SelectionNeed] = [.probabilities]

    public init() {}

    public func priorities(of pool: SelectionPool) throws(SelectionError) -> [Double] {
        try pool.check(name, needs)
        guard let matrix = pool.probabilities else { throw .missing(.probabilities, method: name) }
        let short = try PoolProbabilities(matrix, threads: pool.threads).rowNumbers { own in
            let square = own.reduce(0.0) { $0 + $1 * $1 }
            return own.reduce(0.0) { $0 + $1 * max(square - 2 * $1 + 1, 0).squareRoot() }
        }
        guard let own = pool.features else { return short }
        let features = PoolFeatures(own, threads: pool.threads)
        try features.check()
        let columns = features.columnCount
        let blocks = try features.blocks { rows, block in
            rows.map { row in
                let values = UnsafeBufferPointer(rebasing: block[(row - rows.lowerBound) * columns..<(row - rows.lowerBound + 1) * columns])
                return short[row] * (1 + Vector.dot(values, values)).squareRoot()
            }
        }
        return Array(blocks.joined())
    }
}
