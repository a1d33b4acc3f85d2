/// Fisher's F distribution: ratios of variances, and the intervals of intraclass correlations.
public struct FDistribution: Sendable {
    public let numerator: Double
    public let denominator: Double

    /// Degrees of freedom above 0; they need not be whole.
    public init(_ numerator: Double, _ denominator: Double) {
        precondition(numerator > 0 && denominator > 0, "\(numerator) and \(denominator) degrees of freedom")
        self.numerator = numerator
        self.denominator = denominator
    }

    /// P(F >= f).
    public func upper(_ f: Double) -> Double {
        guard f > 0 else { return 1 }
        guard f.isFinite else { return 0 }
        return IncompleteBeta.regularized(denominator / (denominator + numerator * f), denominator / 2, numerator / 2)
    }

    /// P(F <= f).
    public func cumulative(_ f: Double) -> Double {
        guard f > 0 else { return 0 }
        guard f.isFinite else { return 1 }
        return IncompleteBeta.regularized(numerator * f / (denominator + numerator * f), numerator / 2, denominator / 2)
    }

    /// The f below which the share `p` lies, by bisection to the last bit.
    public func quantile(_ p: Double) -> Double {
        guard p > 0 else { return 0 }
        guard p < 1 else { return .infinity }
        var high = 1.0
        while cumulative(high) < p, high < 1e300 { high *= 2 }
        var low = 0.0
        for _ in 0..<1_100 {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { break }
            if cumulative(middle) < p { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
