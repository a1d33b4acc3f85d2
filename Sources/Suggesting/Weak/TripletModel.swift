import Kernels

/// Weighs rules in closed form, from how often each pair agrees: no steps, no settings of a fit.
///
/// A rule is right with probability alpha when it speaks, and wrong in each other way alike. Then with
/// r = (K alpha - 1) / (K - 1) two rules that err independently agree with probability 1/K + (K - 1)/K r_i r_j, whatever the
/// class balance; so m_ij = (agreement - 1/K) K/(K - 1) = r_i r_j, and r_i = sqrt(m_ij m_ik / m_jk) for any two others. The
/// median over all such pairs is taken, and rules are taken to be better than chance. For two classes this is the triplet
/// method of Fu, Chen, Sala, Hooper, Fatahalian and Re (2020), arXiv:2002.11955; the form for K classes is ours.
///
/// One number a rule, where `LabelModel` has K x K: use it for few items or at once, and for many rules. Pairs that seldom
/// speak together (below 1 % of items and 10 items) and those at chance say nothing; a rule without any pair is taken to
/// be at chance. Cost: one pass over the votes and O(M^3), pairs at most 50 rules apart.
public struct TripletModel: RuleModel {
    public static let name = "triplet"
    public static let summary = "Weighs rules in closed form by how often pairs agree, one accuracy each: quick, and good with few items"

    /// P(label) when known; nil takes all classes alike.
    public var balance: [Double]?

    public init() {}

    public func settle(_ votes: RuleVotes, threads: Int = 1) throws(WeakError) -> RuleConsensus {
        try fit(RuleMoments(votes, threads: threads)).settle(votes, threads: threads)
    }

    public func fit(_ moments: RuleMoments) throws(WeakError) -> FittedLabelModel {
        let (m, k) = (moments.ruleCount, moments.classCount)
        guard m >= 3 else { throw .tooFewRules(m, needed: 3) }
        guard k >= 2 else { throw .badClassCount(k, rules: m) }
        let balance = balance ?? Array(repeating: 1 / Double(k), count: k)
        guard balance.count == k, balance.allSatisfy({ $0 > 0 }), abs(balance.reduce(0, +) - 1) < 1e-6 else { throw .badBalance(balance, classCount: k) }
        let products = Self.products(moments)
        var mu = [Double](repeating: 0, count: m * k * k)
        for rule in 0..<m {
            let skill = Self.skill(rule, products, m)
            let right = min(max(((Double(k) - 1) * skill + 1) / Double(k), 0.01), 0.99)
            let coverage = max(moments.coverage(rule), 1e-9)
            for said in 0..<k {
                for label in 0..<k { mu[(rule * k + said) * k + label] = coverage * (said == label ? right : (1 - right) / Double(k - 1)) }
            }
        }
        return FittedLabelModel(mu, moments: moments, balance: balance, method: Self.name)
    }

    /// m_ij, M x M; NaN where a pair says nothing.
    private static func products(_ moments: RuleMoments) -> [Double] {
        let (m, k, d) = (moments.ruleCount, moments.classCount, moments.columnCount)
        let least = max(0.01, 10 / Double(moments.itemCount))
        var result = [Double](repeating: .nan, count: m * m)
        for i in 0..<m {
            for j in 0..<m where i != j {
                var (both, agreed) = (0.0, 0.0)
                for a in 0..<k {
                    for b in 0..<k { both += moments.shares[(i * k + a) * d + j * k + b] }
                    agreed += moments.shares[(i * k + a) * d + j * k + a]
                }
                if both >= least { result[i * m + j] = (agreed / both - 1 / Double(k)) * Double(k) / Double(k - 1) }
            }
        }
        return result
    }

    /// r of one rule; 0 when nothing is known.
    private static func skill(_ i: Int, _ products: [Double], _ m: Int) -> Double {
        var found: [Double] = []
        for j in 0..<m where j != i && !products[i * m + j].isNaN {
            for k in j + 1..<max(j + 1, min(m, j + 51)) where k != i {
                let (own, between) = (products[i * m + j] * products[i * m + k], products[j * m + k])
                if own > 0, between > 0.01 { found.append(min((own / between).squareRoot(), 1)) }
            }
        }
        return Percentile.at(0.5, ofSorted: found.sorted()) ?? 0
    }
}
