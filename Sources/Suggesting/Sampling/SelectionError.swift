import Kernels

/// Why a batch could not be picked. Facts only; `SelectionError+Words.swift` has the sentences. Rows count from 0.
public enum SelectionError: Error, Hashable, Sendable {
    case missing(SelectionNeed, method: String)
    case rowCountsDiffer(SelectionNeed, Int, expected: Int)
    case classCountsDiffer(Int, expected: Int)
    case rowOutOfRange(Int, rowCount: Int)
    case badSeconds(Double, row: Int)
    case probabilityOutOfRange(Double, row: Int, column: Int)
    case notNormalised(sum: Double, row: Int)
    case badNumber(Double, SelectionNeed, row: Int, column: Int)
    case unreadable(MatrixError, SelectionNeed)
    /// A share, count or exponent outside what it may be.
    case badSetting(String, Double, allowed: String)
    /// Cost is a property of single rows; a method that weighs rows against each other has none to divide.
    case costNeedsScores(method: String)
}
