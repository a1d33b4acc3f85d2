import Records

/// A model of annotators that is fitted by turns: posteriors from the model, the model from the posteriors.
protocol AnnotatorModel {
    /// M step: priors and annotators from the posteriors.
    mutating func maximise()
    /// What grows from round to round, of the posteriors under the annotators; makes the next posteriors on the way.
    mutating func expect() -> Double
    /// E step: takes the posteriors that `expect` made.
    mutating func advance()
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
        guard tolerance >= 0 || tolerance == -.infinity else {
            throw .settingOutOfRange(name: "tolerance", value: tolerance, allowed: "0 or more, or -infinity for all rounds")
        }
    }

    func run(_ model: inout some AnnotatorModel) -> Outcome {
        var outcome = Outcome()
        var last = -Double.infinity
        model.maximise()
        _ = model.expect()
        while outcome.iterations < maximumIterations {
            model.advance()
            model.maximise()
            let bound = model.expect()
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
