import Kernels

/// Something that is true of a row or not: has this label, misses that column, is a copy.
public struct RowFlags: Sendable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case label, missing, duplicate
    }

    public let name: String
    public let kind: Kind
    /// By row: 1 true, 0 false, -1 not known.
    public let values: [Int8]

    public init(_ name: String, _ kind: Kind, values: [Int8]) { (self.name, self.kind, self.values) = (name, kind, values) }

    /// One for each label of a column; a missing label is not known. At most 200 labels.
    public static func labels(_ table: TableColumns, _ column: String) throws(TableError) -> [RowFlags] {
        guard let found = table.column(column) else { throw .noSuchColumn(column) }
        let codes = ColumnCodes(found, bins: 4, most: 100_000)
        guard codes.names.count <= 200 else { throw .tooManyLevels(column, codes.names.count, most: 200) }
        return codes.names.enumerated().map { label, name in
            RowFlags(name, .label, values: codes.codes.map { $0 < 0 ? -1 : $0 == Int32(label) ? 1 : 0 })
        }
    }

    /// One for each column with gaps.
    public static func missing(_ table: TableColumns, leavingOut: Set<String> = []) -> [RowFlags] {
        table.columns.filter { !leavingOut.contains($0.name) && $0.cells.missingCount > 0 }.map { column in
            switch column.cells {
            case .numbers(let numbers): RowFlags(column.name, .missing, values: numbers.map { $0.isNaN ? 1 : 0 })
            case .categories(let categories): RowFlags(column.name, .missing, values: categories.codes.map { $0 < 0 ? 1 : 0 })
            }
        }
    }

    /// True of rows that share their hash, or their group, with another.
    public static func duplicates(contents: [UInt64]) -> RowFlags {
        var counts = HashCounts(expecting: contents.count)
        for content in contents { counts.add(content) }
        return RowFlags("duplicates", .duplicate, values: contents.map { counts.count(of: $0) > 1 ? 1 : 0 })
    }

    /// Whether the column holds this value, for a truth or an answer; missing is not known.
    public static func isValue(_ value: String, _ table: TableColumns, _ column: String) throws(TableError) -> RowFlags {
        guard let found = table.column(column) else { throw .noSuchColumn(column) }
        let codes = ColumnCodes(found, most: 100_000)
        guard let place = codes.names.firstIndex(of: value) else { throw .noSuchClass(value, known: Array(codes.names.prefix(20))) }
        return RowFlags(value, .label, values: codes.codes.map { $0 < 0 ? -1 : $0 == Int32(place) ? 1 : 0 })
    }
}
