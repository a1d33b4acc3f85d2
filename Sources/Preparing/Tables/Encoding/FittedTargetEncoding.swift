/// Encodings of each column: of all training rows, and of all but each fold.
public struct FittedTargetEncoding: FittedTableStep {
    public struct Column: Sendable, Hashable, Codable {
        public var name: String
        public var levels: [String]
        public var full: TargetEncoding
        public var folds: [TargetEncoding]
    }

    public var columns: [Column]
    /// Classes that have a column each; empty when a column stays one.
    public var outputs: [String]
    public var rows: TrainingRows
    /// Of each training row.
    public var foldOf: [Int]

    /// For data that came later: what all training rows say. On the training rows themselves it would give their own
    /// targets away; use `applyCrossFitted` there.
    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        try encode(&table, folds: [Int](repeating: -1, count: table.rowCount))
    }

    /// For the table the step was fitted on: each training row by what the other folds say, other rows as `apply`.
    public func applyCrossFitted(to table: inout TableColumns) throws(TableError) -> TableStepReport {
        try rows.check(table)
        var folds = [Int](repeating: -1, count: table.rowCount)
        for (row, fold) in zip(rows.places, foldOf) { folds[row] = fold }
        return try encode(&table, folds: folds)
    }

    private func encode(_ table: inout TableColumns, folds: [Int]) throws(TableError) -> TableStepReport {
        var (encoded, report) = (table, TableStepReport(rowsSeen: table.rowCount))
        for column in columns {
            let cells = try table.categories(column.name)
            let places = cells.codes(in: column.levels)
            let unknown = cells.codes.count { $0 >= 0 && places[Int($0)] < 0 }
            let made = column.full.means.indices.map { output in
                TableColumn(name(column, output), .numbers(cells.codes.indices.map { row in
                    let encoding = folds[row] < 0 ? column.full : column.folds[folds[row]]
                    let place = cells.codes[row] < 0 ? column.levels.count : Int(places[Int(cells.codes[row])])
                    return place < 0 ? encoding.means[output] : encoding.values[output][place]
                }))
            }
            try encoded.replace(column.name, with: made)
            report.add(ColumnChange(column.name, changed: table.rowCount, undone: [.unknownLevel: unknown]))
        }
        table = encoded
        return report
    }

    private func name(_ column: Column, _ output: Int) -> String { outputs.isEmpty ? column.name : "\(column.name)_\(outputs[output])" }
}
