/// The scale of each column, and the way back.
public struct FittedScaling: FittedTableStep {
    public struct Column: Sendable, Hashable, Codable {
        public var name: String
        /// nil where no training row had a value: such a column stays as it is.
        public var curve: ScalingCurve?
    }

    public var columns: [Column]

    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        try change(&table) { curve, number in curve.forward(number) }
    }

    /// From the scale back to the numbers; exact up to rounding, and for quantiles within the training values.
    public func invert(_ table: inout TableColumns) throws(TableError) -> TableStepReport {
        try change(&table) { curve, number in curve.inverse(number) }
    }

    private func change(_ table: inout TableColumns, _ map: (ScalingCurve, Double) -> Double) throws(TableError) -> TableStepReport {
        var (changed, report) = (table, TableStepReport(rowsSeen: table.rowCount))
        for column in columns {
            var numbers = try table.numbers(column.name)
            report.add(Self.change(&numbers, column, map))
            try changed.replace(TableColumn(column.name, .numbers(numbers)))
        }
        table = changed
        return report
    }

    /// A number without a place on the scale becomes missing, and is counted.
    private static func change(_ numbers: inout [Double], _ column: Column, _ map: (ScalingCurve, Double) -> Double) -> ColumnChange {
        var (changed, undone): (Int, [UndoneReason: Int]) = (0, [:])
        for row in numbers.indices {
            guard !numbers[row].isNaN else { undone[.missing, default: 0] += 1; continue }
            guard let curve = column.curve else { undone[.noTrainingValue, default: 0] += 1; continue }
            let result = map(curve, numbers[row])
            if !result.isFinite { undone[result.isNaN ? .outsideDomain : .overflow, default: 0] += 1 }
            if result != numbers[row] { changed += 1 }
            numbers[row] = result.isFinite ? result : .nan
        }
        return ColumnChange(column.name, changed: changed, undone: undone)
    }
}
