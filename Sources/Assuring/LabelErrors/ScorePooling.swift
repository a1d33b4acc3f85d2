import Foundation

/// One score of an item from the scores of its parts: classes, tokens, pixels, boxes.
public enum ScorePooling: Sendable, Hashable {
    case minimum
    /// Sum of s_i softmax(-s_i / T): the minimum as T goes to 0, the mean as it grows.
    case softmin(temperature: Double)
    /// Exponential moving average over the scores sorted downwards, from the highest: the lowest weigh most.
    case movingAverage(alpha: Double)

    /// The pooled score; nil of nothing.
    public func pooled(_ scores: [Double]) -> Double? {
        guard let lowest = scores.min() else { return nil }
        switch self {
        case .minimum: return lowest
        case .softmin(let temperature): return Self.softmin(scores, lowest, max(temperature, 1e-6))
        case .movingAverage(let alpha):
            let sorted = scores.sorted(by: >)
            return sorted.dropFirst().reduce(sorted[0]) { alpha * $1 + (1 - alpha) * $0 }
        }
    }

    private static func softmin(_ scores: [Double], _ lowest: Double, _ temperature: Double) -> Double {
        var (weighted, whole) = (0.0, 0.0)
        for score in scores {
            let weight = exp((lowest - score) / temperature)
            weighted += weight * score
            whole += weight
        }
        return weighted / whole
    }
}
