/// Rules that err together: found, left out of the fit as pairs, and given one say between them.
///
/// A label model takes rules to err independently given the label. Two patterns over one phrase do not: their agreement is
/// read as skill, and their common mistakes outvote better rules. The first paper learns which rules depend on each other
/// from what the votes have in common beyond the label; the second leaves the moments of such pairs out of the fit. Here the
/// two go by turns: fit, find the pair whose votes agree most beyond what the fit explains, leave it out, fit again, until no
/// pair exceeds `least`. Rules that look like copies of each other are left out from the start, since a fit that begins with
/// them takes them for the truth; which pairs really depend is told by the last fit. When the fit is asked, the likelihood of a rule is taken to the power 1 / (1 + the sum of its
/// correlations with those it depends on), the weighted composite likelihood of the third paper, so that a copy of a rule
/// changes nothing.
///
/// Papers: Bach, He, Ratner and Re (2017), arXiv:1703.00854; Ratner et al. (2019), arXiv:1810.02840; Varin, Reid and
/// Firth (2011), Statistica Sinica 21, 5-42. Differs from the first: moments and a greedy search, where it has
/// pseudo-likelihoods with an l1 penalty.
///
/// Cost: a fit of O(d^2 K) a step for each pair that is found, 2 M of them at most. Deterministic.
public struct RuleDependencies: Sendable {
    /// The correlation of two rules' right and wrong votes within a label, from which on they count as dependent.
    public var least = 0.3
    /// How many standard errors it lies above 0 beside.
    public var leastDeviations = 5.0
    /// Above so many columns M K nothing is looked for.
    public var mostColumns = 400
    /// Rules that agree so often where both speak, and both speak on so much of the narrower one's items, look like copies.
    public var copyAgreement = 0.95
    public var copyOverlap = 0.8
    var steps = 500

    public init() {}

    /// The strongest first. Nothing below four rules: two others are needed to tell skill from copying.
    public func find(_ moments: RuleMoments, balance: [Double]? = nil) throws(WeakError) -> [RulePair] {
        guard moments.ruleCount >= 4, moments.columnCount <= mostColumns else { return [] }
        var model = LabelModel()
        (model.balance, model.optimiser, model.steps, model.learningRate) = (balance, .adam, steps, 0.01)
        var found = copies(moments)
        while found.count < 2 * moments.ruleCount {
            model.dependencies = found
            guard let next = strongest(moments, try model.fit(moments), besides: found) else { break }
            found.append(next)
        }
        guard !found.isEmpty else { return [] }
        model.dependencies = found
        let fitted = try model.fit(moments)
        let judged = found.map { RulePair(first: $0.first, second: $0.second, correlation: correlation(moments, fitted, $0.first, $0.second)) }
        return judged.filter { $0.correlation >= least }.sorted { ($1.correlation, $0.first, $0.second) < ($0.correlation, $1.first, $1.second) }
    }

    /// Pairs that speak together and agree nearly always.
    private func copies(_ moments: RuleMoments) -> [RulePair] {
        let (m, k, d) = (moments.ruleCount, moments.classCount, moments.columnCount)
        var found: [RulePair] = []
        for i in 0..<m {
            for j in i + 1..<max(i + 1, m) where Self.hasOthers(i, j, found, m) {
                var (both, agreed) = (0.0, 0.0)
                for a in 0..<k {
                    for b in 0..<k { both += moments.shares[(i * k + a) * d + j * k + b] }
                    agreed += moments.shares[(i * k + a) * d + j * k + a]
                }
                let narrower = min(moments.coverage(i), moments.coverage(j))
                if both * Double(moments.itemCount) >= 10, both >= copyOverlap * narrower, agreed >= copyAgreement * both { found.append(RulePair(first: i, second: j)) }
            }
        }
        return found
    }

    private func strongest(_ moments: RuleMoments, _ fitted: FittedLabelModel, besides found: [RulePair]) -> RulePair? {
        let m = moments.ruleCount
        let margin = leastDeviations / Double(moments.itemCount).squareRoot()
        var best: RulePair?
        for first in 0..<m {
            for second in first + 1..<max(first + 1, m) where !found.contains(where: { $0.first == first && $0.second == second }) {
                guard Self.hasOthers(first, second, found, m) else { continue }
                let correlation = correlation(moments, fitted, first, second)
                if correlation >= max(least, margin), correlation > best?.correlation ?? 0 { best = RulePair(first: first, second: second, correlation: correlation) }
            }
        }
        return best
    }

    /// Of the votes of two rules within a label, at most 1.
    private func correlation(_ moments: RuleMoments, _ fitted: FittedLabelModel, _ first: Int, _ second: Int) -> Double {
        let scale = (Self.spread(fitted, first) * Self.spread(fitted, second)).squareRoot()
        return scale > 1e-9 ? min(Self.excess(moments, fitted, first, second) / scale, 1) : 0
    }

    /// Each of a pair keeps two rules to be judged by.
    private static func hasOthers(_ first: Int, _ second: Int, _ found: [RulePair], _ m: Int) -> Bool {
        [first, second].allSatisfy { rule in m - 2 - found.count { $0.first == rule || $0.second == rule } >= 2 }
    }

    /// How much more often two rules give the same vote than rules that err independently would.
    private static func excess(_ moments: RuleMoments, _ fitted: FittedLabelModel, _ first: Int, _ second: Int) -> Double {
        let (k, d) = (moments.classCount, moments.columnCount)
        var sum = 0.0
        for label in 0..<k {
            let (a, b) = (first * k + label, second * k + label)
            var expected = 0.0
            for truth in 0..<k { expected += fitted.balance[truth] * share(fitted, a, truth) * share(fitted, b, truth) }
            sum += moments.shares[a * d + b] - expected
        }
        return sum
    }

    /// The variance of a rule's votes within a label.
    private static func spread(_ fitted: FittedLabelModel, _ rule: Int) -> Double {
        let k = fitted.classCount
        var sum = 0.0
        for label in 0..<k {
            for truth in 0..<k {
                let share = share(fitted, rule * k + label, truth)
                sum += fitted.balance[truth] * share * (1 - share)
            }
        }
        return sum
    }

    private static func share(_ fitted: FittedLabelModel, _ column: Int, _ truth: Int) -> Double { min(max(fitted.mu[column * fitted.classCount + truth], 0), 1) }

    /// 1 / (1 + the sum of a rule's correlations).
    static func exponents(_ pairs: [RulePair], ruleCount: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: ruleCount)
        for pair in pairs {
            sums[pair.first] += pair.correlation
            sums[pair.second] += pair.correlation
        }
        return sums.map { 1 / (1 + $0) }
    }
}

/// Two rules that depend on each other, the lower number first.
public struct RulePair: Sendable, Hashable, Codable {
    public var first: Int
    public var second: Int
    /// Of their votes within a label, 0...1.
    public var correlation: Double

    public init(first: Int, second: Int, correlation: Double = 1) {
        self.first = first
        self.second = second
        self.correlation = correlation
    }
}
