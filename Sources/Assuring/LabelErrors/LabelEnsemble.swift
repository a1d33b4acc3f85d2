import Foundation
import Kernels

/// Scores of labels by several models together: each model's score, weighted by how far the model is to be trusted.
///
/// Matches cleanlab 2.9. By accuracy (its default): the share of items whose most probable class is the given one. By log
/// loss: exp(-t loss), where t is the one of `temperatures` at which the weighted mean of the probabilities has the lowest
/// loss itself, the earlier on a tie; a model's own loss is taken with probabilities at least 1e-6, scaled to sum to 1.
///
/// Use it with models that err differently; one much better than the rest is better alone. Cost: one pass per model and
/// score; the search needs no further pass, since a loss only looks at the label's own probability.
public struct LabelEnsemble: Sendable {
    public enum Weighting: Sendable, Hashable {
        case uniform
        case accuracy
        case logLossSearch
        /// One weight per model, taken as they are.
        case custom([Double])
    }

    public static let temperatures = [1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 200]

    public var weighting: Weighting

    public init(_ weighting: Weighting = .accuracy) { self.weighting = weighting }

    /// - Parameter members: the same labels beside each model's probabilities.
    public func scores(_ members: [LabelEvidence], by score: any LabelQualityScore = SelfConfidence()) throws(LabelEvidenceError) -> [Double] {
        let weights = try weights(members)
        var scores = [Double](repeating: 0, count: members[0].count)
        for (member, weight) in zip(members, weights) {
            let own: [Double]
            do throws(MatrixError) { own = try score.scores(member) } catch { throw .matrix(error) }
            for item in scores.indices { scores[item] += own[item] * weight }
        }
        return scores
    }

    /// One weight per model; they sum to 1 unless given.
    public func weights(_ members: [LabelEvidence]) throws(LabelEvidenceError) -> [Double] {
        guard let first = members.first else { throw .noLabels }
        if let other = members.first(where: { $0.labels != first.labels }) {
            throw .unequalParts("labels of the first model", first.count, "labels of another, or other ones", other.count)
        }
        switch weighting {
        case .uniform: return Array(repeating: 1 / Double(members.count), count: members.count)
        case .accuracy: return Self.shares(members.map(Self.accuracy))
        case .logLossSearch: return try Self.searched(members)
        case .custom(let weights):
            guard weights.count == members.count else { throw .unequalParts("models", members.count, "weights", weights.count) }
            return weights
        }
    }

    private static func accuracy(_ member: LabelEvidence) -> Double {
        let right = member.labels.indices.count { member.reading.predicted($0, label: member.labels[$0]) == member.labels[$0] }
        return Double(right) / Double(member.count)
    }

    /// Of the whole; equal when nothing speaks for any.
    private static func shares(_ values: [Double]) -> [Double] {
        let sum = values.reduce(0, +)
        return values.map { sum > 0 ? $0 / sum : 1 / Double(values.count) }
    }

    private static func searched(_ members: [LabelEvidence]) throws(LabelEvidenceError) -> [Double] {
        var losses: [Double] = []
        for member in members { do throws(MatrixError) { losses.append(try loss(member)) } catch { throw .matrix(error) } }
        var best = (loss: Double.infinity, weights: shares(losses.map { _ in 1 }))
        for temperature in temperatures {
            // Losses against the least: exp(-200 loss) may be 0 for all.
            let least = losses.min() ?? 0
            let weights = shares(losses.map { exp(-temperature * ($0 - least)) })
            let loss = loss(of: members, weights)
            if loss < best.loss { best = (loss, weights) }
        }
        return best.weights
    }

    /// Of the weighted mean of the probabilities.
    private static func loss(of members: [LabelEvidence], _ weights: [Double]) -> Double {
        var sum = 0.0
        for item in 0..<members[0].count {
            var p = 0.0
            for (member, weight) in zip(members, weights) { p += weight * member.reading.given[item] }
            sum -= log(clipped(p))
        }
        return sum / Double(members[0].count)
    }

    private static func loss(_ member: LabelEvidence) throws(MatrixError) -> Double {
        let classCount = member.classCount
        let sums = try member.overBlocks { block, labels, items in
            var sum = 0.0
            for item in items {
                let start = (item - items.lowerBound) * classCount
                var whole = 0.0
                for k in start..<start + classCount { whole += max(block[k], 1e-6) }
                sum -= log(clipped(max(block[start + Int(labels[item])], 1e-6) / whole))
            }
            return sum
        }
        return sums.reduce(0, +) / Double(member.count)
    }

    private static func clipped(_ p: Double) -> Double { min(max(p, .ulpOfOne), 1 - .ulpOfOne) }
}
