import Records

/// A table held by columns, for steps that fit on some rows and change cells: imputing, scaling, encoding, balancing.
///
/// Every column has one kind: numbers, where a missing one is NaN and none is infinite, or categories, where a missing
/// one has code -1. Built from rows by `TableColumnsBuilder`, or from columns directly; given back as rows by `row`.
///
///     var builder = TableColumnsBuilder()
///     for item in items { builder.add(item.fields) }
///     var (table, report) = builder.table()
///
/// Memory: 8 bytes a number, 4 bytes a category. Errors: a column twice, lengths that differ, infinite numbers and codes
/// without a level are refused when a column comes in, so that no step has to look again.
public struct TableColumns: Sendable {
    public let rowCount: Int
    public private(set) var columns: [TableColumn]
    private var places: [String: Int]

    public init(_ columns: [TableColumn], rowCount: Int) throws(TableError) {
        (self.rowCount, self.columns, places) = (rowCount, [], [:])
        for column in columns { try add(column) }
    }

    public var names: [String] { columns.map(\.name) }

    public func column(_ name: String) -> TableColumn? { places[name].map { columns[$0] } }

    /// Refuses a name that is taken.
    public mutating func add(_ column: TableColumn) throws(TableError) {
        guard places[column.name] == nil else { throw .columnTwice(column.name) }
        try column.check(rowCount: rowCount)
        places[column.name] = columns.count
        columns.append(column)
    }

    /// New cells for the column of that name, which stays where it is.
    public mutating func replace(_ column: TableColumn) throws(TableError) {
        guard let place = places[column.name] else { throw .noSuchColumn(column.name) }
        try column.check(rowCount: rowCount)
        columns[place] = column
    }

    /// Puts columns in the place of one; the other columns keep their order.
    public mutating func replace(_ name: String, with others: [TableColumn]) throws(TableError) {
        guard let place = places[name] else { throw .noSuchColumn(name) }
        var all = columns
        all.replaceSubrange(place...place, with: others)
        self = try TableColumns(all, rowCount: rowCount)
    }

    /// The row as an object: a missing cell is null, a whole number an integer.
    public func row(_ row: Int) -> JSONObject {
        precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
        return JSONObject(uniqueMembers: columns.map { ($0.name, $0.cells.value(at: row)) })
    }

    /// The rows in this order, one as often as it is named.
    public func rows(_ rows: [Int]) throws(TableError) -> TableColumns {
        for row in rows where row < 0 || row >= rowCount { throw .rowOutOfRange(row, rows: rowCount) }
        return try TableColumns(columns.map { TableColumn($0.name, $0.cells.rows(rows)) }, rowCount: rows.count)
    }
}
