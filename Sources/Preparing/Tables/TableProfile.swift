import Kernels
import Records

/// Describes a table in one pass: feed rows, take the report.
///
///     var profile = TableProfile()
///     for item in items { profile.add(item.fields) }
///     let report = profile.report()
///
/// A column is a key that occurred in a row; rows without it count as missing there. Everything is exact up to the
/// bounds of `ProfileSettings` and sketched above, which the report says column by column.
/// Memory: bounded per column (some 5 MiB at the default bounds), plus 8 bytes per different row up to `exactRows`.
public struct TableProfile: Sendable {
    public let settings: ProfileSettings
    public private(set) var rows = 0
    private var columns: [ColumnScan] = []
    private var places: [String: Int] = [:]
    private var seenRows: Set<UInt64> = []
    private var duplicates = 0

    public init(_ settings: ProfileSettings = ProfileSettings()) { self.settings = settings }

    public mutating func add(_ row: JSONObject) {
        var hash: UInt64 = 0
        for (position, member) in row.members.enumerated() {
            let place = place(of: member.key, near: position)
            let value = columns[place].add(member.value)
            hash &+= Hash64.combine(columns[place].nameHash, value)
        }
        rows += 1
        if seenRows.contains(hash) {
            duplicates += 1
        } else if seenRows.count < settings.exactRows {
            seenRows.insert(hash)
        }
    }

    public func report() -> TableReport {
        let isExact = seenRows.count < settings.exactRows
        let reports = columns.map { $0.report(rows: rows) }
        let alerts = ProfileAlerts(settings: settings, rows: rows, duplicates: duplicates)
        return TableReport(
            rows: rows, duplicateRows: duplicates, duplicatesAreExact: isExact, columns: reports,
            findings: alerts.findings(reports))
    }

    /// Columns mostly come in the order of the rows before.
    private mutating func place(of key: String, near position: Int) -> Int {
        if position < columns.count, columns[position].name == key { return position }
        if let place = places[key] { return place }
        columns.append(ColumnScan(key, settings))
        places[key] = columns.count - 1
        return columns.count - 1
    }
}

public struct TableReport: Sendable, Hashable, Codable {
    public var rows: Int
    /// Rows equal to an earlier one in every column.
    public var duplicateRows: Int
    public var duplicatesAreExact: Bool
    /// In order of first occurrence.
    public var columns: [ColumnReport]
    public var findings: [Finding]
}

public struct ColumnReport: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case empty, boolean, integer, number, date, category, text, nested, mixed
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
        public var count: Int
        public var minimum: Double
        public var maximum: Double
        public var mean: Double
        /// With n - 1; 0 for one number.
        public var deviation: Double
        /// At 5, 25, 50, 75, 95 %: linear between ranks when exact, else within 1 % of the value.
        public var quantiles: [Double]
        public var quantilesAreExact: Bool
        public var histogram: [Bin]
    }

    public static let quantileShares = [0.05, 0.25, 0.5, 0.75, 0.95]

    public var name: String
    public var kind: Kind
    public var count: Int
    /// Absent, null or empty text.
    public var missing: Int
    public var distinct: Int
    /// False above the bound: then HyperLogLog, within about 1 %.
    public var distinctIsExact: Bool
    /// Most frequent first, ties by value.
    public var topValues: [Value]
    /// False above the bound: values first seen after it are not counted.
    public var topValuesAreExact: Bool
    public var numbers: Numbers?
    public var lengths: Numbers?
}
