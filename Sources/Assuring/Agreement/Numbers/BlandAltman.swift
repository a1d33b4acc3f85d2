import Kernels

/// The differences of two annotators' numbers: their mean, and limits that hold 95 % of them.
///
/// Bias d = mean of first - second, limits d +- 1.96 s (s with n - 1). Paper: Bland and Altman (1986),
/// doi 10.1016/S0140-6736(86)90837-8; standard errors of the limits: (1999), doi 10.1177/096228029900800204,
/// s sqrt(1/n + 1.96^2 / (2 (n - 1))). A slope of differences over means far from 0 says that the bias grows with the number;
/// then compare logarithms. In the numbers' own unit, which no coefficient is: show it beside `icc` or `ccc`.
public struct BlandAltman: Sendable, Hashable {
    public let first: Int32
    public let second: Int32
    /// Rated by both.
    public let items: Int
    public let bias: Double
    public let standardDeviation: Double
    public let limits: Agreement.Interval
    public let biasInterval: Agreement.Interval
    /// 95 % interval of each limit.
    public let lowerLimitInterval: Agreement.Interval
    public let upperLimitInterval: Agreement.Interval
    /// Share of differences outside the limits.
    public let outside: Double
    /// Change of the difference per unit of the pair's mean; nil when all means are equal.
    public let slope: Double?

    /// nil with fewer than two items in common.
    init?(_ pair: NumberTable.Pair) {
        let differences = zip(pair.x, pair.y).map { $0 - $1 }
        guard let mean = Moments.mean(differences), let spread = Moments.standardDeviation(differences) else { return nil }
        let n = Double(differences.count)
        let width = Normal.quantile(0.975)
        let student = StudentT(freedom: n - 1).quantile(0.975)
        let limits = Agreement.Interval(low: mean - width * spread, high: mean + width * spread)
        func around(_ value: Double, _ error: Double) -> Agreement.Interval { .init(low: value - student * error, high: value + student * error) }
        let limitError = spread * (1 / n + width * width / (2 * (n - 1))).squareRoot()
        (first, second, items, bias, standardDeviation) = (pair.first, pair.second, differences.count, mean, spread)
        self.limits = limits
        biasInterval = around(mean, spread / n.squareRoot())
        lowerLimitInterval = around(limits.low, limitError)
        upperLimitInterval = around(limits.high, limitError)
        outside = Double(differences.count { $0 < limits.low || $0 > limits.high }) / n
        slope = Self.slope(differences, over: zip(pair.x, pair.y).map { ($0 + $1) / 2 })
    }

    private static func slope(_ y: [Double], over x: [Double]) -> Double? {
        let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
        let squares = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
        return squares > 0 ? zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / squares : nil
    }

    /// One per pair with `minimumItems` or more in common, by (first, second).
    public static func table(of numbers: NumberTable, minimumItems: Int = 2) -> [BlandAltman] {
        numbers.pairs(numbers.allItems).filter { $0.x.count >= minimumItems }.compactMap { BlandAltman($0) }
    }
}
