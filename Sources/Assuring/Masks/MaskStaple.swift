import Foundation
import Records

/// The true area and each annotator's sensitivity and specificity, estimated together (STAPLE).
///
/// p_j: probability that annotator j paints a pixel that belongs; q_j: leaves one that does not. Prior g: the mean share of
/// the picture that was painted. E: W_i = g prod p / (g prod p + (1 - g) prod (1 - q)). M: p_j = sum of W over j's pixels /
/// sum W; q_j likewise of 1 - W over the rest. Start p = q = 0.99999; until no p or q moves by 1e-7 (ITK's), 200 rounds at most.
/// Belongs at 0.5 and above.
///
/// Paper: Warfield, Zou and Wells (2004), doi 10.1109/TMI.2004.828354. Sums of logarithms instead of products.
/// p and q are kept 1e-12 away from 0 and 1 within the E step only, so nobody can veto a pixel for ever.
/// Specificity and prior depend on how large the picture is: with much empty background every specificity is near 1 and
/// single masks gain the upper hand. Give a window around the object (`MaskTable.init` takes it) when that is unwanted.
/// Weights of annotators count masks several times. Cost: O(P A) a round for P patterns and A masks. Deterministic.
public struct MaskStaple: MaskConsensusMethod {
    public static let name = "mask-staple"
    public static let summary = "Learns what each annotator misses and what they overpaint; for three masks a picture and more, and for probabilities"
    public var annotatorWeights: [Double]?
    public var maximumIterations = 200
    /// Largest change of a sensitivity or specificity that counts as settled.
    public var tolerance = 1e-7
    /// Probability that a pixel belongs before anything is known; nil takes the mean share that was painted.
    public var prior: Double?

    public init() {}

    public var parameters: JSONObject {
        [
            "weighted": .bool(annotatorWeights != nil), "maximumIterations": .int(Int64(maximumIterations)), "tolerance": .double(tolerance),
            "prior": prior.map { .double($0) } ?? .null,
        ]
    }

    public func check() throws(ConsensusError) {
        try MaskRounds.check(maximumIterations, tolerance)
        if let prior, !(prior > 0 && prior < 1) { throw .settingOutOfRange(name: "prior", value: prior, allowed: "between 0 and 1") }
    }

    public func settle(_ vote: MaskVote) -> MaskDecision {
        let all = Double(vote.patterns.window.area)
        let painted = zip(vote.areas, vote.weights).reduce(0.0) { $0 + $1.0 * $1.1 } / (all * vote.weights.reduce(0, +))
        // All or nothing was painted by everybody: there is nothing to estimate.
        guard vote.patterns.covered > 0, painted < 1 else { return unanimous(vote, isPainted: painted >= 1) }
        var fit = StapleFit(vote, prior: prior ?? painted)
        var changes: [Double] = []
        var stop = Consensus.StopReason.iterationLimit
        for _ in 1...maximumIterations {
            fit.expect()
            changes.append(fit.maximise())
            if changes[changes.count - 1] < tolerance { stop = .converged; break }
        }
        var decision = MaskDecision(isKept: fit.probability.map { $0 >= 0.5 - 1e-9 }, probability: fit.probability, weights: vote.weights)
        (decision.sensitivity, decision.specificity) = (fit.sensitivity, fit.specificity)
        (decision.iterations, decision.stopReason, decision.objective) = (changes.count, stop, changes)
        return decision
    }

    private func unanimous(_ vote: MaskVote, isPainted: Bool) -> MaskDecision {
        let isKept = (0..<vote.patternCount).map { isPainted && $0 > 0 }
        return MaskDecision(isKept: isKept, probability: isKept.map { $0 ? 1 : 0 }, weights: vote.weights)
    }
}

private struct StapleFit {
    let vote: MaskVote
    private let prior: Double
    private let areas: [Double]
    private(set) var probability: [Double]
    private(set) var sensitivity: [Double]
    private(set) var specificity: [Double]

    init(_ vote: MaskVote, prior: Double) {
        self.vote = vote
        self.prior = prior
        areas = vote.areas
        probability = Array(repeating: 0, count: vote.patternCount)
        sensitivity = Array(repeating: 0.99999, count: vote.maskCount)
        specificity = sensitivity
    }

    mutating func expect() {
        func logarithms(_ values: [Double]) -> (yes: [Double], no: [Double]) {
            let inside = values.map { min(max($0, 1e-12), 1 - 1e-12) }
            return (inside.map { log($0) }, inside.map { log(1 - $0) })
        }
        let (hit, miss) = logarithms(sensitivity)
        let (left, spilt) = logarithms(specificity)
        for pattern in 0..<vote.patternCount {
            var (inside, outside) = (log(prior), log(1 - prior))
            for mask in 0..<vote.maskCount {
                let (isPainted, weight) = (vote.members[pattern * vote.maskCount + mask] > 0, vote.weights[mask])
                inside += weight * (isPainted ? hit[mask] : miss[mask])
                outside += weight * (isPainted ? spilt[mask] : left[mask])
            }
            probability[pattern] = 1 / (1 + exp(outside - inside))
        }
    }

    /// - Returns: the largest change.
    mutating func maximise() -> Double {
        let belongs = probability.indices.reduce(0.0) { $0 + probability[$1] * vote.pixels($1) }
        let rest = Double(vote.patterns.window.area) - belongs
        var change = 0.0
        for (mask, shared) in vote.totals(probability).enumerated() {
            let p = belongs > 0 ? min(shared / belongs, 1) : sensitivity[mask]
            let q = rest > 0 ? min(max(1 - (areas[mask] - shared) / rest, 0), 1) : specificity[mask]
            change = max(change, abs(p - sensitivity[mask]), abs(q - specificity[mask]))
            (sensitivity[mask], specificity[mask]) = (p, q)
        }
        return change
    }
}
