import Foundation
import Kernels

/// The shares of the labels, from the votes alone, by expectation-maximisation over a latent class.
///
/// Every rule gives one of K + 1 answers, silence among them, independently given the label; label shares and answers are
/// fitted in turn, starting from the majority. Silence must count here: rules that only ever give one label, as most do,
/// say nothing of its share by their votes alone. Identifiable from three rules on (Kruskal 1977; Allman, Matias and Rhodes
/// 2009, arXiv:0809.5032); where rules are few or depend on each other, a share that is known is better.
///
/// Papers: Lazarsfeld and Henry (1968); Dempster, Laird and Rubin (1977). At most 100,000 items, evenly taken. Answers are
/// smoothed by half an item, so none becomes impossible. Cost: O(V K) a round, 100 rounds at most. Deterministic.
public struct BalanceEstimate: Sendable, Hashable {
    public var rounds = 100
    /// Change of the shares that counts as settled.
    public var tolerance = 1e-6
    public var mostItems = 100_000

    public init() {}

    public func estimate(_ votes: RuleVotes) throws(WeakError) -> [Double] {
        guard votes.itemCount > 0 else { throw .noItems }
        guard votes.ruleCount >= 3 else { throw .tooFewRules(votes.ruleCount, needed: 3) }
        let items = Array(stride(from: 0, to: votes.itemCount, by: max(1, votes.itemCount / mostItems)))
        let k = votes.classCount
        var posterior = Self.majority(votes, items)
        var balance = [Double](repeating: 1 / Double(k), count: k)
        for _ in 0..<rounds {
            let (shares, answers) = Self.fitted(votes, items, posterior)
            let change = zip(shares, balance).reduce(0) { max($0, abs($1.0 - $1.1)) }
            balance = shares
            if change < tolerance { break }
            Self.judge(votes, items, shares, answers, &posterior)
        }
        return balance
    }

    /// Votes shared out, with one more vote spread evenly.
    private static func majority(_ votes: RuleVotes, _ items: [Int]) -> [Double] {
        let k = votes.classCount
        var result = [Double](repeating: 1 / Double(k), count: items.count * k)
        for (row, item) in items.enumerated() {
            let own = votes.starts[item]..<votes.starts[item + 1]
            for place in own { result[row * k + Int(votes.columns[place]) % k] += 1 }
            for label in 0..<k { result[row * k + label] /= Double(own.count + 1) }
        }
        return result
    }

    /// Label shares, and P(answer | label): votes d x K, then silence M x K behind them.
    private static func fitted(_ votes: RuleVotes, _ items: [Int], _ posterior: [Double]) -> (shares: [Double], answers: [Double]) {
        let (m, k) = (votes.ruleCount, votes.classCount)
        var sums = [Double](repeating: 0, count: k), counts = [Double](repeating: 0, count: m * k * k)
        for (row, item) in items.enumerated() {
            for label in 0..<k { sums[label] += posterior[row * k + label] }
            for place in votes.starts[item]..<votes.starts[item + 1] {
                for label in 0..<k { counts[Int(votes.columns[place]) * k + label] += posterior[row * k + label] }
            }
        }
        var answers = [Double](repeating: 0, count: m * k * k + m * k)
        for rule in 0..<m {
            for label in 0..<k {
                var spoken = 0.0
                for said in 0..<k { spoken += counts[(rule * k + said) * k + label] }
                let whole = sums[label] + 0.5 * Double(k + 1)
                for said in 0..<k { answers[(rule * k + said) * k + label] = (counts[(rule * k + said) * k + label] + 0.5) / whole }
                answers[m * k * k + rule * k + label] = (max(sums[label] - spoken, 0) + 0.5) / whole
            }
        }
        let total = Double(items.count) + Double(k)
        return (sums.map { ($0 + 1) / total }, answers)
    }

    private static func judge(_ votes: RuleVotes, _ items: [Int], _ shares: [Double], _ answers: [Double], _ posterior: inout [Double]) {
        let (m, k) = (votes.ruleCount, votes.classCount)
        let logs = answers.map { log($0) }, silence = m * k * k
        let base = (0..<k).map { label in log(shares[label]) + (0..<m).reduce(0) { $0 + logs[silence + $1 * k + label] } }
        posterior.withUnsafeMutableBufferPointer { posterior in
            for (row, item) in items.enumerated() {
                let own = UnsafeMutableBufferPointer(rebasing: posterior[row * k..<(row + 1) * k])
                for label in 0..<k { own[label] = base[label] }
                for place in votes.starts[item]..<votes.starts[item + 1] {
                    let column = Int(votes.columns[place])
                    for label in 0..<k { own[label] += logs[column * k + label] - logs[silence + column / k * k + label] }
                }
                Softmax.apply(own)
            }
        }
    }
}
