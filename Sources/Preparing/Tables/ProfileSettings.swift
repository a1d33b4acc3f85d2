import Records

/// Bounds of exactness and of alarm. Above a bound the profile goes over to a sketch and says so.
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

    /// From a step of a task definition: `top-values`, `bins`, `imbalance`, `missing`, `categories`.
    public init(_ settings: JSONObject) throws(Finding) {
        self.init()
        let reader = SettingsReader(settings, step: "profile")
        try reader.allow(["top-values", "bins", "imbalance", "missing", "categories"])
        topValues = try reader.whole("top-values", topValues, 0...1000)
        bins = try reader.whole("bins", bins, 1...1000)
        imbalance = try reader.number("imbalance", imbalance, 0.5...1)
        missing = try reader.number("missing", missing, 0...1)
        categories = try reader.whole("categories", categories, 1...100_000)
    }
}
