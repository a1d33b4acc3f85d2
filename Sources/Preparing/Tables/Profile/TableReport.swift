import Records

/// What a table holds, and what a person should look at.
public struct TableReport: Sendable, Hashable, Codable {
    public var rows: Int
    /// Rows equal to an earlier one in every column.
    public var duplicateRows: Int
    public var duplicatesAreExact: Bool
    /// In order of first occurrence.
    public var columns: [ColumnReport]
    public var findings: [Finding]
    /// Columns beyond the bound; about as many where rows have different ones.
    public var columnsLeftOut = 0
    /// Cells of the first and last rows, cut to 80 scalars, in the order of `columns`; nil for a missing one.
    public var firstRows: [[String?]] = []
    public var lastRows: [[String?]] = []
    /// Pairs of columns, strongest first, of the sampled rows.
    public var correlations: [ColumnCorrelation] = []
    /// Rows the correlations and trends come from: all of them, or a sample.
    public var sampledRows = 0
    public var trends: [ColumnTrend] = []
}

/// How far two columns tell the same.
public struct ColumnCorrelation: Sendable, Hashable, Codable {
    public enum Measure: String, Sendable, Codable {
        case pearson, spearman
        /// Cramér's V with the bias correction of Bergsma (2013).
        case cramersV = "cramers-v"
    }

    public var first: String
    public var second: String
    public var measure: Measure
    /// -1 to 1; Cramér's V from 0.
    public var value: Double
    /// Rows in which both are present.
    public var rows: Int
}

/// A column of numbers along a column of dates.
public struct ColumnTrend: Sendable, Hashable, Codable {
    public struct Period: Sendable, Hashable, Codable {
        /// ISO 8601.
        public var from: String
        public var count: Int
        /// nil without a number in the period.
        public var mean: Double?
    }

    public var column: String
    public var time: String
    /// Spearman's with the time, -1 to 1.
    public var correlation: Double
    /// Equally long.
    public var periods: [Period]
}
