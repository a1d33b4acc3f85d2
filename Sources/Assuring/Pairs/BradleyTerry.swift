import Foundation
import Records

/// Strengths of items from comparisons of two: P(i is preferred to j) = p_i / (p_i + p_j), fitted to its maximum.
///
/// Rounds of Hunter's minorisation, p_i <- wins_i / sum_j n_ij / (p_i + p_j), until the strengths (summing to 1) move by less
/// than `roughTolerance` in all; then Newton steps on the logarithms, solved by conjugate gradients on the comparisons, until
/// no item's expected wins differ from its wins by more than `tolerance` per comparison. The rounds alone crawl where items
/// are compared in long chains, and small steps there do not mean a maximum.
///
/// Score: log p, centred within its component; its standard error is from the inverse information. Where the comparisons do not
/// hold all items together in both directions no finite maximum exists (an item that never won goes to minus infinity): the
/// parts are then fitted each by itself, an item alone has no score, ranks follow the parts if those have an order, and a
/// finding names them. A `prior` above 0 gives every item that many wins and as many losses against an opponent of strength 1,
/// which connects everything: scores are then relative to that opponent.
///
/// Papers: Bradley and Terry (1952), doi 10.2307/2334029; Hunter (2004), doi 10.1214/aos/1079120141. Differs from crowd-kit
/// 1.4.2, which stops after two rounds whatever is asked, because it compares a vector with itself (decision 21). A tie is
/// half a win for each side. Cost: O(distinct pairs) per round; standard errors O(items^3) up to `standardErrorLimit` items.
public struct BradleyTerry: PairRankingMethod {
    public static let name = "bradley-terry"
    public static let summary = "Strengths that make the comparisons most likely, with standard errors; for comparisons by people who are about equally careful"
    /// Wins and losses of every item against an opponent of strength 1.
    public var prior = 0.0
    /// Greatest difference of wins from expected wins, per comparison of the item.
    public var tolerance = 1e-10
    /// Summed change of the strengths below which Newton steps take over.
    public var roughTolerance = 1e-4
    public var maximumIterations = 200
    /// 0 leaves standard errors out.
    public var standardErrorLimit = 2_000

    public init() {}
    public init(prior: Double) { self.prior = prior }

    public var parameters: JSONObject {
        ["prior": .double(prior), "tolerance": .double(tolerance), "maximumIterations": .int(Int64(maximumIterations))]
    }

    public func ranking(of pairs: PairTable) throws(ConsensusError) -> PairRanking {
        try check(pairs)
        let graph = PairGraph(pairs)
        let components = prior > 0 ? nil : PairComponents(graph)
        let isWhole = components.map { $0.comparedCount == 1 } ?? true
        var fit = BradleyTerryFit(isWhole ? graph : graph.within(components?.of ?? []), prior: prior)
        let outcome = run(&fit)
        var findings: [Finding] = []
        if let components, !isWhole {
            let groups = components.members.prefix(components.comparedCount).map { $0.map { pairs.itemNames[$0] } }
            findings.append(.comparisonsDoNotConnect(groups, isOrdered: components.isOrdered))
        }
        let groups = components?.members ?? [Array(0..<pairs.itemCount)]
        let scores = fit.scores(groups)
        var errors: [Double?]?
        if pairs.itemCount <= standardErrorLimit {
            errors = fit.standardErrors(groups)
        } else if standardErrorLimit > 0 {
            findings.append(.standardErrorsLeftOut(items: pairs.itemCount, limit: standardErrorLimit))
        }
        return PairRanking(
            scores, pairs, by: self, standardErrors: errors, components: components?.of, isOrdered: components?.isOrdered ?? true,
            iterations: outcome.iterations, stopReason: outcome.stopReason, objective: outcome.objective, findings: findings)
    }

    /// Strengths summing to 1 after so many rounds from equal strengths, converged or not: what libraries that stop early give.
    public static func strengths(of pairs: PairTable, rounds: Int) -> [Double] {
        var fit = BradleyTerryFit(PairGraph(pairs), prior: 0)
        for _ in 0..<rounds { _ = fit.round() }
        return fit.strengths
    }

    private func run(_ fit: inout BradleyTerryFit) -> ExpectationMaximisation.Outcome {
        var outcome = ExpectationMaximisation.Outcome()
        while outcome.iterations < maximumIterations, fit.round() >= roughTolerance {
            outcome.iterations += 1
            outcome.objective.append(fit.likelihood())
            if outcome.iterations >= 50 { break }
        }
        while outcome.iterations < maximumIterations {
            if fit.greatestMiss() <= tolerance { outcome.stopReason = .converged; break }
            let rose = fit.newtonStep()
            outcome.iterations += 1
            outcome.objective.append(fit.likelihood())
            // Rounding decides from here on: the maximum is reached as far as doubles can tell, if it is near at all.
            if !rose {
                if fit.greatestMiss() <= max(tolerance, 1e-7) { outcome.stopReason = .converged }
                break
            }
        }
        return outcome
    }

    private func check(_ pairs: PairTable) throws(ConsensusError) {
        guard !pairs.isEmpty else { throw .noVotes }
        for (name, value) in [("prior", prior), ("tolerance", tolerance)] where !(value >= 0 && value.isFinite) {
            throw .settingOutOfRange(name: name, value: value, allowed: "0 or more")
        }
        guard maximumIterations > 0 else {
            throw .settingOutOfRange(name: "maximumIterations", value: Double(maximumIterations), allowed: "1 or more")
        }
    }
}
