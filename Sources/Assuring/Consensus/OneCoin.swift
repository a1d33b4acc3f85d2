import Foundation
import Records

/// Dawid-Skene with one number per annotator: how often they are right.
///
/// A wrong answer is any other class with equal probability. Needs far fewer votes per annotator than full matrices, and
/// cannot learn that two classes are mixed up more than others.
/// Paper: the homogeneous model of Zhang et al. (2014), arXiv 1406.3824. As in crowd-kit 1.4.2: skill is the mean
/// posterior of the own answers, probabilities clipped to 1e-10 ... 1 - 1e-10, same loop and bound as `DawidSkene`.
/// Cost: O(N K) per round.
public struct OneCoin: ConsensusMethod {
    public static let name = "one-coin"
    public static let summary = "Learns how often each annotator is right; for a handful of votes per annotator"
    public var ties = TieRule.lowerClass
    public var maximumIterations = 100
    /// Stops when a round raises the bound per vote by less.
    public var tolerance = 1e-5

    public init() {}

    public var parameters: JSONObject {
        [
            "ties": .string(ties.rawValue), "maximumIterations": .int(Int64(maximumIterations)),
            "tolerance": .double(tolerance),
        ]
    }

    public func consensus(of votes: VoteTable) throws(ConsensusError) -> Consensus {
        guard !votes.isEmpty else { throw .noVotes }
        let loop = ExpectationMaximisation(maximumIterations: maximumIterations, tolerance: tolerance)
        try loop.check()
        var fit = OneCoinFit(votes)
        fit.maximise()
        let outcome = loop.run(&fit)
        return Consensus(
            fit.posterior, votes, by: self, priors: fit.priors, annotators: fit.standings(),
            iterations: outcome.iterations, stopReason: outcome.stopReason, objective: outcome.objective)
    }
}

/// The state of one fit.
private struct OneCoinFit: AnnotatorModel {
    let votes: VoteTable
    var posterior: PosteriorTable
    private(set) var priors: [Double]
    private var skills: [Double]
    private var logErrors: [Double]
    private var likelihoods: LikelihoodTable

    init(_ votes: VoteTable) {
        self.votes = votes
        posterior = PosteriorTable.shares(votes)
        priors = Array(repeating: 0, count: votes.classCount)
        skills = Array(repeating: 0, count: votes.annotatorCount)
        logErrors = Array(repeating: 0, count: votes.annotatorCount * votes.classCount * votes.classCount)
        likelihoods = LikelihoodTable(itemCount: votes.itemCount, classCount: votes.classCount)
    }

    mutating func expect() {
        likelihoods.posteriors(votes, priors: priors, into: &posterior)
    }

    mutating func maximise() {
        priors = posterior.priors(votes)
        estimateSkills()
        spreadErrors()
        likelihoods.sum(votes, logErrors: logErrors)
    }

    func bound() -> Double {
        likelihoods.bound(votes, priors: priors, posterior: posterior)
    }

    /// Weighted mean posterior of the annotator's own answers.
    private mutating func estimateSkills() {
        posterior.estimateSkills(votes, into: &skills)
    }

    private mutating func spreadErrors() {
        let classCount = votes.classCount
        let others = Double(max(classCount - 1, 1))
        func clipped(_ p: Double) -> Double { min(max(p, LikelihoodTable.least), 1 - LikelihoodTable.least) }
        for annotator in 0..<votes.annotatorCount {
            let right = log(clipped(skills[annotator]))
            let wrong = log(clipped((1 - skills[annotator]) / others))
            for answer in 0..<classCount {
                for truth in 0..<classCount {
                    logErrors[(annotator * classCount + answer) * classCount + truth] = answer == truth ? right : wrong
                }
            }
        }
    }

    func standings() -> [AnnotatorStanding] {
        (0..<votes.annotatorCount).map { annotator in
            let count = votes.votes(ofAnnotator: Int32(annotator)).count
            return AnnotatorStanding(annotator: Int32(annotator), votes: count, skill: count > 0 ? skills[annotator] : nil)
        }
    }
}
