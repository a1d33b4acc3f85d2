import Kernels

extension TableColumns {
    func numbers(_ name: String) throws(TableError) -> [Double] {
        guard let column = column(name) else { throw .noSuchColumn(name) }
        guard case .numbers(let numbers) = column.cells else { throw .wrongKind(column: name, needed: .numbers) }
        return numbers
    }

    func categories(_ name: String) throws(TableError) -> CategoryCells {
        guard let column = column(name) else { throw .noSuchColumn(name) }
        guard case .categories(let categories) = column.cells else { throw .wrongKind(column: name, needed: .categories) }
        return categories
    }

    /// The named columns, or all of that kind; each must be of it.
    func chosen(_ wanted: [String]?, _ kind: ColumnCells.Kind) throws(TableError) -> [String] {
        guard let wanted else { return columns.filter { $0.cells.kind == kind }.map(\.name) }
        for name in wanted {
            guard let column = column(name) else { throw .noSuchColumn(name) }
            guard column.cells.kind == kind else { throw .wrongKind(column: name, needed: kind) }
        }
        return wanted
    }

    /// Number columns as a matrix, a row for each of `rows`, gaps as NaN.
    ///
    /// Some rows at a time through all columns, so that what is written stays near.
    func matrix(_ names: [String], rows: [Int], threads: Int = 1) throws(TableError) -> Matrix {
        var columns: [[Double]] = []
        for name in names { columns.append(try numbers(name)) }
        let (all, width) = (columns, names.count)
        let values = [Double](unsafeUninitializedCapacity: rows.count * width) { values, count in
            count = rows.count * width
            nonisolated(unsafe) let values = values
            _ = Pieces(rows.count, size: 1024).map(threads: threads) { piece in
                for (place, numbers) in all.enumerated() { for row in piece { values[row * width + place] = numbers[rows[row]] } }
            }
        }
        return Matrix(values, rowCount: rows.count, columnCount: width)
    }
}

/// Numbers of the rows, gaps left out.
func present(_ numbers: [Double], _ rows: TrainingRows) -> [Double] {
    rows.places.lazy.map { numbers[$0] }.filter { !$0.isNaN }
}
