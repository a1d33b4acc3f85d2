/// Why a Parquet file cannot be read or written. Facts only; sentences in `ParquetError+Words.swift`. Offsets count bytes
/// of the file.
public enum ParquetError: Error, Sendable, Hashable {
    case cannotOpen(String, reason: String)
    case cannotRead(String, offset: Int64, reason: String)
    /// The letters `PAR1` do not stand at both ends.
    case notParquet(String)
    case encrypted(String)
    /// What is described ends behind the bytes that are there.
    case truncated(String, offset: Int64, what: String)
    case broken(String, offset: Int64, reason: String)
    /// A codec or an encoding that is in the standard and not in here.
    case unsupported(String, offset: Int64, what: String)
    case tooLarge(String, offset: Int64, what: String, limit: Int)
    /// A value given to the writer is not of its column's kind.
    case misfit(String, column: String, row: Int64)
    case noSuchColumn(String, column: String)
}
