import Foundation
import Kernels
import Records

/// Tag sequences from several annotators: a hidden Markov chain of true tags, seen through each annotator's confusion matrix.
///
/// Truth moves from tag to tag by one transition matrix for all; each annotator tags each token by the row of the truth of a
/// K x K matrix of their own. Both are fitted by expectation-maximisation (forward-backward, scaled per token), starting from the
/// shares of the votes; the answer is the best sequence as a whole (Viterbi). What the scheme forbids (I after O) has probability
/// 0 throughout, so nothing needs repair. With one token per sentence it is Dawid-Skene.
///
/// Paper: Nguyen, Wallace, Li, Nenkova and Lease (2017), doi 10.18653/v1/P17-1028. Differs from it: no words are looked at, and
/// annotators' matrices are drawn towards the crowd's common one by `priorTokens` tokens per true tag, because rare
/// tags leave single annotators' rows nearly empty; `smoothing` is added to every allowed transition and every confusion.
///
/// Shapes: T tokens, A annotators, K tags. Cost per round: O(tags given K + T K^2); memory O(A K^2) per piece of sentences and
/// nothing per token until the end. The same bits on any number of threads.
/// For spans of names and the like, from two annotators up; `TagVote` is as good with five careful ones.
public struct HMMCrowd: TagConsensusMethod {
    public static let name = "hmm-crowd"
    public static let summary = "Learns which tags follow which and who confuses what; for named entities with few annotators per sentence"
    public var smoothing = 0.01
    public var priorTokens = 2.0
    /// Stops when a round changes the mean log-likelihood per token by less.
    public var tolerance = 1e-6
    public var maximumIterations = 100
    public var threads = 1

    public init() {}

    public var parameters: JSONObject {
        [
            "smoothing": .double(smoothing), "priorTokens": .double(priorTokens), "tolerance": .double(tolerance),
            "maximumIterations": .int(Int64(maximumIterations)),
        ]
    }

    public func consensus(of table: TagTable) throws(ConsensusError) -> TagConsensus {
        guard !table.tags.isEmpty else { throw .noVotes }
        for (name, value) in [("smoothing", smoothing), ("priorTokens", priorTokens)] where !(value > 0 && value.isFinite) {
            throw .settingOutOfRange(name: name, value: value, allowed: "more than 0")
        }
        try ExpectationMaximisation(maximumIterations: maximumIterations, tolerance: tolerance).check()
        var model = HMMCrowdModel(table, smoothing: smoothing, priorTokens: priorTokens)
        model.maximise(HMMCrowdPass.shares(table))
        let pieces = Pieces(table.sentenceCount, size: model.pieceSize)
        var (objective, stop) = ([Double](), Consensus.StopReason.iterationLimit)
        while objective.count < maximumIterations {
            let current = model
            let counts = pieces.map(threads: threads) { sentences in HMMCrowdPass(current, table).counts(sentences) }
            var sum = HMMCrowdCounts(table)
            for piece in counts { sum.add(piece) }
            model.maximise(sum)
            let likelihood = sum.likelihood / Double(table.tokenCount)
            let gain = objective.last.map { abs(likelihood - $0) } ?? .infinity
            objective.append(likelihood)
            if gain < tolerance { stop = .converged; break }
        }
        let fitted = model
        let paths = pieces.map(threads: threads) { sentences in HMMCrowdPass(fitted, table).paths(sentences) }
        let tags = paths.flatMap(\.tags)
        return TagConsensus(
            tags: tags, posterior: paths.flatMap(\.posterior), margin: paths.flatMap(\.margin),
            annotators: table.standings(tags) { fitted.confusion(ofAnnotator: $0) }, method: Self.name, parameters: parameters,
            iterations: objective.count, stopReason: stop, objective: objective)
    }
}
