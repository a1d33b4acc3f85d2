/// The interval of a share by the binomial distribution itself: never covers less often than it says.
///
/// Paper: Clopper and Pearson (1934), doi 10.1093/biomet/26.4.404. Wider than `WilsonInterval`, which keeps its coverage on
/// average only: for bounds that somebody relies on. Cost: some sixty incomplete beta functions a bound.
public enum ExactInterval {
    /// The least share that would give as many as `count` of `total` with the probability `risk`.
    public static func lower(_ count: Int, among total: Int, risk: Double) -> Double {
        guard count > 0, count <= total else { return 0 }
        return quantile(risk, Double(count), Double(total - count + 1))
    }

    /// The greatest share that would give as few as `count` of `total` with the probability `risk`; 1 where nothing was seen.
    public static func upper(_ count: Int, among total: Int, risk: Double) -> Double {
        guard count >= 0, count < total else { return 1 }
        return quantile(1 - risk, Double(count + 1), Double(total - count))
    }

    /// Both bounds, each with half of the risk. nil where nothing was seen.
    public static func of(_ count: Int, among total: Int, coverage: Double = 0.95) -> ShareInterval? {
        guard total > 0, count >= 0, count <= total else { return nil }
        let risk = (1 - coverage) / 2
        return ShareInterval(low: lower(count, among: total, risk: risk), high: upper(count, among: total, risk: risk))
    }

    /// P(as few as `count` of `total`) where each counts with the probability `share`.
    public static func chance(ofAtMost count: Int, among total: Int, share: Double) -> Double {
        guard count >= 0 else { return 0 }
        guard count < total else { return 1 }
        return IncompleteBeta.regularized(1 - share, Double(total - count), Double(count + 1))
    }

    /// The x with I_x(a, b) = p, by halving: slow and sure.
    private static func quantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
        guard p > 0 else { return 0 }
        guard p < 1 else { return 1 }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if IncompleteBeta.regularized(middle, a, b) < p { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
