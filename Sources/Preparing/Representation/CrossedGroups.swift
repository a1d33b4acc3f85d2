import Kernels

/// Rows by the values of one, two or three columns at once: the groups that are compared.
///
/// Sensitive columns are taken by name only; no column is looked at because it seems to be one. Numbers with more than twenty
/// different values are cut into quarters. Rows with a missing value in one of the columns are in no group, and counted.
public struct CrossedGroups: Sendable {
    public let columns: [String]
    /// Values of each group, in the order of the columns; only groups that occur, in the order of their values.
    public let values: [[String]]
    /// By row; -1 is in no group.
    public let codes: [Int32]
    /// Rows of each group.
    public let counts: [Int]
    public let missing: Int

    /// Crossed values beyond which a crossing is refused.
    static let most = 100_000

    public init(_ table: TableColumns, by names: [String]) throws(TableError) {
        guard (1...3).contains(names.count) else { throw .settingOutOfRange("columns", Double(names.count), allowed: "1 to 3 columns to cross") }
        var crossed = [Int32](repeating: 0, count: table.rowCount), all: [ColumnCodes] = [], cells = 1
        for name in names {
            guard let column = table.column(name) else { throw .noSuchColumn(name) }
            let codes = ColumnCodes(column, bins: 4, most: Self.most)
            cells *= max(1, codes.names.count)
            guard cells <= Self.most else { throw .tooManyLevels(names.joined(separator: " x "), cells, most: Self.most) }
            Self.cross(&crossed, with: codes.codes, Int32(codes.names.count))
            all.append(codes)
        }
        columns = names
        (codes, values, counts) = Self.numbered(crossed, all, cells)
        missing = table.rowCount - counts.reduce(0, +)
    }

    public var words: [String] { values.map { $0.joined(separator: ", ") } }

    private static func cross(_ crossed: inout [Int32], with codes: [Int32], _ count: Int32) {
        for row in crossed.indices { crossed[row] = codes[row] < 0 || crossed[row] < 0 ? -1 : crossed[row] * count + codes[row] }
    }

    /// Groups that occur, numbered in the order of their values as texts.
    private static func numbered(_ crossed: [Int32], _ columns: [ColumnCodes], _ cells: Int) -> ([Int32], [[String]], [Int]) {
        var counts = [Int](repeating: 0, count: cells)
        for cell in crossed where cell >= 0 { counts[Int(cell)] += 1 }
        let named = counts.indices.filter { counts[$0] > 0 }.map { cell in (cell: cell, values: values(cell, columns)) }
            .sorted { $0.values.lexicographicallyPrecedes($1.values) }
        var places = [Int32](repeating: -1, count: cells)
        for (place, group) in named.enumerated() { places[group.cell] = Int32(place) }
        return (crossed.map { $0 < 0 ? -1 : places[Int($0)] }, named.map(\.values), named.map { counts[$0.cell] })
    }

    private static func values(_ cell: Int, _ columns: [ColumnCodes]) -> [String] {
        var cell = cell, values: [String] = []
        for column in columns.reversed() {
            values.append(column.names[cell % column.names.count])
            cell /= column.names.count
        }
        return values.reversed()
    }
}
