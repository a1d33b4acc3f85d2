import Kernels

/// How far annotators put items into the same order, whatever their scales: Kendall's tau-b and Spearman's rho.
///
/// Two annotators: on the items both rated, with a p value. More: the mean over the pairs that have a value, without one.
/// Ties share ranks. Blind to shift and scale on purpose: use `ccc` or `icc` when the numbers themselves must agree.
public enum RankCorrelation {
    /// tau-b = (C - D) / sqrt((P - Tx)(P - Ty)); see `KendallTau`. Less moved by single far-off items than Spearman's.
    public struct Kendall: NumberAgreementMeasure {
        public static let name = "kendall-tau"
        public static let summary = "Share of item pairs in the same order less those in the opposite one (tau-b, ties allowed)"

        public init() {}
        public init?(variant: String?) { if variant != nil { return nil } }

        public func agreement(of table: NumberTable, items: [Int32]) -> Agreement {
            RankCorrelation.agreement(name, table, items) { x, y in KendallTau(x, y).map { ($0.tau, $0.pValue) } }
        }
    }

    /// Pearson's correlation of the ranks. Paper: Spearman (1904), doi 10.2307/1412159.
    public struct Spearman: NumberAgreementMeasure {
        public static let name = "spearman"
        public static let summary = "Correlation of the ranks that annotators give to items"

        public init() {}
        public init?(variant: String?) { if variant != nil { return nil } }

        public func agreement(of table: NumberTable, items: [Int32]) -> Agreement {
            RankCorrelation.agreement(name, table, items) { x, y in
                Correlation.spearman(x, y).map { ($0, Correlation.pValue($0, count: x.count)) }
            }
        }
    }

    private static func agreement(
        _ name: String, _ table: NumberTable, _ items: [Int32], _ correlate: ([Double], [Double]) -> (value: Double, p: Double?)?
    ) -> Agreement {
        let pairs = table.pairs(items)
        let joint = items.reduce(0) { $0 + (table.ratings(ofItem: $1).count > 1 ? 1 : 0) }
        guard !pairs.isEmpty else { return .undefined(name, .nothingRatedTwice) }
        guard pairs.contains(where: { $0.x.count > 1 }) else { return .undefined(name, .tooFewItems, items: joint) }
        let found = pairs.compactMap { correlate($0.x, $0.y) }
        guard !found.isEmpty else { return .undefined(name, .noSpread, items: joint) }
        let mean = found.reduce(0) { $0 + $1.value } / Double(found.count)
        return Agreement(measure: name, value: mean, pValue: pairs.count == 1 ? found[0].p : nil, items: joint)
    }
}
