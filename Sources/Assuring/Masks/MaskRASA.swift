import Foundation
import Records

/// A vote in which masks that resemble the outcome count more, over and over.
///
/// Each mask weighs log(1 / (1 - IoU + 1e-5) + 1), IoU its overlap with the last outcome; weights sum to 1. A pixel belongs
/// at half of the weight. Stops when the weighted picture moves by less than `tolerance` of itself (squared).
/// Source: Li (2019), doi 10.18653/v1/D19-5904, brought from texts to masks; crowd-kit 1.4.2 with its defaults.
/// Differs: a mask that is as empty as the outcome has an IoU of 1, where crowd-kit divides 0 by 0 and then loses the
/// picture; half of the weight is taken with a billionth to spare, so the order of annotators does not matter; given
/// weights of annotators multiply the learnt ones.
/// Cost: O(P A) a round. Deterministic. Use with four masks or more: with three the odd one out loses its say anyway.
public struct MaskRASA: MaskConsensusMethod {
    public static let name = "mask-rasa"
    public static let summary = "Votes again and again, counting masks by their overlap with the last outcome; for four masks a picture and more"
    public var annotatorWeights: [Double]?
    public var maximumIterations = 10
    public var tolerance = 1e-5

    public init() {}

    public var parameters: JSONObject {
        ["weighted": .bool(annotatorWeights != nil), "maximumIterations": .int(Int64(maximumIterations)), "tolerance": .double(tolerance)]
    }
    public func check() throws(ConsensusError) { try MaskRounds.check(maximumIterations, tolerance) }

    public func settle(_ vote: MaskVote) -> MaskDecision {
        var weights = Self.normalised(vote.weights)
        var decision = MaskDecision(isKept: [], probability: [], weights: weights)
        var last: [Double]?
        decision.stopReason = .iterationLimit
        for round in 1...maximumIterations {
            let weighted = vote.sums(weights)
            decision.isKept = weighted.map { $0 >= 0.5 - 1e-9 }
            decision.probability = weighted.map { min($0, 1) }
            decision.iterations = round
            let similar = vote.overlaps(with: decision.isKept).map { log(1 / (1 - $0 + 1e-5) + 1) }
            weights = Self.normalised(zip(similar, vote.weights).map { $0 * $1 })
            decision.weights = weights
            if let last {
                let change = Self.change(weighted, last, vote)
                decision.objective.append(change)
                if change < tolerance { decision.stopReason = .converged; break }
            }
            last = weighted
        }
        return decision
    }

    /// Squared difference of the two weighted pictures over the square of the newer; 0 when nothing was painted.
    private static func change(_ weighted: [Double], _ last: [Double], _ vote: MaskVote) -> Double {
        var (moved, whole) = (0.0, 0.0)
        for pattern in weighted.indices {
            let difference = weighted[pattern] - last[pattern]
            moved += vote.pixels(pattern) * difference * difference
            whole += vote.pixels(pattern) * weighted[pattern] * weighted[pattern]
        }
        return whole > 0 ? moved / whole : 0
    }

    private static func normalised(_ weights: [Double]) -> [Double] {
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }
}

/// Settings of methods that go round.
enum MaskRounds {
    static func check(_ iterations: Int, _ tolerance: Double) throws(ConsensusError) {
        guard iterations >= 1 else { throw .settingOutOfRange(name: "maximumIterations", value: Double(iterations), allowed: "1 or more") }
        guard tolerance >= 0, tolerance.isFinite else { throw .settingOutOfRange(name: "tolerance", value: tolerance, allowed: "0 or more") }
    }
}
