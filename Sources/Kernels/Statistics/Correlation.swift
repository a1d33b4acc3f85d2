/// Straight-line and rank correlation of two lists of equal length without NaN.
public enum Correlation {
    /// nil with fewer than two values, or when one list is constant.
    public static func pearson(_ x: [Double], _ y: [Double]) -> Double? {
        precondition(x.count == y.count, "\(x.count) and \(y.count) values")
        // From the first value, so that a constant list has a spread of 0 and not one of rounding errors.
        guard x.count > 1, let meanX = Moments.mean(x.map { $0 - x[0] }), let meanY = Moments.mean(y.map { $0 - y[0] }) else { return nil }
        var (xx, yy, xy) = (0.0, 0.0, 0.0)
        for place in x.indices {
            let (a, b) = (x[place] - x[0] - meanX, y[place] - y[0] - meanY)
            xx += a * a
            yy += b * b
            xy += a * b
        }
        guard xx > 0, yy > 0 else { return nil }
        return min(1, max(-1, xy / (xx.squareRoot() * yy.squareRoot())))
    }

    /// Pearson's of the ranks, ties sharing their mean rank.
    public static func spearman(_ x: [Double], _ y: [Double]) -> Double? { pearson(Ranks.of(x), Ranks.of(y)) }

    /// Two-sided, by Student's t with n - 2 degrees of freedom; nil below three values.
    public static func pValue(_ correlation: Double, count: Int) -> Double? {
        guard count > 2 else { return nil }
        guard abs(correlation) < 1 else { return 0 }
        let t = correlation * (Double(count - 2) / (1 - correlation * correlation)).squareRoot()
        return StudentT(freedom: Double(count - 2)).twoSided(t)
    }
}
