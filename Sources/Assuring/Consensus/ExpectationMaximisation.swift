import Records

/// A model of annotators that is fitted by turns: posteriors from the model, the model from the posteriors.
protocol AnnotatorModel {
    var posterior: PosteriorTable { get set }
    /// E step: posteriors from `logLikelihoods` and the priors.
    mutating func expect()
    /// M step: priors and annotators from the posteriors, then the log likelihoods of the items.
    mutating func maximise()
    /// Evidence lower bound divided by the number of votes.
    func bound() -> Double
}

/// The loop that Dawid-Skene and one-coin share: E, M, bound, until the bound stops growing.
struct ExpectationMaximisation {
    let maximumIterations: Int
    let tolerance: Double

    struct Outcome {
        var iterations = 0
        var stopReason = Consensus.StopReason.iterationLimit
        var objective: [Double] = []
    }

    func check() throws(ConsensusError) {
        guard maximumIterations > 0 else {
            throw .settingOutOfRange(name: "maximumIterations", value: Double(maximumIterations), allowed: "1 or more")
        }
        guard tolerance >= 0 else {
            throw .settingOutOfRange(name: "tolerance", value: tolerance, allowed: "0 or more")
        }
    }

    /// - Parameter gold: known classes, -1 elsewhere; put back after each E step.
    func run(_ model: inout some AnnotatorModel, gold: [Int32] = []) -> Outcome {
        var outcome = Outcome()
        var last = -Double.infinity
        while outcome.iterations < maximumIterations {
            model.expect()
            model.posterior.fix(gold)
            model.maximise()
            let bound = model.bound()
            outcome.iterations += 1
            outcome.objective.append(bound)
            if bound - last < tolerance {
                outcome.stopReason = .converged
                break
            }
            last = bound
        }
        return outcome
    }
}

extension PosteriorTable {
    /// Certainty for the items whose class is known.
    mutating func fix(_ gold: [Int32]) {
        for item in gold.indices where gold[item] >= 0 {
            for k in 0..<classCount { values[item * classCount + k] = k == Int(gold[item]) ? 1 : 0 }
        }
    }
}
