import Foundation
import Kernels

/// Unsure items among many like them, rather than lone ones: uncertainty times density.
///
/// score = uncertainty * (mean similarity to the pool)^beta. Settles and Craven (2008), EMNLP, 1070-1079.
/// Similarity is (1 + cosine) / 2, in 0...1; its mean over all rows is (1 + u . m) / 2 with u the row's direction and m the
/// mean of all directions, so it takes two passes and not N^2 pairs. A row of zeros has no direction: cosine 0 to all.
/// Defaults: entropy, beta 1. Cost: O(N (K + D)).
/// Differs from modAL, whose similarity is 1 / (1 + Euclidean distance), over all pairs.
public struct InformationDensity: ScoringMethod {
    public static let name = "density"
    public static let summary = "Entropy times how like the rest of the pool an item is: unsure, and no outlier"
    public static let needs: [SelectionNeed] = [.probabilities, .features]
    public var beta: Double

    public init(beta: Double = 1) { self.beta = beta }

    public func priorities(of pool: SelectionPool) throws(SelectionError) -> [Double] {
        guard beta >= 0, beta.isFinite else { throw .badSetting("beta", beta, allowed: "0 or more") }
        try pool.check(name, needs)
        let uncertainty = try UncertaintyScores(GreatestEntropy()).priorities(of: pool)
        guard let own = pool.features else { throw .missing(.features, method: name) }
        let density = try Self.density(PoolFeatures(own, threads: pool.threads))
        return zip(uncertainty, density).map { $0 * pow($1, beta) }
    }

    /// Mean similarity of each row to all rows, itself included.
    static func density(_ features: PoolFeatures) throws(SelectionError) -> [Double] {
        try features.check()
        let columns = features.columnCount
        let sums = try features.blocks { rows, block -> [Double] in
            var sum = [Double](repeating: 0, count: columns)
            for row in 0..<rows.count {
                let own = UnsafeBufferPointer(rebasing: block[row * columns..<(row + 1) * columns])
                let length = Vector.dot(own, own).squareRoot()
                if length > 0 { for column in 0..<columns { sum[column] += own[column] / length } }
            }
            return sum
        }
        var mean = [Double](repeating: 0, count: columns)
        for sum in sums { for column in 0..<columns { mean[column] += sum[column] / Double(features.rowCount) } }
        let direction = mean
        let blocks = try features.blocks { rows, block in
            rows.map { row in
                let own = UnsafeBufferPointer(rebasing: block[(row - rows.lowerBound) * columns..<(row - rows.lowerBound + 1) * columns])
                let length = Vector.dot(own, own).squareRoot()
                let cosine = length > 0 ? direction.withUnsafeBufferPointer { Vector.dot(own, $0) } / length : 0
                return min(max((1 + cosine) / 2, 0), 1)
            }
        }
        return Array(blocks.joined())
    }
}
