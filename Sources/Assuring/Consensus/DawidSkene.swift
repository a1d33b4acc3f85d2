import Foundation
import Records

/// Consensus by confusion matrices: who tends to mistake what for what.
///
/// Each annotator gets a K x K matrix of answer-given-truth probabilities; truth and matrices are fitted in turn by
/// expectation-maximisation, starting from vote shares.
///
/// Paper: Dawid and Skene (1979), Applied Statistics 28(1), 20-28, doi 10.2307/2346806. With `smoothing` 0 it is
/// crowd-kit 1.4.2 exactly: counts clipped at 1e-10 and normalised over the answers an annotator ever gave, the bound
/// divided by the number of votes, its prior counted once per vote. With `smoothing` above 0 every answer of every
/// annotator gets that much count for every truth, so an answer not seen yet is unlikely and not impossible: 0.01 is a
/// good start with few votes per annotator.
///
/// Shapes: N votes, I items, A annotators, K classes. The logarithms of the matrices lie answer-major (A x K x K, truth
/// fastest), so a vote adds one contiguous row. Cost: O(N K) time and O(I K + A K K) memory; no allocation in the loop.
/// Deterministic. Use `MajorityVote` or `OneCoin` below about twenty votes per annotator: there is too little to fit.
public struct DawidSkene: ConsensusMethod {
    public static let name = "dawid-skene"
    public static let summary = "Learns what each annotator mistakes for what; for about twenty votes per annotator and more"
    public var ties = TieRule.lowerClass
    public var maximumIterations = 100
    /// Stops when a round raises the bound per vote by less.
    public var tolerance = 1e-5
    /// Pseudo-count of every answer under every truth; 0 for none.
    public var smoothing = 0.0
    /// Known class of each item, -1 where unknown; empty for none. Known items teach and are never overruled.
    public var gold: [Int32] = []

    public init() {}

    public var parameters: JSONObject {
        [
            "ties": .string(ties.rawValue), "maximumIterations": .int(Int64(maximumIterations)),
            "tolerance": .double(tolerance), "smoothing": .double(smoothing), "gold": .int(Int64(gold.count { $0 >= 0 })),
        ]
    }

    public func consensus(of votes: VoteTable) throws(ConsensusError) -> Consensus {
        try checkSettings(votes)
        var fit = DawidSkeneFit(votes, smoothing: smoothing)
        fit.posterior.fix(gold)
        fit.maximise()
        let outcome = ExpectationMaximisation(maximumIterations: maximumIterations, tolerance: tolerance)
            .run(&fit, gold: gold)
        return Consensus(
            fit.posterior, votes, by: self, priors: fit.priors, annotators: fit.standings(),
            iterations: outcome.iterations, stopReason: outcome.stopReason, objective: outcome.objective)
    }

    private func checkSettings(_ votes: VoteTable) throws(ConsensusError) {
        guard !votes.isEmpty else { throw .noVotes }
        guard smoothing >= 0, smoothing.isFinite else {
            throw .settingOutOfRange(name: "smoothing", value: smoothing, allowed: "0 or more")
        }
        try ExpectationMaximisation(maximumIterations: maximumIterations, tolerance: tolerance).check()
        guard gold.isEmpty || gold.count == votes.itemCount else {
            throw .unequalGold(items: votes.itemCount, gold: gold.count)
        }
        if let item = gold.firstIndex(where: { Int($0) >= votes.classCount }) {
            throw .goldOutOfRange(gold[item], classCount: votes.classCount, item: votes.itemNames[item])
        }
    }
}
