import Kernels
import Records

/// A coefficient of how far annotators agree on shapes.
///
/// The counterpart of `AgreementMeasure` for a `PartTable`: chance-corrected coefficients need a count of what was rightly
/// left unmarked, and a picture has no such count. A measure reads a tally, which is all a bootstrap needs.
public protocol PartAgreementMeasure: CatalogEntry {
    /// Names after the colon of `iou-f1:0.75`; empty when there is one form only.
    static var variants: [String] { get }
    /// The form called `variant`, the usual one for nil, nil for a name that `variants` lacks.
    init?(variant: String?)
    var variant: String? { get }
    func value(of tally: OverlapTally) -> Double?
}

extension PartAgreementMeasure {
    /// `iou-f1:0.75`; what `PartAgreementCatalog.named` takes.
    public var fullName: String { variant.map { "\(name):\($0)" } ?? name }

    /// Over all pairs of all items; with an interval where a bootstrap over items is asked for.
    public func agreement(of tallies: PartTallies, bootstrap: Bootstrap? = nil) -> Agreement {
        guard let value = value(of: tallies.overall) else { return .undefined(fullName, .nothingRatedTwice) }
        let compared = tallies.items.filter { $0.comparisons > 0 }
        let spread = bootstrap?.interval(units: compared.count) { drawn in
            var tally = OverlapTally()
            for unit in drawn { tally.add(compared[Int(unit)]) }
            return self.value(of: tally)
        }
        return Agreement(
            measure: fullName, value: value, standardError: spread?.standardError,
            interval: spread.map { .init(low: $0.low, high: $0.high) }, items: compared.count)
    }

    public func agreement(of table: PartTable, labels: PartMatching.Labels = .equal, bootstrap: Bootstrap? = nil) -> Agreement {
        agreement(of: PartTallies(table, labels: labels), bootstrap: bootstrap)
    }
}

/// Every measure of agreement on shapes. Adding one here is all the registration it needs.
public enum PartAgreementCatalog {
    /// Each measure in its usual form.
    public static let all: [any PartAgreementMeasure] = [OverlapF1(), MeanIoU()]

    /// Each measure in each of its forms.
    public static var allVariants: [any PartAgreementMeasure] {
        all.flatMap { measure in
            let kind = type(of: measure)
            return kind.variants.isEmpty ? [measure] : kind.variants.compactMap { kind.init(variant: $0) }
        }
    }

    /// `"iou-f1"`, or a form of it: `"iou-f1:0.5:0.95"`.
    public static func named(_ name: String) -> (any PartAgreementMeasure)? {
        let asked = EntryName(name)
        return all.first { $0.name == asked.entry }.flatMap { type(of: $0).init(variant: asked.variant) }
    }
}

/// Matched parts over all parts, at one overlap or averaged over ten.
///
/// F1 = 2 m / (|A| + |B|) for m pairs that overlap at least so much: the harmonic mean of "what share of mine did you find"
/// and "what share of yours did I find". Pairs of annotators and items are pooled, so an item with many parts weighs more.
public struct OverlapF1: PartAgreementMeasure {
    public static let name = "iou-f1"
    public static let summary = "Share of parts that two annotators both drew, at an overlap of 0.5 unless another is named; not corrected for chance"
    public static let variants = ["0.5", "0.75", "0.9", "0.5:0.95"]
    public let variant: String?

    public init() { variant = nil }
    public init?(variant: String?) {
        if let variant, !Self.variants.contains(variant) { return nil }
        self.variant = variant == "0.5" ? nil : variant
    }

    public func value(of tally: OverlapTally) -> Double? {
        variant == "0.5:0.95" ? tally.meanF1 : tally.f1(at: variant.flatMap(Double.init) ?? 0.5)
    }
}

/// Overlap per part, those nobody else drew counting as none: says in one number how many and how well.
public struct MeanIoU: PartAgreementMeasure {
    public static let name = "mean-iou"
    public static let summary = "Mean overlap of matched parts, unmatched ones counting 0; not corrected for chance"
    public static let variants: [String] = []
    public var variant: String? { nil }

    public init() {}
    public init?(variant: String?) { if variant != nil { return nil } }

    public func value(of tally: OverlapTally) -> Double? { tally.meanIoU }
}
