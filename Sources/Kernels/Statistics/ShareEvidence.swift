import Glibc

/// Evidence about a share that may be looked at after every single trial, as often as one likes, without spoiling it.
///
/// A gambler who bets against "the share is at most s" and can only lose on average if that is true becomes rich by luck with
/// the probability 1/wealth at most, at any time (Ville, 1939). The bet here is a mixture of likelihood ratios, by a beta
/// distribution; it depends on the counts alone, not on their order, so a sum of two records is a record.
/// Papers: Robbins (1970), doi 10.1214/aoms/1177696786; Howard, Ramdas, McAuliffe and Sekhon (2021), doi
/// 10.1214/20-AOS1991; Waudby-Smith and Ramdas (2024), doi 10.1093/jrsssb/qkad009.
public struct ShareEvidence: Sendable, Hashable, Codable {
    public var count: Int
    public var total: Int

    /// `count` of `total`, with 0 <= count <= total.
    public init(_ count: Int, among total: Int) {
        precondition(count >= 0 && count <= total, "\(count) of \(total)")
        (self.count, self.total) = (count, total)
    }

    /// More wealth is not told apart, so that it can be written down.
    public static let most = 1e300

    /// Wealth of the bet that the share is above `bound`: 20 is reached with a probability of 1/20 at most, ever, when it is not.
    ///
    /// The mixture has its mean at the bound, cut off below it: shares a few times the bound are what it wins on most.
    public func against(atMost bound: Double) -> Double {
        guard bound > 0 else { return count > 0 ? Self.most : 1 }
        guard bound < 1 else { return 0 }
        let (hits, misses) = (Double(count), Double(total - count))
        let (a, b) = (1.0, (1 - bound) / bound)
        let prior = 1 - IncompleteBeta.regularized(bound, a, b)
        let posterior = 1 - IncompleteBeta.regularized(bound, a + hits, b + misses)
        guard posterior > 0, prior > 0 else { return 0 }
        let gain = Self.logBeta(a + hits, b + misses) - Self.logBeta(a, b) + log(posterior) - log(prior)
        return min(exp(gain - hits * log(bound) - misses * log1p(-bound)), Self.most)
    }

    /// All shares that no bet has refuted so far: they hold the true one at all times together with the probability `coverage`.
    public func interval(coverage: Double = 0.95) -> ShareInterval {
        guard total > 0 else { return ShareInterval(low: 0, high: 1) }
        let peak = Double(count) / Double(total)
        return ShareInterval(low: edge(from: peak, to: 0, coverage), high: edge(from: peak, to: 1, coverage))
    }

    /// Where the wealth of the mixture by Jeffreys' prior against a single share passes 1 / risk.
    private func edge(from inside: Double, to outside: Double, _ coverage: Double) -> Double {
        let (hits, misses) = (Double(count), Double(total - count))
        let mixed = Self.logBeta(hits + 0.5, misses + 0.5) - Self.logBeta(0.5, 0.5) + log(1 - coverage)
        func isRefuted(_ share: Double) -> Bool {
            let likelihood = (hits > 0 ? hits * log(share) : 0) + (misses > 0 ? misses * log1p(-share) : 0)
            return mixed >= likelihood
        }
        guard isRefuted(outside) else { return outside }
        var (kept, refuted) = (inside, outside)
        for _ in 0..<60 {
            let middle = (kept + refuted) / 2
            if isRefuted(middle) { refuted = middle } else { kept = middle }
        }
        return refuted
    }

    private static func logBeta(_ a: Double, _ b: Double) -> Double {
        IncompleteBeta.logGamma(a) + IncompleteBeta.logGamma(b) - IncompleteBeta.logGamma(a + b)
    }
}
