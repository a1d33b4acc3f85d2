/// Why there is no graph of nearest neighbours. Facts only; see `NeighbourError+Words.swift`. Rows and columns count from 0.
public enum NeighbourError: Error, Hashable, Sendable {
    /// One row has no neighbour, and none has none either.
    case tooFewRows(Int)
    case noColumns
    /// A row has as many neighbours as there are other rows, and one at least can be asked for.
    case neighboursOutOfRange(Int, rows: Int)
    case notFinite(Double, row: Int, column: Int)
    /// The squares of the row's numbers add up to more than a number can hold.
    case tooLarge(row: Int)
    case unreadable(MatrixError)
}
