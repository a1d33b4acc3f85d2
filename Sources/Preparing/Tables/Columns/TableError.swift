import Kernels

/// Why a step on a table cannot run. Facts only; see `TableError+Words.swift`. Rows count from 0.
public enum TableError: Error, Hashable, Sendable {
    case columnTwice(String)
    case columnLength(String, Int, expected: Int)
    case infinite(column: String, row: Int)
    /// A code without a level.
    case noSuchLevel(Int32, column: String, row: Int)
    case noSuchColumn(String)
    /// The step needs a column of that kind.
    case wrongKind(column: String, needed: ColumnCells.Kind)
    case noTrainingRows
    case rowTwice(Int)
    case rowOutOfRange(Int, rows: Int)
    case noSuchSide(String, known: [String])
    case settingOutOfRange(String, Double, allowed: String)
    /// None of the table's columns is of a kind the step works on.
    case noColumns(needed: ColumnCells.Kind)
    case missingValue(column: String, row: Int)
    /// A category that did not occur in the training rows, where that is an error.
    case unknownLevel(String, column: String, row: Int)
    /// More columns than memory should be asked for.
    case tooManyLevels(String, Int, most: Int)
    case tooFewRows(Int, needed: Int)
    case tooFewClasses(Int)
    case tooFewRowsOfClass(String, Int, needed: Int)
    case noSuchClass(String, known: [String])
    /// A wanted count that undersampling cannot reach, or oversampling would have to drop rows for.
    case wantedCount(String, Int, present: Int)
    /// The largest class was asked to grow to the largest.
    case cannotGrow(String)
    /// The smallest class was asked to shrink to the smallest.
    case cannotShrink(String)
    /// No row of the class has a neighbour of another one, so there is no border to add rows at.
    case noBorder(String)
    /// SMOTE proper knows no categories.
    case categoriesAmongFeatures(String)
    case neighbours(NeighbourError)
}
