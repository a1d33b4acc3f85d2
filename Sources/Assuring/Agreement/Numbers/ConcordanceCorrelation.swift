import Foundation
import Kernels

/// How far the numbers of two annotators lie on the line of equality: Lin's concordance correlation coefficient.
///
/// 2 s_xy / (s_x^2 + s_y^2 + (mean x - mean y)^2), variances divided by n: Pearson's correlation times what shift and scale
/// cost. Paper: Lin (1989), doi 10.2307/2532051, whose errata (2000, doi 10.1111/j.0006-341X.2000.00324.x) has the standard
/// error; the interval goes through Fisher's z. More than two annotators: the overall coefficient of Barnhart, Haber and Song
/// (2002), doi 10.1111/j.0006-341X.2002.01020.x: sums over pairs above and below the line; pairs on the items both rated,
/// each counted by its items; no interval (use `bootstrapped`).
public struct ConcordanceCorrelation: NumberAgreementMeasure {
    public static let name = "ccc"
    public static let summary = "Closeness of numbers to the line of equality; unlike a correlation it sees shift and scale"

    public init() {}
    public init?(variant: String?) { if variant != nil { return nil } }

    public func agreement(of table: NumberTable, items: [Int32]) -> Agreement {
        let pairs = table.pairs(items)
        let joint = items.reduce(0) { $0 + (table.ratings(ofItem: $1).count > 1 ? 1 : 0) }
        guard !pairs.isEmpty else { return .undefined(name, .nothingRatedTwice) }
        guard joint > 1 else { return .undefined(name, .tooFewItems, items: joint) }
        let moments = pairs.map { PairMoments($0.x, $0.y) }
        let above = moments.reduce(0) { $0 + $1.count * 2 * $1.covariance }
        let below = moments.reduce(0) { $0 + $1.count * ($1.varianceX + $1.varianceY + $1.shift * $1.shift) }
        guard below > 0 else { return .undefined(name, .noSpread, items: joint) }
        var result = Agreement(measure: name, value: above / below, items: joint)
        if moments.count == 1, let value = result.value { moments[0].judge(value, &result) }
        return result
    }
}

/// Means, variances and covariance of two lists, divided by n.
private struct PairMoments {
    let count: Double
    let shift: Double
    let varianceX: Double
    let varianceY: Double
    let covariance: Double

    init(_ given: [Double], _ other: [Double]) {
        let (x, y) = (given.map { $0 - given[0] }, other.map { $0 - given[0] })
        count = Double(x.count)
        let meanX = x.reduce(0, +) / count
        let meanY = y.reduce(0, +) / count
        shift = meanX - meanY
        varianceX = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) } / count
        varianceY = y.reduce(0) { $0 + ($1 - meanY) * ($1 - meanY) } / count
        covariance = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / count
    }

    /// No interval for perfect or absent correlation: the formula divides by both.
    func judge(_ c: Double, _ result: inout Agreement) {
        let spread = (varianceX * varianceY).squareRoot()
        guard count > 2, spread > 0, abs(c) < 1 else { return }
        let r = covariance / spread
        guard abs(r) > 1e-12 else { return }
        let u = shift * shift / spread
        let first = (1 - r * r) * c * c * (1 - c * c) / (r * r)
        let second = 2 * c * c * c * (1 - c) * u / r
        let third = c * c * c * c * u * u / (2 * r * r)
        let error = (max(first + second - third, 0) / (count - 2)).squareRoot()
        let reach = Normal.quantile(0.975) * error / (1 - c * c)
        result.standardError = error
        result.interval = .init(low: tanh(atanh(c) - reach), high: tanh(atanh(c) + reach))
    }
}
