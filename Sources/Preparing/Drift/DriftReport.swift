import Records

/// Whether new data is like the reference, column by column.
public struct DriftReport: Sendable, Hashable, Codable {
    public var referenceRows: Int
    public var currentRows: Int
    /// In the order of the reference, then those that only the new data has.
    public var columns: [ColumnDrift]
    /// Of the columns that could be compared.
    public var drifted: Int
    public var compared: Int
    /// At least the declared share of the columns drifted.
    public var hasDrifted: Bool
    public var findings: [Finding]
}

public struct ColumnDrift: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable {
        case number, category, text
    }

    public struct Side: Sendable, Hashable, Codable {
        public var count: Int
        /// Absent, null or empty.
        public var missing: Int
        /// Of numbers.
        public var mean: Double?
        public var deviation: Double?
        /// False: a sample of `DriftSettings.kept` was compared.
        public var isWhole: Bool
    }

    /// A value or a range of numbers, with its share of each side.
    public struct Bin: Sendable, Hashable, Codable {
        public var label: String
        public var reference: Double
        public var current: Double
    }

    public var name: String
    /// nil where one side has no values.
    public var kind: Kind?
    public var measure: DriftMeasure?
    public var value: Double?
    public var threshold: Double?
    /// nil: could not be compared; a finding says why.
    public var hasDrifted: Bool?
    public var reference: Side
    public var current: Side
    /// The largest shares first; of numbers in their order.
    public var bins: [Bin]
}
