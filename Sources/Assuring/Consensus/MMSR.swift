import Foundation
import Records

/// Consensus that fits one skill to the agreements of every two annotators, and ignores the oddest of them.
///
/// Two annotators of skills s and t (1 always right, 0 guessing, -1/(K-1) always wrong) agree so often that
/// C = (K * agreement - 1) / (K - 1) = s t. The skills are the rank-one matrix nearest to all |C|, fitted side by side with
/// the F largest and smallest ratios of each annotator left out (Matrix Mean-Subsequence-Reduced), F = floor(fewest partners
/// of an annotator / 2) - 1. Signs follow from who disagrees with whom, the majority being positive. The posterior is that of
/// one-coin annotators who are right with p = s (K-1)/K + 1/K: a vote weighs log(p (K-1) / (1-p)).
///
/// Paper: Ma and Olshevsky (2020), Adversarial Crowdsourcing Through Robust Rank-One Matrix Completion, arXiv 2010.12181.
/// Differs from crowd-kit 1.4.2, whose skills are the same: it divides the weights for each class by their sum, so where
/// the sum is negative the least likely class wins; its signs take pairs who share no item for pairs who disagree; and a
/// negative F keeps only the largest ratio. All skills start at 1 and nothing is drawn: the fixed point does not depend on it.
///
/// Annotators who share no item with anybody get the mean skill of the others; where nobody shares any, all weigh the same.
/// Votes' weights count in the posterior, not in the agreements. Gold items keep their class; they do not teach.
/// Cost: O(N r) for the agreements (r votes per item), O(A^2 log A) time a round and O(A^2) memory.
/// Use it against annotators who collude or answer at random, with tens of annotators and overlap between most pairs.
public struct MMSR: ConsensusMethod {
    public static let name = "mmsr"
    public static let summary = "Fits skills to the agreement of every two annotators, robust against some who are hostile"
    public var ties = TieRule.lowerClass
    public var maximumIterations = 10_000
    /// Stops when the fitted matrix changes by less (Frobenius norm).
    public var tolerance = 1e-10
    public var gold: [Int32] = []

    public init() {}

    public var parameters: JSONObject {
        parameters(["maximumIterations": .int(Int64(maximumIterations)), "tolerance": .double(tolerance)])
    }

    public func consensus(of votes: VoteTable, threads: Int) throws(ConsensusError) -> Consensus {
        try SettlingCheck.input(votes, gold: gold)
        try SettlingCheck.setting("maximumIterations", atLeast: 1, Double(maximumIterations))
        try SettlingCheck.setting("tolerance", atLeast: 0, tolerance)
        let people = (0..<votes.annotatorCount).count { !votes.votes(ofAnnotator: Int32($0)).isEmpty }
        try SettlingCheck.memory("\(people) annotators by \(people)", people, people, 3)
        let agreements = PairAgreements(votes)
        var fit = RobustRankOne(agreements)
        var (made, stopped) = (0, Consensus.StopReason.iterationLimit)
        while made < maximumIterations {
            made += 1
            if fit.advance() < tolerance {
                stopped = .converged
                break
            }
        }
        let rights = rights(agreements, fit, votes)
        let weights = rights.map { log($0 * Double(max(votes.classCount - 1, 1)) / (1 - $0)) }
        var table = votes.classCount == 1 ? PosteriorTable.shares(votes) : Self.posterior(votes, weights)
        table.fix(gold)
        let standings = (0..<votes.annotatorCount).map { annotator in
            let count = votes.votes(ofAnnotator: Int32(annotator)).count
            return AnnotatorStanding(
                annotator: Int32(annotator), votes: count, skill: count > 0 ? rights[annotator] : nil,
                weight: count > 0 && votes.classCount > 1 ? weights[annotator] : nil)
        }
        return Consensus(
            table, votes, by: self, priors: table.priors(votes), annotators: standings, iterations: made, stopReason: stopped)
    }

    /// P(right) of each annotator of the table.
    private func rights(_ agreements: PairAgreements, _ fit: RobustRankOne, _ votes: VoteTable) -> [Double] {
        let classCount = Double(votes.classCount)
        guard votes.classCount > 1 else { return Array(repeating: 1, count: votes.annotatorCount) }
        let signs = DisagreementSigns.signs(agreements)
        let margin = 1 / Double((0..<votes.itemCount).count { votes.itemStart[$0] < votes.itemStart[$0 + 1] }).squareRoot()
        let skills = zip(fit.skills, signs).map { max(min($0 * $1, 1 - margin), -1 / (classCount - 1) + margin) }
        let known = skills.indices.filter { agreements.partners[$0] > 0 }.map { skills[$0] }
        let mean = known.isEmpty ? 0.5 : known.reduce(0, +) / Double(known.count)
        var rights = [Double](repeating: 1 / classCount, count: votes.annotatorCount)
        for (place, annotator) in agreements.annotators.enumerated() {
            let skill = agreements.partners[place] > 0 ? skills[place] : mean
            rights[annotator] = skill * (classCount - 1) / classCount + 1 / classCount
        }
        return rights
    }

    private static func posterior(_ votes: VoteTable, _ weights: [Double]) -> PosteriorTable {
        var table = PosteriorTable(itemCount: votes.itemCount, classCount: votes.classCount)
        for item in 0..<votes.itemCount {
            let places = votes.votes(ofItem: Int32(item))
            guard !places.isEmpty else { continue }
            let row = item * votes.classCount..<(item + 1) * votes.classCount
            for place in places {
                table.values[row.lowerBound + Int(votes.classes[place])] += votes.weights[place] * weights[Int(votes.annotators[place])]
            }
            let highest = row.reduce(-Double.infinity) { max($0, table.values[$1]) }
            for cell in row { table.values[cell] = exp(table.values[cell] - highest) }
            let sum = row.reduce(0) { $0 + table.values[$1] }
            for cell in row { table.values[cell] /= sum }
        }
        return table
    }
}
