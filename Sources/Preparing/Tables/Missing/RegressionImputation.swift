import Kernels

/// Fills gaps of numbers by regressions of each column on the others, in rounds.
///
/// The numbers are those of scikit-learn's `IterativeImputer` with its defaults: `BayesianRidge`, at most 10 rounds, settled
/// when no row changes by more than a thousandth of the largest number, columns with fewest gaps first. Categories are not
/// used; encode them before. Columns without a training value are left out and stay as they are.
public struct RegressionImputationSettings: TableStepSettings {
    /// nil takes every column of numbers.
    public var columns: [String]?
    public var maximumRounds: Int
    public var tolerance: Double

    public init(columns: [String]? = nil, maximumRounds: Int = 10, tolerance: Double = 1e-3) {
        self.columns = columns
        self.maximumRounds = maximumRounds
        self.tolerance = tolerance
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedRegressionImputation {
        let chosen = try ChainedColumns(table, columns, rows, maximumRounds: maximumRounds, tolerance: tolerance)
        var random: SeededRandom?
        let chain = ChainedRegressions(chosen.numbers, maximumRounds: maximumRounds, tolerance: tolerance, drawing: &random)
        return FittedRegressionImputation(names: chosen.names, empty: chosen.empty, chain: chain)
    }
}

/// The columns a chain is fitted on.
struct ChainedColumns {
    var names: [String] = []
    /// Without a value in training.
    var empty: [String] = []
    /// Of the training rows.
    var numbers: [[Double]] = []

    init(_ table: TableColumns, _ wanted: [String]?, _ rows: TrainingRows, maximumRounds: Int, tolerance: Double) throws(TableError) {
        try rows.check(table)
        guard (1...1000).contains(maximumRounds) else { throw .settingOutOfRange("maximumRounds", Double(maximumRounds), allowed: "1 to 1000") }
        guard tolerance >= 0 else { throw .settingOutOfRange("tolerance", tolerance, allowed: "0 or more") }
        for name in try table.chosen(wanted, .numbers) {
            let all = try table.numbers(name)
            let training = rows.places.map { all[$0] }
            if training.allSatisfy(\.isNaN) { empty.append(name) } else { names.append(name); numbers.append(training) }
        }
        guard !names.isEmpty else { throw .noColumns(needed: .numbers) }
    }
}

/// The regressions of all rounds.
public struct FittedRegressionImputation: FittedTableStep {
    public var names: [String]
    /// Columns that had no value in training.
    public var empty: [String]
    public var chain: ChainedRegressions

    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        var random: SeededRandom?
        let (filled, report) = try table.filled(names, empty) { chain.fill($0, &random) }
        table = filled
        return report
    }
}

extension TableColumns {
    /// The table with the gaps of the named columns filled by `fill`, and what that came to.
    func filled(
        _ names: [String], _ empty: [String], _ fill: ([[Double]]) -> [[Double]]
    ) throws(TableError) -> (TableColumns, TableStepReport) {
        var (result, report) = (self, TableStepReport(rowsSeen: rowCount))
        var before: [[Double]] = []
        for name in names { before.append(try numbers(name)) }
        for (place, after) in fill(before).enumerated() {
            let gaps = before[place].count { $0.isNaN }
            let left = after.count { !$0.isFinite }
            try result.replace(TableColumn(names[place], .numbers(after.map { $0.isFinite ? $0 : .nan })))
            report.add(ColumnChange(names[place], changed: gaps - left, undone: [.overflow: left]))
        }
        for name in empty { report.add(ColumnChange(name, changed: 0, undone: [.noTrainingValue: try numbers(name).count { $0.isNaN }])) }
        return (result, report)
    }
}
