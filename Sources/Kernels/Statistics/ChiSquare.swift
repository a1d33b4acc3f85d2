import Foundation

/// The chi-square distribution, for tests that add up squares.
///
/// Its tail is the regularised incomplete gamma function: the series of DLMF 8.7.1 below the mean, the continued fraction of
/// DLMF 8.9.2 above it; about 1e-13 relative.
public struct ChiSquare: Sendable {
    public let freedom: Double

    public init(freedom: Double) {
        precondition(freedom > 0, "\(freedom) degrees of freedom")
        self.freedom = freedom
    }

    /// P(X >= x).
    public func upper(_ x: Double) -> Double {
        guard x > 0 else { return 1 }
        guard x.isFinite else { return 0 }
        let (a, x) = (freedom / 2, x / 2)
        let front = exp(a * log(x) - x - IncompleteBeta.logGamma(a))
        return x < a + 1 ? 1 - front * Self.series(a, x) : front * Self.fraction(a, x)
    }

    private static func series(_ a: Double, _ x: Double) -> Double {
        var term = 1 / a
        var sum = term
        var n = a
        repeat {
            n += 1
            term *= x / n
            sum += term
        } while term > sum * 1e-16
        return sum
    }

    private static func fraction(_ a: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var result = d
        for step in 1...100_000 {
            let n = Double(step)
            let an = -n * (n - a)
            b += 2
            d = an * d + b
            if abs(d) < tiny { d = tiny }
            c = b + an / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            result *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return result
    }
}
