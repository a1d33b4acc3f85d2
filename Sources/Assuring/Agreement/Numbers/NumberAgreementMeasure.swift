import Kernels
import Records

/// A coefficient of how far annotators agree on numbers. The counterpart of `AgreementMeasure` for a `NumberTable`.
public protocol NumberAgreementMeasure: CatalogEntry {
    /// Names after the colon of `icc:2,1`; empty when there is one form only.
    static var variants: [String] { get }
    /// The form called `variant`, the usual one for nil, nil for a name that `variants` lacks.
    init?(variant: String?)
    var variant: String? { get }

    /// - Parameter items: may repeat, which is all a bootstrap needs.
    func agreement(of table: NumberTable, items: [Int32]) -> Agreement
}

extension NumberAgreementMeasure {
    public static var variants: [String] { [] }
    public var variant: String? { nil }
    /// `icc:3,k`; what `NumberAgreementCatalog.named` takes.
    public var fullName: String { variant.map { "\(name):\($0)" } ?? name }

    public func agreement(of table: NumberTable) -> Agreement { agreement(of: table, items: table.allItems) }

    /// The value with an interval from resampled items; rounds without a value are skipped and counted.
    public func bootstrapped(
        of table: NumberTable, _ bootstrap: Bootstrap, threads: Int = 1
    ) -> (agreement: Agreement, bootstrap: Bootstrap.Interval?) {
        let rated = table.allItems.filter { !table.ratings(ofItem: $0).isEmpty }
        var result = agreement(of: table, items: rated)
        guard result.value != nil else { return (result, nil) }
        let interval = bootstrap.interval(units: rated.count, threads: threads) { drawn in
            self.agreement(of: table, items: drawn.map { rated[Int($0)] }).value
        }
        if let interval {
            result.interval = Agreement.Interval(low: interval.low, high: interval.high)
            result.standardError = interval.standardError
            result.pValue = nil
        }
        return (result, interval)
    }
}

/// Every measure of agreement on numbers. Adding one here is all the registration it needs.
public enum NumberAgreementCatalog {
    /// Each measure in its usual form.
    public static let all: [any NumberAgreementMeasure] = [
        IntraclassCorrelation(), ConcordanceCorrelation(), IntervalAlpha(), RankCorrelation.Kendall(), RankCorrelation.Spearman(), KendallW(),
    ]

    /// Each measure in each of its forms.
    public static var allVariants: [any NumberAgreementMeasure] {
        all.flatMap { measure in
            let kind = type(of: measure)
            return kind.variants.isEmpty ? [measure] : kind.variants.compactMap { kind.init(variant: $0) }
        }
    }

    /// `"ccc"`, or a form of one: `"icc:3,k"`.
    public static func named(_ name: String) -> (any NumberAgreementMeasure)? {
        let asked = EntryName(name)
        return all.first { $0.name == asked.entry }.flatMap { type(of: $0).init(variant: asked.variant) }
    }
}
