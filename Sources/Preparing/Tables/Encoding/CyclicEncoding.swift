import Glibc

/// Numbers that go round, such as hours or degrees, as a point on a circle: `<name>_sin` and `<name>_cos` in the place of
/// the column, so that the last is next to the first.
public struct CyclicSettings: TableStepSettings {
    public var columns: [String]
    /// After how much the numbers begin again: 24 for hours, 12 for months.
    public var period: Double

    public init(columns: [String], period: Double) {
        self.columns = columns
        self.period = period
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedCyclic {
        guard period > 0, period.isFinite else { throw .settingOutOfRange("period", period, allowed: "above 0") }
        return FittedCyclic(names: try table.chosen(columns, .numbers), period: period)
    }
}

/// What the settings said: nothing is learned.
public struct FittedCyclic: FittedTableStep {
    public var names: [String]
    public var period: Double

    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        var (encoded, report) = (table, TableStepReport(rowsSeen: table.rowCount))
        for name in names {
            let numbers = try table.numbers(name)
            // The remainder first: the sine of a large number has lost its digits.
            let angles = numbers.map { $0.isNaN ? .nan : 2 * Double.pi * (fmod($0, period) / period) }
            try encoded.replace(name, with: [
                TableColumn("\(name)_sin", .numbers(angles.map { sin($0) })), TableColumn("\(name)_cos", .numbers(angles.map { cos($0) })),
            ])
            let missing = numbers.count { $0.isNaN }
            report.add(ColumnChange(name, changed: table.rowCount - missing, undone: [.missing: missing]))
        }
        table = encoded
        return report
    }

    /// Back to numbers from 0 to below the period: which round it was is gone.
    public func invert(_ table: inout TableColumns) throws(TableError) -> TableStepReport {
        var (decoded, report) = (table, TableStepReport(rowsSeen: table.rowCount))
        for name in names {
            let (sines, cosines) = (try table.numbers("\(name)_sin"), try table.numbers("\(name)_cos"))
            let numbers = zip(sines, cosines).map { sine, cosine in
                let share = atan2(sine, cosine) / (2 * Double.pi)
                return (share < 0 ? share + 1 : share) * period
            }
            try decoded.replace("\(name)_sin", with: [TableColumn(name, .numbers(numbers))])
            try decoded.replace("\(name)_cos", with: [])
            let missing = numbers.count { $0.isNaN }
            report.add(ColumnChange(name, changed: table.rowCount - missing, undone: [.missing: missing]))
        }
        table = decoded
        return report
    }
}
