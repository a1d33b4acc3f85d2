import Kernels

/// What is to be told: classes, or a number.
struct TargetColumn: Sendable {
    /// By row, -1 for missing; nil of numbers.
    let classes: [Int32]?
    let names: [String]
    /// NaN for missing; nil of classes.
    let numbers: [Double]?

    /// Numbers with at most twenty different values are classes, such as 0 and 1.
    init(_ table: TableColumns, _ name: String) throws(TableError) {
        guard let column = table.column(name) else { throw .noSuchColumn(name) }
        guard column.cells.missingCount < table.rowCount else { throw .tooFewRows(0, needed: 1) }
        if case .numbers(let numbers) = column.cells, ValueOrder(numbers).runEnds.count > ColumnCodes.kept {
            (classes, names, self.numbers) = (nil, [], numbers)
        } else {
            let codes = ColumnCodes(column, most: 1000)
            (classes, names, numbers) = (codes.codes, codes.names, nil)
        }
    }
}
