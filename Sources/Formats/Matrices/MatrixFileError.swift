/// Why a file of numbers cannot be read as a matrix. Facts only; see `MatrixFileError+Words.swift`. Lines and columns count
/// from 1.
public enum MatrixFileError: Error, Hashable, Sendable {
    case cannotOpen(String, reason: String)
    /// A folder or a pipe, which cannot be mapped.
    case notAFile(String)
    case empty(String)
    case notNpy(String)
    case npyVersion(String, major: Int, minor: Int)
    /// The header is cut short, or is not what numpy writes.
    case npyHeader(String, problem: String)
    case fortranOrder(String)
    case elementType(String, type: String, wanted: String)
    case truncated(String, bytes: Int, needed: Int)
    /// A line with more or fewer cells than the first.
    case ragged(String, line: Int, columns: Int, expected: Int)
    case notOneColumn(String, columns: Int)
    case notALabel(String, value: String, row: Int)
}
