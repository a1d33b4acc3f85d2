import Foundation

/// One way to fill, flag, scale, encode or balance a table, by the name people call it.
///
/// A name and its usual settings; the step itself is a `TableStepSettings`. What a method has learned is stored as JSON and
/// read back by the method's name.
public struct TableMethod: Sendable {
    /// What is done to the table: the verb of the command line.
    public enum Verb: String, Sendable, CaseIterable, Codable {
        case impute, outliers, scale, encode, balance
    }

    public let name: String
    public let verb: Verb
    public let summary: String
    /// Needs `TableMethodOptions.label`.
    public let needsLabel: Bool
    /// Columns of the other kind are passed over where none is named; nil: both kinds are taken.
    public let takes: ColumnCells.Kind?
    public let make: @Sendable (TableMethodOptions) -> any TableStepSettings
    private let read: @Sendable (Data) throws -> any FittedTableStep

    init<Settings: TableStepSettings>(
        _ verb: Verb, _ name: String, _ summary: String, of kind: ColumnCells.Kind? = nil, needsLabel: Bool = false, _ make: @escaping @Sendable (TableMethodOptions) -> Settings
    ) {
        (self.name, self.verb, self.summary, takes, self.needsLabel) = (name, verb, summary, kind, needsLabel)
        self.make = { make($0) }
        read = { try JSONDecoder().decode(Settings.Fitted.self, from: $0) }
    }

    /// What the method has learned, from the JSON it was stored as.
    public func fitted(from json: Data) throws -> any FittedTableStep { try read(json) }
}

/// What a method may be told beside its name.
public struct TableMethodOptions: Sendable {
    /// nil: every column the method works on.
    public var columns: [String]?
    /// The column of the class or target.
    public var label = ""
    /// Neighbours, bins, buckets, trees: whatever the method counts; its usual number where nil.
    public var count: Int?
    /// Where an outlier begins, the period of a cycle, the number that fills: whatever the method measures by.
    public var value: Double?
    /// Text that fills, for constants.
    public var text = "missing"
    public var strategy = BalanceStrategy.automatic
    public var indicator = false
    public var seed: UInt64 = 0
    public init() {}
}
