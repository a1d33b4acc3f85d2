/// One cell or row that lies apart, and why. Nothing is ever deleted: a flag is for a person, or a later step, to act on.
public struct OutlierFlag: Sendable, Hashable, Codable {
    public var row: Int
    /// nil when the row as a whole lies apart.
    public var column: String?
    public var reason: OutlierReason
    /// The number, or the score of the row.
    public var value: Double
    /// What it passed: below `value` for scores.
    public var limit: Double
}

/// Facts only; see `OutlierReason+Words.swift`.
public enum OutlierReason: String, Sendable, Hashable, Codable, CaseIterable {
    case belowQuartiles, aboveQuartiles
    case deviations
    case medianDeviations
    case rareCategory
    case rollingMedian
    case isolated
    case thinNeighbourhood
    case farFromNeighbours
}

/// The flags of a table, by row and column, and what could not be looked at.
public struct OutlierFindings: Sendable, Hashable, Codable {
    public var flags: [OutlierFlag]
    public var report: TableStepReport
}

/// A fitted search for outliers. `flags` looks; `apply` also writes a column of categories with the reason, missing where
/// there is none; the first reason where there are several.
public protocol FittedOutliers: FittedTableStep {
    /// Of the column `apply` adds.
    var flagColumn: String { get }
    func flags(in table: TableColumns, threads: Int) throws(TableError) -> OutlierFindings
}

extension FittedOutliers {
    public func flags(in table: TableColumns) throws(TableError) -> OutlierFindings { try flags(in: table, threads: 1) }

    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        let found = try flags(in: table, threads: threads)
        var reasons = [String?](repeating: nil, count: table.rowCount)
        for flag in found.flags where reasons[flag.row] == nil { reasons[flag.row] = flag.reason.rawValue }
        var report = found.report
        report.add(ColumnChange(flagColumn, changed: reasons.reduce(0) { $0 + ($1 == nil ? 0 : 1) }))
        try table.add(TableColumn(flagColumn, .categories(CategoryCells(reasons))))
        return report
    }
}
