import Records

/// A few columns of a table, cut out of the bytes of each row: plain rows thousands at a time, the others one by one.
public final class CSVFields: FieldReader {
    private let reader: CSVReader
    /// Column of each field asked for; nil where the table has none of that name.
    private let columns: [Int?]
    private let plain: PlainRows?
    /// What `next()` goes through: a stretch of plain rows, or none while `reader` stands on the row.
    private let rows: FieldRows
    private var row = 0

    public init(_ source: ByteSource, dialect: CSVDialect = .csv, fields: [String]) throws {
        reader = try CSVReader(source, dialect: dialect)
        columns = fields.map { [known = reader.columns] field in known.firstIndex(of: field) }
        plain = PlainRows(dialect, columnCount: reader.columns.count, columns: columns)
        rows = FieldRows(fieldCount: fields.count)
    }

    public func next() throws -> Bool {
        row += 1
        if row < rows.count { return true }
        row = 0
        return try cut(rows) || reader.advance()
    }

    public func next(_ rows: FieldRows) throws -> Bool {
        if try cut(rows) { return true }
        guard try reader.advance() else { return false }
        rows.take(self)
        return true
    }

    /// False before a row that is not plain, and at the end.
    private func cut(_ rows: FieldRows) throws -> Bool {
        rows.count = 0
        guard let plain else { return false }
        rows.count = try reader.cut(plain, into: rows)
        rows.line = reader.line - rows.count + 1
        return rows.count > 0
    }

    public func withField<Result>(_ place: Int, _ body: (UnsafeRawBufferPointer?) throws -> Result) rethrows -> Result {
        if rows.count > 0 { return try body(rows.bytes(row, place)) }
        guard let column = columns[place] else { return try body(nil) }
        return try reader.withCell(column, body)
    }

    public var line: Int { rows.count > 0 ? rows.line + row : reader.line }
    public var known: [String] { reader.columns }
    public var source: ByteSource { reader.source }
    public func takeFindings() -> [Finding] { reader.takeFindings() }
}
