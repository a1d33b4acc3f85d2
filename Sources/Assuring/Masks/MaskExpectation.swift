import Foundation
import Records

/// Expectation-maximisation with one number per annotator and picture: how many pixels of the painted region they get right.
///
/// Region: the pixels anybody painted. Start: accuracy against the vote (a tie is background). E: a pixel's probability
/// from its prior and everybody's accuracy. M: accuracy = 1 - expected wrong pixels / region. The next round's prior of a
/// pixel is its probability in this one. 10 rounds, or until the bound per mask and pixel rises by less than 1e-5.
/// Belongs above 0.5; a tie is background.
///
/// Source: Jung-Lin Lee (2018), ilpubs 1161, as crowd-kit 1.4.2 has it, with its bound (one half of the entropy only, priors
/// once per mask), as that decides when it stops. Since probabilities come back as priors, the same masks are counted
/// anew each round: probabilities are far too sure of themselves. Take `MaskStaple` when they matter.
/// Differs: probabilities are taken from the difference of logarithms, where crowd-kit's products of hundreds of masks
/// come to 0 / 0 and become background.
/// Cost: O(P A) a round for P patterns and A masks. Deterministic. Weights of annotators count masks several times.
public struct MaskExpectation: MaskConsensusMethod {
    public static let name = "mask-em"
    public static let summary = "Learns how accurately each annotator paints each picture; for five masks a picture and more"
    public var annotatorWeights: [Double]?
    public var maximumIterations = 10
    public var tolerance = 1e-5

    public init() {}

    public var parameters: JSONObject {
        ["weighted": .bool(annotatorWeights != nil), "maximumIterations": .int(Int64(maximumIterations)), "tolerance": .double(tolerance)]
    }
    public func check() throws(ConsensusError) { try MaskRounds.check(maximumIterations, tolerance) }

    public func settle(_ vote: MaskVote) -> MaskDecision {
        let nothing = [Double](repeating: 0, count: vote.patternCount)
        guard vote.patterns.covered > 0 else {
            return MaskDecision(isKept: nothing.map { _ in false }, probability: nothing, weights: vote.weights)
        }
        var fit = MaskExpectationFit(vote)
        var objective: [Double] = []
        var (last, stop) = (-Double.infinity, Consensus.StopReason.iterationLimit)
        for _ in 1...maximumIterations {
            let prior = fit.probability
            fit.expect()
            fit.maximise(fit.probability)
            let bound = fit.bound(prior)
            objective.append(bound)
            if bound - last < tolerance { stop = .converged; break }
            last = bound
        }
        var decision = MaskDecision(isKept: fit.probability.map { $0 > 0.5 + 1e-9 }, probability: fit.probability, weights: fit.accuracy)
        (decision.iterations, decision.stopReason, decision.objective) = (objective.count, stop, objective)
        return decision
    }
}

private struct MaskExpectationFit {
    let vote: MaskVote
    private let region: Double
    private let areas: [Double]
    private let weight: Double
    private(set) var probability: [Double]
    private(set) var accuracy: [Double] = []

    init(_ vote: MaskVote) {
        self.vote = vote
        region = Double(vote.patterns.covered)
        areas = vote.areas
        weight = vote.weights.reduce(0, +)
        let weight = weight
        probability = vote.sums(vote.weights).map { $0 / weight }
        maximise(probability.map { $0 > 0.5 + 1e-9 ? 1 : 0 })
    }

    mutating func maximise(_ belief: [Double]) {
        let size = belief.indices.reduce(0.0) { $0 + belief[$1] * vote.pixels($1) }
        accuracy = zip(vote.totals(belief), areas).map { shared, area in min(max(1 - (area + size - 2 * shared) / region, 0), 1) }
    }

    /// Nobody's pixels have a prior of 0 and keep it.
    mutating func expect() {
        let (right, wrong) = (accuracy.map { log($0) }, accuracy.map { log(1 - $0) })
        // A mask that leaves a pixel out speaks for "background" with its accuracy: 1 - (1 - a) is not always a.
        let rightOut = accuracy.map { log(1 - (1 - $0)) }
        for pattern in 1..<vote.patternCount {
            var (inside, outside) = (0.0, 0.0)
            for mask in 0..<vote.maskCount {
                let (painted, weight) = (vote.members[pattern * vote.maskCount + mask] > 0, vote.weights[mask])
                inside += weight * (painted ? right[mask] : wrong[mask])
                outside += weight * (painted ? wrong[mask] : rightOut[mask])
            }
            inside += log(probability[pattern])
            outside += log(1 - probability[pattern])
            let isImpossible = inside == -.infinity && outside == -.infinity
            let share = isImpossible ? 0 : 1 / (1 + exp(outside - inside))
            probability[pattern] = share < 1e-15 ? 0 : share
        }
    }

    /// Per mask and pixel of the picture; 0 log 0 is 0.
    func bound(_ prior: [Double]) -> Double {
        var sum = 0.0
        for pattern in 0..<vote.patternCount where vote.pixels(pattern) > 0 {
            let (p, q) = (probability[pattern], prior[pattern])
            var term = -Self.defined(log(p) * p)
            for mask in 0..<vote.maskCount {
                let likely = vote.members[pattern * vote.maskCount + mask] > 0 ? accuracy[mask] : 1 - accuracy[mask]
                term += vote.weights[mask] * (Self.defined((log(likely) + log(q)) * p) + Self.defined((log(1 - likely) + log(1 - q)) * (1 - p)))
            }
            sum += term * vote.pixels(pattern)
        }
        return sum / (weight * Double(vote.patterns.window.area))
    }

    private static func defined(_ value: Double) -> Double { value.isNaN ? 0 : value }
}
