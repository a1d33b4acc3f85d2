/// What a label model has learned of the rules; gives probabilities for these items and others.
public struct FittedLabelModel: Sendable, Hashable {
    public let ruleCount: Int
    public let classCount: Int
    /// d x K, row-major: P(rule gives class c | label is k) at row rule * K + c, column k.
    public let mu: [Double]
    public let balance: [Double]
    /// How often a rule is right when it speaks, as the model sees it, in [1e-6, 1]; nil for one that never spoke.
    public let weights: [Double?]
    /// How much a rule's vote counts beside those of rules that err with it: 1 alone, 1/2 for each of two copies.
    public let exponents: [Double]
    private let method: String

    init(_ mu: [Double], moments: RuleMoments, balance: [Double], exponents: [Double]? = nil, method: String = LabelModel.name) {
        ruleCount = moments.ruleCount
        classCount = moments.classCount
        self.mu = mu
        self.balance = balance
        self.method = method
        self.exponents = exponents ?? Array(repeating: 1, count: moments.ruleCount)
        let k = moments.classCount
        weights = (0..<moments.ruleCount).map { rule in
            let coverage = moments.coverage(rule)
            guard coverage > 0 else { return nil }
            let right = (0..<k).reduce(0.0) { $0 + mu[(rule * k + $1) * k + $1] * balance[$1] }
            return min(max(right / coverage, 1e-6), 1)
        }
    }

    public func settle(_ votes: RuleVotes, threads: Int = 1) throws(WeakError) -> RuleConsensus {
        guard votes.ruleCount == ruleCount, votes.classCount == classCount else {
            throw .otherRules(rules: votes.ruleCount, classes: votes.classCount, expectedRules: ruleCount, expectedClasses: classCount)
        }
        let probabilities = RuleLikelihoods(mu: mu, balance: balance, exponents: exponents).probabilities(votes, threads: threads)
        return RuleConsensus(method: method, classCount: classCount, probabilities: probabilities, weights: weights)
    }
}
