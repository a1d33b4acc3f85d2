import Foundation
import Kernels

/// A share with how far it may be from the truth.
///
/// `low`...`high` is Wilson's interval (1927, doi 10.1080/01621459.1927.10502953); `betaLow`...`betaHigh` is Jeffreys'
/// (quantiles of Beta(right + 1/2, wrong + 1/2), 0 and 1 at the ends), which Brown, Cai & DasGupta (2001,
/// doi 10.1214/ss/1009213286) recommend beside it.
public struct ShareWithInterval: Sendable, Hashable, Codable {
    public var share: Double
    public var right: Int
    public var count: Int
    public var low: Double
    public var high: Double
    public var betaLow: Double
    public var betaHigh: Double

    /// - Parameter count: above 0.
    public init(right: Int, count: Int, coverage: Double = 0.95) {
        let n = Double(count)
        let p = Double(right) / n
        let z = Normal.quantile(1 - (1 - coverage) / 2)
        let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        let reach = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        share = p
        self.right = right
        self.count = count
        low = right == 0 ? 0 : max(0, centre - reach)
        high = right == count ? 1 : min(1, centre + reach)
        let tail = (1 - coverage) / 2
        let (a, b) = (Double(right) + 0.5, Double(count - right) + 0.5)
        betaLow = right == 0 ? 0 : Self.betaQuantile(tail, a, b)
        betaHigh = right == count ? 1 : Self.betaQuantile(1 - tail, a, b)
    }

    private static func betaQuantile(_ share: Double, _ a: Double, _ b: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if IncompleteBeta.regularized(middle, a, b) < share { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
