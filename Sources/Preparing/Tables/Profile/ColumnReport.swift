import Kernels

/// One column of a profile.
public struct ColumnReport: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case empty, boolean, integer, number, date, dateTime, category, text, url, path, identifier, nested, mixed
    }

    public struct Value: Sendable, Hashable, Codable {
        public var value: String
        public var count: Int
    }

    public struct Bin: Sendable, Hashable, Codable {
        public var from: Double
        /// Inclusive in the last bin.
        public var to: Double
        public var count: Int
    }

    /// Of numbers, or of text lengths in scalars.
    public struct Numbers: Sendable, Hashable, Codable {
        /// Finite ones.
        public var count: Int
        public var minimum: Double
        public var maximum: Double
        public var mean: Double
        /// With n - 1; 0 for one number; the greatest number there is where it is larger still.
        public var deviation: Double
        /// At 5, 25, 50, 75, 95 %: linear between ranks when exact, else within `quantileError` of the value.
        public var quantiles: [Double]
        public var quantilesAreExact: Bool
        public var histogram: [Bin]
        /// Share of the value by which a quantile may be off; nil when exact.
        public var quantileError: Double?
        /// Unbiased, as pandas; nil where there is no spread or too few numbers.
        public var skewness: Double?
        /// In excess of the normal distribution's, unbiased.
        public var kurtosis: Double?
        public var zeros = 0
        public var negatives = 0
        public var infinite = 0
        /// Mean or deviation are larger than a number can be.
        public var momentsOverflow = false

        static let none = Numbers(count: 0, minimum: 0, maximum: 0, mean: 0, deviation: 0, quantiles: [], quantilesAreExact: true, histogram: [])
    }

    /// Of dates, in ISO 8601; times with an offset are taken in UTC.
    public struct Dates: Sendable, Hashable, Codable {
        public var earliest: String
        public var latest: String
        /// Bounds in seconds since 1970.
        public var histogram: [Bin]

        init(_ numbers: Numbers) {
            (earliest, latest, histogram) = (ISOText.dateTime(numbers.minimum), ISOText.dateTime(numbers.maximum), numbers.histogram)
        }
    }

    public static let quantileShares = [0.05, 0.25, 0.5, 0.75, 0.95]

    public var name: String
    public var kind: Kind
    public var count: Int
    /// Absent, null, empty text, or a word for missing.
    public var missing: Int
    public var distinct: Int
    /// False above the bound: then HyperLogLog, within about 1 %.
    public var distinctIsExact: Bool
    /// Most frequent first, ties by value.
    public var topValues: [Value]
    /// False above the bound: a count may then be short by `topValuesShortBy`.
    public var topValuesAreExact: Bool
    public var numbers: Numbers?
    public var lengths: Numbers?
    /// Standard error as a share; nil when exact.
    public var distinctError: Double?
    public var topValuesShortBy = 0
    /// Words that were read as missing.
    public var missingWords: [Value] = []
    /// What the cells look like, where they are of several kinds.
    public var kinds: [Value] = []
    public var dates: Dates?
    /// 0 for equally frequent values, 1 for one value; nil for one or above the bound.
    public var imbalance: Double?
}
