/// What a step saw, changed, and could not do.
public struct TableStepReport: Sendable, Hashable, Codable {
    public var rowsSeen: Int
    /// The columns the step looked at, in its order.
    public var columns: [ColumnChange]

    public init(rowsSeen: Int, columns: [ColumnChange] = []) {
        self.rowsSeen = rowsSeen
        self.columns = columns
    }

    mutating func add(_ change: ColumnChange) { columns.append(change) }

    public var changed: Int { columns.reduce(0) { $0 + $1.changed } }
    public var undone: Int { columns.reduce(0) { $0 + $1.undone.reduce(0) { $0 + $1.count } } }
}

/// The cells of one column.
public struct ColumnChange: Sendable, Hashable, Codable {
    public struct Undone: Sendable, Hashable, Codable {
        public var reason: UndoneReason
        public var count: Int
    }

    public var column: String
    /// Cells that hold something else now.
    public var changed: Int
    /// Cells the step could not do, by reason, in the order of `UndoneReason`.
    public var undone: [Undone]

    public init(_ column: String, changed: Int, undone: [UndoneReason: Int] = [:]) {
        self.column = column
        self.changed = changed
        self.undone = UndoneReason.allCases.compactMap { reason in
            undone[reason].flatMap { $0 > 0 ? Undone(reason: reason, count: $0) : nil }
        }
    }
}

/// Why a step could not do a cell. Facts only; see `UndoneReason+Words.swift`.
public enum UndoneReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// A list or an object.
    case nested
    /// Not a number in a column declared to hold numbers.
    case notANumber
    /// Infinite, or NaN where a number was written.
    case notFinite
    /// There was nothing to work on.
    case missing
    /// The column had no value in the training rows.
    case noTrainingValue
    /// The method is for numbers, or for categories, and the column is not.
    case otherKind
    /// No training row shares a present number with this one.
    case noNeighbour
    /// The category did not occur in the training rows.
    case unknownLevel
    /// The function of the step has no value there, such as the logarithm of a number not above -1.
    case outsideDomain
    /// The training values do not spread, so nothing can lie far from them.
    case noSpread
    /// The column is no feature, so a new row has no value there.
    case noFeature
    /// The result is larger than a number can be.
    case overflow
}
