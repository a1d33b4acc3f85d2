import Foundation
import Kernels

/// What a model expects of a whole pool: the numbers a round keeps for the stopping criteria.
public struct PoolOutlook: Sendable, Hashable, Codable {
    /// Mean entropy over ln K, in 0...1; 0 for one class.
    public var uncertainty: Double
    /// Mean of 1 - max p.
    public var expectedError: Double
    /// The most probable class of each row, the lower one on a tie.
    public var predictions: [Int]

    /// One pass over N x K probabilities; nil for no rows.
    public init?(_ probabilities: any MatrixRows, threads: Int = 1) throws(SelectionError) {
        guard probabilities.rowCount > 0, probabilities.columnCount > 0 else { return nil }
        let classes = probabilities.columnCount
        let blocks = try PoolProbabilities(probabilities, threads: threads).blocks { rows, block -> (Double, Double, [Int]) in
            var (entropy, error, predictions): (Double, Double, [Int]) = (0, 0, [])
            for start in stride(from: 0, to: block.count, by: classes) {
                var best = start
                for place in start..<start + classes {
                    if block[place] > block[best] { best = place }
                    if block[place] > 0 { entropy -= block[place] * log(block[place]) }
                }
                error += 1 - block[best]
                predictions.append(best - start)
            }
            return (entropy, error, predictions)
        }
        let n = Double(probabilities.rowCount)
        uncertainty = classes > 1 ? blocks.reduce(0.0) { $0 + $1.0 } / n / log(Double(classes)) : 0
        expectedError = blocks.reduce(0.0) { $0 + $1.1 } / n
        predictions = blocks.flatMap(\.2)
    }
}
