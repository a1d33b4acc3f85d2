/// Why numbers cannot be read or are not what a method needs. Facts only; see `MatrixError+Words.swift`.
///
/// Rows and columns of a matrix count from 0; lines and columns of a file count from 1, as editors show them.
public enum MatrixError: Error, Hashable, Sendable {
    /// The text or bytes at a place are no number.
    case notANumber(String, row: Int, column: Int)
    /// The same in a text file.
    case cellNotANumber(String, file: String, line: Int, column: Int)
    /// NaN or infinity where a number is needed.
    case notFinite(Double, row: Int, column: Int)
    case rowTooShort(row: Int, columns: Int, expected: Int)
    case rowTooLong(row: Int, expected: Int)
    /// The file ended or shrank; the words say where.
    case unreadable(String)
}
