import Records

/// Bounds of exactness and of alarm. Above a bound the profile goes over to a sketch and says so.
///
/// The limits of alerts are those of ydata-profiling, which people know, unless said otherwise.
public struct ProfileSettings: Sendable, Hashable, Codable {
    /// Different values per column that are counted one by one.
    public var exactDistinct: Int
    /// Numbers per column that are kept for quantiles.
    public var exactNumbers: Int
    /// Different rows that are remembered to find whole duplicates.
    public var exactRows: Int
    public var topValues: Int
    public var bins: Int
    /// Share of one value at which a column of few values raises the alarm.
    public var imbalance: Double
    /// Share of missing values from which they are a warning, not a note.
    public var missing: Double
    /// A text column with more different values is no category.
    public var categories: Int
    /// Words that say a cell is missing, beside the empty cell. Which were met is counted.
    public var missingWords = Self.usualMissingWords
    /// Columns beyond are counted and left out.
    public var maximumColumns = 1000
    /// Rows kept to compare columns with one another: those with the least hash of `seed` and their number.
    public var sampleRows = 10_000
    /// Columns compared with one another, the first ones.
    public var comparedColumns = 60
    /// Rows shown from the start and from the end.
    public var shownRows = 10
    /// |correlation| from which two columns tell the same.
    public var correlation = 0.5
    /// Entropy below that of equal shares by this share: uneven.
    public var uneven = 0.5
    /// |skewness| above.
    public var skewness = 20.0
    /// Similarity of two different categories that may be one.
    public var similar = 0.85
    /// Probability that a histogram is flat by chance.
    public var uniform = 0.999
    /// Share of zeros above which they are noted.
    public var zeros = 0.01
    public var seed: UInt64 = 0

    public static let usualMissingWords = ["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "-nan", "-NaN", "null", "NULL", "None", "<NA>"]

    public init(
        exactDistinct: Int = 50_000, exactNumbers: Int = 100_000, exactRows: Int = 1_000_000, topValues: Int = 10,
        bins: Int = 20, imbalance: Double = 0.95, missing: Double = 0.2, categories: Int = 50
    ) {
        self.exactDistinct = exactDistinct
        self.exactNumbers = exactNumbers
        self.exactRows = exactRows
        self.topValues = topValues
        self.bins = bins
        self.imbalance = imbalance
        self.missing = missing
        self.categories = categories
    }

    /// From a step of a task definition, in words with hyphens: `top-values`, `bins`, `missing-words`, ...
    public init(_ settings: JSONObject) throws(Finding) {
        self.init()
        let reader = SettingsReader(settings, step: "profile")
        try reader.allow(Self.names)
        topValues = try reader.whole("top-values", topValues, 0...1000)
        bins = try reader.whole("bins", bins, 1...1000)
        imbalance = try reader.number("imbalance", imbalance, 0.5...1)
        missing = try reader.number("missing", missing, 0...1)
        categories = try reader.whole("categories", categories, 1...100_000)
        correlation = try reader.number("correlation", correlation, 0...1)
        skewness = try reader.number("skewness", skewness, 0...1e9)
        maximumColumns = try reader.whole("maximum-columns", maximumColumns, 1...100_000)
        sampleRows = try reader.whole("sample-rows", sampleRows, 0...1_000_000)
        shownRows = try reader.whole("shown-rows", shownRows, 0...1000)
        seed = UInt64(try reader.whole("seed", Int(clamping: seed), 0...Int.max))
        if let words = settings["missing-words"] {
            guard let list = words.array, case let texts = list.compactMap(\.string), texts.count == list.count else {
                throw reader.refusal("missing-words", "is not a list of texts")
            }
            missingWords = texts
        }
    }

    private static let names = [
        "top-values", "bins", "imbalance", "missing", "categories", "correlation", "skewness", "maximum-columns", "sample-rows", "shown-rows", "seed",
        "missing-words",
    ]
}
