import Foundation
import Kernels
import Records

/// Dawid-Skene with one number per annotator: how often they are right.
///
/// A wrong answer is any other class with equal probability. Needs far fewer votes per annotator than full matrices, and
/// cannot learn that two classes are mixed up more than others.
/// Paper: the homogeneous model of Zhang et al. (2014), arXiv 1406.3824. As in crowd-kit 1.4.2: skill is the mean
/// posterior of the own answers, probabilities clipped to 1e-10 ... 1 - 1e-10, same loop and bound as `DawidSkene`.
/// Cost: O(N + I K) time a round and O(I K + A) memory.
public struct OneCoin: ConsensusMethod {
    public static let name = "one-coin"
    public static let summary = "Learns how often each annotator is right; for a handful of votes per annotator"
    public var ties = TieRule.lowerClass
    public var maximumIterations = 100
    /// Stops when a round raises the bound per vote by less; -infinity makes all rounds.
    public var tolerance = 1e-5
    public var gold: [Int32] = []

    public init() {}

    public var parameters: JSONObject {
        parameters(["maximumIterations": .int(Int64(maximumIterations)), "tolerance": tolerance.isFinite ? .double(tolerance) : .null])
    }

    public func consensus(of votes: VoteTable, threads: Int) throws(ConsensusError) -> Consensus {
        try SettlingCheck.input(votes, gold: gold)
        let loop = ExpectationMaximisation(maximumIterations: maximumIterations, tolerance: tolerance)
        try loop.check()
        if let plain = wordOfEach(votes, threads: threads) { return plain }
        var fit = OneCoinFit(votes, gold: gold, threads: threads)
        let outcome = loop.run(&fit)
        return Consensus(
            fit.step.current, votes, by: self, priors: fit.step.priors, annotators: fit.standings(),
            iterations: outcome.iterations, stopReason: outcome.stopReason, objective: outcome.objective)
    }
}

/// The state of one fit.
private struct OneCoinFit: AnnotatorModel {
    let votes: VoteTable
    private(set) var step: PosteriorStep
    private var skills: [Double]
    /// Log probability of a given wrong answer, and how much more probable the right one is.
    private var wrong: [Double]
    private var lift: [Double]

    init(_ votes: VoteTable, gold: [Int32], threads: Int) {
        self.votes = votes
        step = PosteriorStep(votes, gold: gold, threads: threads)
        skills = Array(repeating: 0, count: votes.annotatorCount)
        wrong = skills
        lift = skills
    }

    mutating func advance() { step.advance() }

    mutating func maximise() {
        step.current.estimateSkills(votes, into: &skills)
        let others = Double(max(votes.classCount - 1, 1))
        func clipped(_ p: Double) -> Double { min(max(p, PosteriorStep.least), 1 - PosteriorStep.least) }
        for annotator in skills.indices {
            wrong[annotator] = log(clipped((1 - skills[annotator]) / others))
            lift[annotator] = log(clipped(skills[annotator])) - wrong[annotator]
        }
    }

    mutating func expect() -> Double {
        wrong.withUnsafeBufferPointer { wrong in
            lift.withUnsafeBufferPointer { lift in
                votes.withColumns { columns in
                    step.expect(CoinLikelihood(wrong: wrong, lift: lift, columns: columns, classCount: votes.classCount))
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

/// Each vote is wrong under every class but its own.
private struct CoinLikelihood: VoteLikelihood, @unchecked Sendable {
    let wrong: UnsafeBufferPointer<Double>
    let lift: UnsafeBufferPointer<Double>
    let columns: VotePointers
    let classCount: Int

    @inline(__always)
    func sum(_ places: Range<Int>, into row: UnsafeMutablePointer<Double>) {
        var base = 0.0
        for k in 0..<classCount { row[k] = 0 }
        for place in places {
            let annotator = Int(columns.annotators[place])
            let weight = columns.weights[place]
            base += weight * wrong[annotator]
            row[Int(columns.classes[place])] += weight * lift[annotator]
        }
        for k in 0..<classCount { row[k] += base }
    }
}
