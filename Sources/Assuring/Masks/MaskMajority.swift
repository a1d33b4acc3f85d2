import Records

/// A pixel belongs when at least half of the weight painted it; a tie belongs.
///
/// 2 sum(w m) - sum(w) >= 0, as crowd-kit's segmentation vote. Sums of equal weights in another order may differ in the last
/// bit, so a billionth of the whole weight below half still counts as half: the order of annotators does not matter.
/// Paper: Jung-Lin Lee, Das Sarma and Parameswaran (2018), CEUR 2173. Cost: O(P A) for P patterns and A annotators.
public struct MaskMajority: MaskConsensusMethod {
    public static let name = "mask-majority"
    public static let summary = "Pixels that at least half of the annotators painted; for two or three masks a picture, or as the first look"
    public var annotatorWeights: [Double]?

    public init() {}

    public var parameters: JSONObject { ["weighted": .bool(annotatorWeights != nil)] }
    public func check() throws(ConsensusError) {}

    public func settle(_ vote: MaskVote) -> MaskDecision {
        let all = vote.weights.reduce(0, +)
        let share = vote.sums(vote.weights).map { min($0 / all, 1) }
        return MaskDecision(isKept: share.map { $0 >= 0.5 - 1e-9 }, probability: share, weights: vote.weights)
    }
}
