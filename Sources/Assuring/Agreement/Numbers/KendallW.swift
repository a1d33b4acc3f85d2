import Kernels

/// How far many rankers agree on one order: 1 all the same, 0 none in common.
///
/// W = 12 S / (m^2 (n^3 - n) - m T): S the squared distances of the items' rank sums from their mean, T the sum of t^3 - t over
/// each ranker's ties. p value by chi-square m (n - 1) W with n - 1 degrees of freedom, fair from about seven items on.
/// Paper: Kendall and Babington Smith (1939), doi 10.1214/aoms/1177732186. The mean of Spearman's rho over pairs is
/// (m W - 1)/(m - 1) without ties. Needs every ranker on every item.
public struct KendallW: NumberAgreementMeasure {
    public static let name = "kendall-w"
    public static let summary = "Agreement of many rankers on one order of the items, ties allowed; needs complete rankings"

    public init() {}
    public init?(variant: String?) { if variant != nil { return nil } }

    public func agreement(of table: NumberTable, items: [Int32]) -> Agreement {
        let complete: NumberTable.Complete
        do { complete = try table.complete(items) } catch { return .undefined(name, error) }
        guard complete.items > 1 else { return .undefined(name, .tooFewItems, items: complete.items) }
        let (n, m) = (Double(complete.items), Double(complete.annotators))
        var sums = [Double](repeating: 0, count: complete.items)
        var ties = 0.0
        for annotator in 0..<complete.annotators {
            let values = complete.column(annotator)
            for (item, rank) in Ranks.of(values).enumerated() { sums[item] += rank }
            ties += Ranks.ties(values).reduce(0) { $0 + Double($1) * (Double($1) * Double($1) - 1) }
        }
        let middle = m * (n + 1) / 2
        let squares = sums.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
        let largest = m * m * (n * n * n - n) - m * ties
        guard largest > 0 else { return .undefined(name, .noSpread, items: complete.items) }
        let value = 12 * squares / largest
        return Agreement(measure: name, value: value, pValue: ChiSquare(freedom: n - 1).upper(m * (n - 1) * value), items: complete.items)
    }
}
