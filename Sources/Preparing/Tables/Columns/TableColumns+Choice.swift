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
    func matrix(_ names: [String], rows: [Int]) throws(TableError) -> Matrix {
        var values = [Double](repeating: 0, count: rows.count * names.count)
        for (place, name) in names.enumerated() {
            let numbers = try numbers(name)
            var at = place
            for row in rows {
                values[at] = numbers[row]
                at += names.count
            }
        }
        return Matrix(values, rowCount: rows.count, columnCount: names.count)
    }
}

/// Numbers of the rows, gaps left out.
func present(_ numbers: [Double], _ rows: TrainingRows) -> [Double] {
    rows.places.lazy.map { numbers[$0] }.filter { !$0.isNaN }
}
