/// The share of the present training values that have the category. One that did not occur has 0 and is counted.
public struct FrequencySettings: TableStepSettings {
    /// nil takes every column of categories.
    public var columns: [String]?

    public init(columns: [String]? = nil) { self.columns = columns }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedFrequency {
        try rows.check(table)
        var fitted: [FittedFrequency.Column] = []
        for name in try table.chosen(columns, .categories) {
            let found = LevelCounts(try table.categories(name), rows)
            let total = Double(max(found.counts.reduce(0, +), 1))
            fitted.append(FittedFrequency.Column(name: name, levels: found.levels, shares: found.counts.map { Double($0) / total }))
        }
        return FittedFrequency(columns: fitted)
    }
}

/// The share of each level.
public struct FittedFrequency: FittedTableStep {
    public struct Column: Sendable, Hashable, Codable {
        public var name: String
        public var levels: [String]
        public var shares: [Double]
    }

    public var columns: [Column]

    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        var (encoded, report) = (table, TableStepReport(rowsSeen: table.rowCount))
        for column in columns {
            let cells = try table.categories(column.name)
            let shares = cells.codes(in: column.levels).map { $0 < 0 ? nil : column.shares[Int($0)] }
            var undone: [UndoneReason: Int] = [:]
            let numbers = cells.codes.map { code -> Double in
                guard code >= 0 else { undone[.missing, default: 0] += 1; return .nan }
                if shares[Int(code)] == nil { undone[.unknownLevel, default: 0] += 1 }
                return shares[Int(code)] ?? 0
            }
            try encoded.replace(TableColumn(column.name, .numbers(numbers)))
            report.add(ColumnChange(column.name, changed: table.rowCount - undone.values.reduce(0, +), undone: undone))
        }
        table = encoded
        return report
    }
}
