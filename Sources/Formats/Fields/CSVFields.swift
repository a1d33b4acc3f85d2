import Records

/// A few columns of a table, cut out of the bytes of each row.
public final class CSVFields: FieldReader {
    private let reader: CSVReader
    /// Column of each field asked for; nil where the table has none of that name.
    private let columns: [Int?]

    public init(_ source: ByteSource, dialect: CSVDialect = .csv, fields: [String]) throws {
        reader = try CSVReader(source, dialect: dialect)
        columns = fields.map { [known = reader.columns] field in known.firstIndex(of: field) }
    }

    public func next() throws -> Bool { try reader.advance() }

    public func withField<Result>(_ place: Int, _ body: (UnsafeRawBufferPointer?) throws -> Result) rethrows -> Result {
        guard let column = columns[place] else { return try body(nil) }
        return try reader.withCell(column, body)
    }

    public var line: Int { reader.line }
    public var known: [String] { reader.columns }
    public var source: ByteSource { reader.source }
    public func takeFindings() -> [Finding] { reader.takeFindings() }
}
