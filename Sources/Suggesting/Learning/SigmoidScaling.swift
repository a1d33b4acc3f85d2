import Foundation
import Kernels

/// A score made a probability by a sigmoid: 1 / (1 + exp(slope * score + offset)).
///
/// Platt (1999), Probabilistic outputs for support vector machines, with his softened targets (k + 1) / (k + 2) and
/// 1 / (n - k + 2), so that separable scores do not become certainty: what scikit-learn's `CalibratedClassifierCV` calls
/// `sigmoid`. Fitted by L-BFGS; scores are brought below 1e4 first. Cost: O(n) per iteration.
public struct SigmoidScaling: Sendable, Hashable, Codable {
    public var slope: Double
    public var offset: Double

    public static func fit(_ scores: [Double], isPositive: [Bool], weights: [Double]? = nil) -> SigmoidScaling {
        let weights = weights ?? [Double](repeating: 1, count: scores.count)
        var (positives, negatives) = (0.0, 0.0)
        for row in scores.indices { if isPositive[row] { positives += weights[row] } else { negatives += weights[row] } }
        let (high, low) = ((positives + 1) / (positives + 2), 1 / (negatives + 2))
        let size = scores.lazy.map { abs($0) }.max() ?? 0
        let scale = size >= 1e4 ? 1e4 / size : 1
        let targets = isPositive.map { $0 ? high : low }
        let total = max(1, weights.reduce(0, +))
        let result = LBFGS(maximumIterations: 500, gradientTolerance: 1e-9).minimise(from: [0, log((negatives + 1) / (positives + 1))]) { point, gradient in
            (gradient[0], gradient[1]) = (0, 0)
            var loss = 0.0
            for row in scores.indices {
                let score = scores[row] * scale
                let raw = -(point[0] * score + point[1])
                loss += weights[row] * (Softmax.softplus(raw) - targets[row] * raw)
                let residual = weights[row] * (targets[row] - Softmax.sigmoid(raw)) / total
                gradient[0] += residual * score
                gradient[1] += residual
            }
            return loss / total
        }
        return SigmoidScaling(slope: result.point[0] * scale, offset: result.point[1])
    }

    public func probability(_ score: Double) -> Double { Softmax.sigmoid(-(slope * score + offset)) }
}
