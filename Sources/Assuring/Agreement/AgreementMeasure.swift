import Kernels
import Records

/// A coefficient of how far annotators agree.
///
/// A measure reads a `RatingPanel` and a list of items that may repeat, which is all a bootstrap needs: one function
/// serves the value and every resample. Votes' weights are not looked at: agreement is about people, not about trust.
public protocol AgreementMeasure: CatalogEntry {
    /// Names after the colon of `krippendorff-alpha:ordinal`; empty when there is one form only.
    static var variants: [String] { get }
    /// The form called `variant`, the usual one for nil, nil for a name that `variants` lacks.
    init?(variant: String?)
    var variant: String? { get }

    func agreement(of panel: RatingPanel, items: [Int32]) -> Agreement
    /// The value alone for many draws of items from one panel: what does not change between draws is worked out once.
    func resampling(_ panel: RatingPanel) -> @Sendable ([Int32]) -> Double?
}

extension AgreementMeasure {
    public static var variants: [String] { [] }
    public var variant: String? { nil }
    /// `cohen-kappa:quadratic`; what `AgreementCatalog.named` takes.
    public var fullName: String { variant.map { "\(name):\($0)" } ?? name }

    public func resampling(_ panel: RatingPanel) -> @Sendable ([Int32]) -> Double? {
        { self.agreement(of: panel, items: $0).value }
    }

    public func agreement(of votes: VoteTable) -> Agreement {
        agreement(of: RatingPanel(votes), items: votes.allItems)
    }
}

/// The value of one coefficient on one table, or why it has none.
public struct Agreement: Sendable, Hashable {
    public struct Interval: Sendable, Hashable {
        public var low: Double
        public var high: Double
        public init(low: Double, high: Double) {
            self.low = low
            self.high = high
        }
    }

    /// `AgreementMeasure.fullName`.
    public var measure: String
    /// nil exactly when `undefined` says why.
    public var value: Double?
    public var undefined: AgreementUndefined?
    /// Share of agreement seen, and the share that chance alone would give; nil where the coefficient has no such parts.
    public var observed: Double?
    public var expected: Double?
    public var standardError: Double?
    /// 95 % interval from the standard error; `bootstrapped` gives one without a formula.
    public var interval: Interval?
    /// How likely a value this far from 0 is when there is no agreement beyond chance; two-sided.
    public var pValue: Double?
    /// Items that entered: those with at least two ratings.
    public var items: Int

    static func undefined(_ measure: String, _ reason: AgreementUndefined, items: Int = 0, observed: Double? = nil) -> Agreement {
        Agreement(measure: measure, undefined: reason, observed: observed, items: items)
    }

    init(
        measure: String, value: Double? = nil, undefined: AgreementUndefined? = nil, observed: Double? = nil,
        expected: Double? = nil, standardError: Double? = nil, interval: Interval? = nil, pValue: Double? = nil, items: Int
    ) {
        self.measure = measure
        self.value = value
        self.undefined = undefined
        self.observed = observed
        self.expected = expected
        self.standardError = standardError
        self.interval = interval
        self.pValue = pValue
        self.items = items
    }
}

/// Why a coefficient has no value. Facts only; see `AgreementUndefined+Words.swift`.
public enum AgreementUndefined: String, Error, Sendable, Hashable, Codable, CaseIterable {
    /// No item has ratings by two annotators.
    case nothingRatedTwice = "nothing-rated-twice"
    /// Chance alone explains all: every rating is the same class.
    case noVariation = "no-variation"
    /// Fewer than two classes are declared.
    case oneClass = "one-class"
    /// Interval and ratio scales need classes that are numbers.
    case classesAreNotNumbers = "classes-are-not-numbers"
    /// More than `AgreementWeights.largestTable` classes, and the measure compares each with each.
    case tooManyClasses = "too-many-classes"
    /// The formula needs every annotator on every item.
    case ratingsMissing = "ratings-missing"
    /// Numbers do not differ between items, or not at all.
    case noSpread = "no-spread"
    /// Fewer items than the formula needs.
    case tooFewItems = "too-few-items"
}
