/// Student's t distribution, for intervals from few items.
public struct StudentT: Sendable {
    public let freedom: Double

    public init(freedom: Double) {
        precondition(freedom > 0, "\(freedom) degrees of freedom")
        self.freedom = freedom
    }

    /// P(|T| >= |t|).
    public func twoSided(_ t: Double) -> Double {
        IncompleteBeta.regularized(freedom / (freedom + t * t), freedom / 2, 0.5)
    }

    /// P(T <= t).
    public func cumulative(_ t: Double) -> Double {
        let tail = twoSided(t) / 2
        return t > 0 ? 1 - tail : tail
    }

    /// The t below which the share `p` lies, by bisection to the last bit.
    public func quantile(_ p: Double) -> Double {
        guard p > 0 else { return -.infinity }
        guard p < 1 else { return .infinity }
        if p == 0.5 { return 0 }
        if p > 0.5 { return -quantile(1 - p) }
        var low = -1.0
        while cumulative(low) > p { low *= 2 }
        var high = 0.0
        for _ in 0..<200 {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { break }
            if cumulative(middle) < p { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
