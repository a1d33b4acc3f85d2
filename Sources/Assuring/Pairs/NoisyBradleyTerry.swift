import Foundation
import Records

/// Strengths of items together with how carefully each annotator chose.
///
/// Annotator k answers by the strengths with probability c_k = sigmoid(gamma_k) and otherwise without looking, preferring the
/// left with probability sigmoid(q_k): P(left) = c_k sigmoid(s_l - s_r) + (1 - c_k) sigmoid(q_k).
/// Maximum a posteriori by L-BFGS: gamma_k ~ N(2, 1), so a person is taken to be careful until shown otherwise, q_k ~ N(0, 1),
/// and each item has `prior` wins and losses against an opponent of strength 0, so a maximum always exists.
/// Use it where annotators differ and each gave some twenty comparisons; below that `BradleyTerry` has less to guess.
///
/// Model: Bugakova et al. (2019), arXiv 1906.03711, after Chen et al. (2013), doi 10.1145/2433396.2433420. Differs from crowd-kit
/// 1.4.2, whose gradient of an annotator's skill and bias is that of the annotator's last comparison only, the bias written
/// one place off, and whose regularisation rewards large strengths. The gradient here is checked against differences.
/// A tie counts as half a choice for each side. Deterministic: starts from `BradleyTerry`. Cost: O(comparisons) per evaluation.
public struct NoisyBradleyTerry: PairRankingMethod {
    public static let name = "noisy-bradley-terry"
    public static let summary = "Strengths of items with each annotator's care and left-hand bias; for crowds with some who do not look"
    public var prior = 0.1
    /// Mean and spread of gamma; 2 means 88 % of the answers are meant.
    public var skillMean = 2.0
    public var skillSpread = 1.0
    public var biasSpread = 1.0
    public var maximumIterations = 500
    /// Greatest gradient of the mean log posterior per comparison.
    public var tolerance = 1e-8

    public init() {}

    public var parameters: JSONObject {
        [
            "prior": .double(prior), "skillMean": .double(skillMean), "skillSpread": .double(skillSpread),
            "biasSpread": .double(biasSpread), "tolerance": .double(tolerance), "maximumIterations": .int(Int64(maximumIterations)),
        ]
    }

    public func ranking(of pairs: PairTable) throws(ConsensusError) -> PairRanking {
        guard !pairs.isEmpty else { throw .noVotes }
        for (name, value) in [("prior", prior), ("skillSpread", skillSpread), ("biasSpread", biasSpread)] where !(value > 0 && value.isFinite) {
            throw .settingOutOfRange(name: name, value: value, allowed: "more than 0")
        }
        guard maximumIterations > 0 else {
            throw .settingOutOfRange(name: "maximumIterations", value: Double(maximumIterations), allowed: "1 or more")
        }
        var plain = BradleyTerry(prior: prior)
        plain.standardErrorLimit = 0
        let model = NoisyPairModel(pairs, self)
        let result = model.fit(from: try plain.ranking(of: pairs).items.map { $0.score ?? 0 })
        let (itemCount, people) = (pairs.itemCount, pairs.annotatorCount)
        var ranking = PairRanking(
            result.point.prefix(itemCount).map { $0 }, pairs, by: self, iterations: result.iterations,
            stopReason: result.stop == .iterations ? .iterationLimit : .converged, objective: [-result.value * Double(pairs.count)])
        for annotator in 0..<people where ranking.annotators[annotator].comparisons > 0 {
            ranking.annotators[annotator].skill = BradleyTerryFit.sigmoid(result.point[itemCount + annotator])
            ranking.annotators[annotator].leftBias = BradleyTerryFit.sigmoid(result.point[itemCount + people + annotator])
        }
        return ranking
    }
}
