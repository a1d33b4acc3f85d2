import Foundation
import Kernels

/// One answer from rules of unknown quality, by how they agree with each other: no label is needed.
///
/// Unknown is mu, P(rule gives this class | label is k), d x K with d = M K. If rules err independently given the label, the
/// moments of `RuleMoments` are O = mu P mu' off the blocks of one rule, P the diagonal of the class balance. mu is fitted to
/// that by gradient steps on
///
///     |(O - mu P mu') off-block|^2 + |sum_k p_k mu_k - diag O|^2 + |l2 (mu - mu0)|^2
///
/// Papers: Ratner, Hancock, Dunnmon, Sala, Pandey and Re (2019), arXiv:1810.02840; as snorkel's `LabelModel` does it: start
/// mu0 = clamp(0.7 diag O / p, 0, 1) on a vote's own class and 0 elsewhere, times a scale; `l2` is the optimiser's weight
/// decay too; after the steps mu is clamped to [e, 1 - e], e = min(0.01, 10^-ceil(log10 N)), and classes of equal balance (3
/// decimals) are permuted so that rules are right as often as they can be.
///
/// Differs from snorkel: doubles, where it has floats (they differ by up to 3e-6 in probability); the scale is a setting,
/// where it draws one, so a fit can be repeated; and prediction does not underflow under thousands of rules.
///
/// Cost: one pass over the votes, then O(d^2 K) a step whatever N is, and one pass to predict. Memory: d^2.
/// Use when at least three rules overlap, better than chance and not copies of each other; `RuleMajority` otherwise.
public struct LabelModel: RuleModel {
    public static let name = "label-model"
    public static let summary = "Weighs rules by how they agree with each other, without labels: for rules of unequal quality"

    public var steps = 100
    public var learningRate = 0.01
    public var l2 = 0.0
    public var optimiser = MomentOptimiser.sgd
    /// P(label) when known; nil takes all classes alike.
    public var balance: [Double]?
    /// Of the start; anything in (0, 1]. snorkel draws it evenly from (0, 1).
    public var startScale = 0.5
    /// How right a rule is taken to be at the start.
    public var startPrecision = 0.7
    /// Rules that err together: their moments are left out of the fit, and they share one say (`RuleDependencies`).
    public var dependencies: [RulePair] = []

    public init() {}

    public func settle(_ votes: RuleVotes, threads: Int = 1) throws(WeakError) -> RuleConsensus {
        try fit(RuleMoments(votes, threads: threads)).settle(votes, threads: threads)
    }

    public func fit(_ moments: RuleMoments) throws(WeakError) -> FittedLabelModel {
        let balance = try checkedBalance(moments.classCount)
        guard moments.ruleCount >= 3 else { throw .tooFewRules(moments.ruleCount, needed: 3) }
        guard learningRate > 0, learningRate.isFinite else { throw .badSetting("the learning rate", learningRate, allowed: "above 0") }
        guard l2 >= 0, l2.isFinite else { throw .badSetting("l2", l2, allowed: "0 or more") }
        guard dependencies.allSatisfy({ $0.first >= 0 && $0.first < $0.second && $0.second < moments.ruleCount }) else { throw .badDependency(ruleCount: moments.ruleCount) }
        guard startScale > 0, startScale <= 1 else { throw .badSetting("the start scale", startScale, allowed: "above 0, at most 1") }
        let start = start(moments, balance)
        let objective = MomentObjective(moments, balance: balance, start: start, l2: l2, apart: dependencies)
        var mu = start.map { $0 * startScale }
        var state = optimiser.state(mu.count)
        for step in 0..<max(steps, 0) {
            state.move(&mu, objective.gradient(mu), rate: learningRate)
            if step % 64 == 63 || step == steps - 1, !mu.allSatisfy(\.isFinite) { throw .diverged(step: step + 1, learningRate: learningRate) }
        }
        let least = min(0.01, pow(10, -log10(Double(moments.itemCount)).rounded(.up)))
        for place in mu.indices { mu[place] = min(max(mu[place], least), 1 - least) }
        return FittedLabelModel(
            Self.ordered(mu, moments, balance), moments: moments, balance: balance, exponents: RuleDependencies.exponents(dependencies, ruleCount: moments.ruleCount))
    }

    private func checkedBalance(_ classes: Int) throws(WeakError) -> [Double] {
        guard let balance else { return Array(repeating: 1 / Double(classes), count: classes) }
        guard balance.count == classes, balance.allSatisfy({ $0 > 0 && $0 <= 1 }), abs(balance.reduce(0, +) - 1) < 1e-6 else {
            throw .badBalance(balance, classCount: classes)
        }
        return balance
    }

    private func start(_ moments: RuleMoments, _ balance: [Double]) -> [Double] {
        let (d, k) = (moments.columnCount, moments.classCount)
        var mu = [Double](repeating: 0, count: d * k)
        for column in 0..<d {
            let label = column % k
            mu[column * k + label] = min(max(moments.shares[column * d + column] * startPrecision / balance[label], 0), 1)
        }
        return mu
    }

    /// Columns of mu in the order that has the rules right most often, among classes of equal balance.
    private static func ordered(_ mu: [Double], _ moments: RuleMoments, _ balance: [Double]) -> [Double] {
        let (d, k) = (moments.columnCount, moments.classCount)
        var trust = [Double](repeating: 0, count: k * k)
        for column in 0..<d {
            for label in 0..<k { trust[column % k * k + label] += mu[column * k + label] * balance[label] }
        }
        let rounded = balance.map { ($0 * 1000).rounded(.toNearestOrEven) }
        var source = Array(0..<k)
        for share in Set(rounded).sorted() {
            let group = (0..<k).filter { rounded[$0] == share }
            let value = group.flatMap { label in group.map { trust[label * k + $0] } }
            let best = Assignment.greatestValue(value, rows: group.count, columns: group.count)
            for (place, label) in group.enumerated() { source[label] = group[Int(best[place])] }
        }
        var result = mu
        for column in 0..<d {
            for label in 0..<k { result[column * k + label] = mu[column * k + source[label]] }
        }
        return result
    }
}
