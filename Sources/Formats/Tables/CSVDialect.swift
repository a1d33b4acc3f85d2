/// How rows and cells are told apart.
public struct CSVDialect: Sendable, Hashable {
    public var delimiter: UInt8
    /// nil: quotes are ordinary characters.
    public var quote: UInt8?

    public init(delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\"")) {
        self.delimiter = delimiter
        self.quote = quote
    }

    /// RFC 4180: commas, double quotes doubled inside quotes, line breaks allowed inside quotes.
    public static let csv = CSVDialect()
    /// Tabs; quotes mean nothing, as tab-separated files in the wild have stray ones.
    public static let tsv = CSVDialect(delimiter: 9, quote: nil)
}

/// Where column names come from.
public enum CSVHeader: Sendable, Hashable {
    case firstRow
    /// Columns are named by their number from 0.
    case none
}
