/// The place of each category among the sorted levels of the training rows: 0, 1, 2 ... Gaps stay gaps.
public struct OrdinalSettings: TableStepSettings {
    /// nil takes every column of categories.
    public var columns: [String]?
    /// What a level gets that training did not have, such as -1; nil makes it an error.
    public var unknownValue: Double?

    public init(columns: [String]? = nil, unknownValue: Double? = nil) {
        self.columns = columns
        self.unknownValue = unknownValue
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedOrdinal {
        try rows.check(table)
        if let unknownValue, !unknownValue.isFinite { throw .settingOutOfRange("unknownValue", unknownValue, allowed: "finite") }
        var fitted: [FittedOrdinal.Column] = []
        for name in try table.chosen(columns, .categories) {
            fitted.append(FittedOrdinal.Column(name: name, levels: LevelCounts(try table.categories(name), rows).levels))
        }
        return FittedOrdinal(columns: fitted, unknownValue: unknownValue)
    }
}

/// The levels of each column, in order.
public struct FittedOrdinal: FittedTableStep {
    public struct Column: Sendable, Hashable, Codable {
        public var name: String
        public var levels: [String]
    }

    public var columns: [Column]
    public var unknownValue: Double?

    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        var (encoded, report) = (table, TableStepReport(rowsSeen: table.rowCount))
        for column in columns {
            let cells = try table.categories(column.name)
            let known = cells.codes(in: column.levels)
            var (numbers, undone) = ([Double](repeating: .nan, count: table.rowCount), [UndoneReason: Int]())
            for row in cells.codes.indices {
                let code = Int(cells.codes[row])
                guard code >= 0 else { undone[.missing, default: 0] += 1; continue }
                if known[code] >= 0 { numbers[row] = Double(known[code]); continue }
                guard let unknownValue else { throw .unknownLevel(cells.levels[code], column: column.name, row: row) }
                numbers[row] = unknownValue
                undone[.unknownLevel, default: 0] += 1
            }
            try encoded.replace(TableColumn(column.name, .numbers(numbers)))
            report.add(ColumnChange(column.name, changed: table.rowCount - undone.values.reduce(0, +), undone: undone))
        }
        table = encoded
        return report
    }

    /// Back to the levels; a number that is none of theirs becomes missing, and is counted.
    public func invert(_ table: inout TableColumns) throws(TableError) -> TableStepReport {
        var (decoded, report) = (table, TableStepReport(rowsSeen: table.rowCount))
        for column in columns {
            var undone: [UndoneReason: Int] = [:]
            let codes = try table.numbers(column.name).map { number -> Int32 in
                if let code = Int32(exactly: number), code >= 0, code < column.levels.count { return code }
                undone[number.isNaN ? .missing : .unknownLevel, default: 0] += 1
                return -1
            }
            try decoded.replace(TableColumn(column.name, .categories(CategoryCells(codes: codes, levels: column.levels))))
            report.add(ColumnChange(column.name, changed: table.rowCount - undone.values.reduce(0, +), undone: undone))
        }
        table = decoded
        return report
    }
}
