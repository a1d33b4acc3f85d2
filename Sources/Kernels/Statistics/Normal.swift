import Foundation

/// The standard normal distribution.
public enum Normal {
    /// P(Z <= z).
    public static func cumulative(_ z: Double) -> Double {
        0.5 * erfc(-z / 2.0.squareRoot())
    }

    /// P(|Z| >= |z|), accurate far into the tail.
    public static func twoSided(_ z: Double) -> Double {
        erfc(abs(z) / 2.0.squareRoot())
    }

    /// The z below which the share `p` lies; infinite at 0 and 1.
    ///
    /// Bisection on the distribution itself, then Newton steps: slow (a microsecond or so) and exact to the last digits, which
    /// suits a call per report rather than per record.
    public static func quantile(_ p: Double) -> Double {
        guard p > 0 else { return -.infinity }
        guard p < 1 else { return .infinity }
        if p > 0.5 { return -quantile(1 - p) }
        var low = -40.0
        var high = 0.0
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if cumulative(middle) < p { low = middle } else { high = middle }
        }
        var z = (low + high) / 2
        for _ in 0..<3 {
            let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
            guard density > 0 else { break }
            z -= (cumulative(z) - p) / density
        }
        return z
    }
}
