import Foundation
import Kernels

/// Makes a model's confidence mean what it says, by one number that flattens or sharpens all its probabilities.
///
/// Guo et al. (2017), arXiv 1706.04599: p' = softmax(log p / T), T minimises the cross-entropy of held-out rows.
/// The order of the labels does not change. Fitted by golden section over ln T in [ln 0.05, ln 20]: the loss is convex
/// in 1 / T, so there is one minimum.
public struct TemperatureScaling: Sendable, Hashable, Codable {
    public let temperature: Double

    public init(temperature: Double = 1) { self.temperature = temperature }

    /// `probabilities` N x K, row-major, of rows that the model did not learn from.
    public static func fit(_ probabilities: [Double], labels: [Int], labelCount: Int) -> TemperatureScaling {
        guard !labels.isEmpty else { return TemperatureScaling() }
        let logs = probabilities.map { log(max($0, 1e-300)) }
        func loss(_ temperature: Double) -> Double { crossEntropy(logs, labels, labelCount, temperature) }
        let golden = (5.0.squareRoot() - 1) / 2
        var low = log(0.05), high = log(20.0)
        var left = high - golden * (high - low), right = low + golden * (high - low)
        var leftLoss = loss(exp(left)), rightLoss = loss(exp(right))
        while high - low > 1e-5 {
            if leftLoss <= rightLoss {
                (high, right, rightLoss) = (right, left, leftLoss)
                left = high - golden * (high - low)
                leftLoss = loss(exp(left))
            } else {
                (low, left, leftLoss) = (left, right, rightLoss)
                right = low + golden * (high - low)
                rightLoss = loss(exp(right))
            }
        }
        return TemperatureScaling(temperature: exp((low + high) / 2))
    }

    /// In place, N x K.
    public func apply(to probabilities: inout [Double], labelCount: Int) {
        guard temperature != 1, labelCount > 0 else { return }
        probabilities.withUnsafeMutableBufferPointer { all in
            for first in stride(from: 0, to: all.count, by: labelCount) {
                let row = UnsafeMutableBufferPointer(rebasing: all[first..<first + labelCount])
                for place in 0..<labelCount { row[place] = row[place] > 0 ? log(row[place]) / temperature : -.infinity }
                Softmax.apply(row)
            }
        }
    }

    private static func crossEntropy(_ logs: [Double], _ labels: [Int], _ labelCount: Int, _ temperature: Double) -> Double {
        logs.withUnsafeBufferPointer { logs in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: labelCount) { row in
                var sum = 0.0
                for (place, label) in labels.enumerated() {
                    for other in 0..<labelCount { row[other] = logs[place * labelCount + other] / temperature }
                    let own = row[label]
                    sum += Softmax.apply(row) - own
                }
                return sum / Double(labels.count)
            }
        }
    }
}
