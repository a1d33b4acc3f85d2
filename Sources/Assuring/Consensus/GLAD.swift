import Foundation
import Records

/// Consensus that gives every annotator an ability and every item an ease.
///
/// P(right) = 1 / (1 + exp(-alpha * exp(beta))): alpha is the annotator's ability, below 0 for who answers the wrong way round,
/// exp(beta) the item's ease. A wrong answer is any other class with equal probability; truth is uniform over the classes;
/// alpha and beta have the prior N(1, 1). The E step gives posteriors, the M step climbs the expected log likelihood Q by
/// conjugate gradients; rounds stop when Q per cell (votes x classes) gains less than `tolerance`.
///
/// Paper: Whitehill et al. (2009), Whose Vote Should Count More, NeurIPS 22. Steps and stops are those of crowd-kit 1.4.2 (25
/// gradient steps, gradient below 0.01), whose M step is far from converged where it stops: a more exact one gives
/// probabilities that differ in the second decimal. Q is no bound: it may fall, and then the rounds end too.
///
/// Shapes: abilities A, eases I. Cost: O(N) time for each evaluation of Q, fifty or so a round; O(N + A) memory and O(I K)
/// once for the result. Deterministic: all start at 1.
/// Use it where some items are plainly harder than others and have five votes or more; with fewer ease is the prior's.
public struct GLAD: ConsensusMethod {
    public static let name = "glad"
    public static let summary = "Learns how able each annotator and how easy each item is"
    public var ties = TieRule.lowerClass
    public var maximumIterations = 100
    /// Stops when a round raises Q per cell by less.
    public var tolerance = 1e-5
    /// Conjugate-gradient steps of an M step, and the gradient (greatest component) at which it ends earlier.
    public var gradientSteps = 25
    public var gradientTolerance = 1e-2
    /// Means of the priors of alpha and beta; their variances are 1.
    public var abilityMean = 1.0
    public var easeMean = 1.0
    public var gold: [Int32] = []

    public init() {}

    public var parameters: JSONObject {
        parameters([
            "maximumIterations": .int(Int64(maximumIterations)), "tolerance": .double(tolerance),
            "gradientSteps": .int(Int64(gradientSteps)), "gradientTolerance": .double(gradientTolerance),
            "abilityMean": .double(abilityMean), "easeMean": .double(easeMean),
        ])
    }

    public func consensus(of votes: VoteTable, threads: Int) throws(ConsensusError) -> Consensus {
        try SettlingCheck.input(votes, gold: gold)
        try SettlingCheck.setting("maximumIterations", atLeast: 1, Double(maximumIterations))
        try SettlingCheck.setting("tolerance", atLeast: 0, tolerance)
        try SettlingCheck.setting("gradientSteps", atLeast: 1, Double(gradientSteps))
        try SettlingCheck.setting("gradientTolerance", above: 0, gradientTolerance)
        for (name, mean) in [("abilityMean", abilityMean), ("easeMean", easeMean)] where !mean.isFinite {
            throw .settingOutOfRange(name: name, value: mean, allowed: "any number")
        }
        var fit = GLADFit(votes, self, threads: threads)
        var objective: [Double] = []
        var stopped = Consensus.StopReason.iterationLimit
        for _ in 0..<maximumIterations {
            fit.expect()
            objective.append(fit.maximise())
            if let last = objective.dropLast().last, objective[objective.count - 1] - last < tolerance {
                stopped = .converged
                break
            }
        }
        let (table, standings) = fit.result()
        var consensus = Consensus(
            table, votes, by: self, priors: table.priors(votes), annotators: standings, iterations: objective.count,
            stopReason: stopped, objective: objective)
        consensus.ease = fit.eases
        return consensus
    }
}
