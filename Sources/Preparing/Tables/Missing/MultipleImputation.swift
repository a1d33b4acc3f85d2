import Kernels

/// Fills gaps several times, each time with draws from what is likely, so that what is not known shows in the differences.
///
/// Each draw is a chain of regressions whose lines and fillings are drawn (`ChainedRegressions`). An estimate is made on each
/// filled table and the estimates are pooled (`RubinPool`); `pooledMeans` does so for the means of the columns.
public struct MultipleImputationSettings: TableStepSettings {
    /// nil takes every column of numbers.
    public var columns: [String]?
    public var draws: Int
    public var rounds: Int
    public var seed: UInt64

    public init(columns: [String]? = nil, draws: Int = 5, rounds: Int = 10, seed: UInt64 = 0) {
        self.columns = columns
        self.draws = draws
        self.rounds = rounds
        self.seed = seed
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedMultipleImputation {
        guard (2...1000).contains(draws) else { throw .settingOutOfRange("draws", Double(draws), allowed: "2 to 1000") }
        let chosen = try ChainedColumns(table, columns, rows, maximumRounds: rounds, tolerance: 0)
        let chains = Pieces(draws, size: 1).map(threads: threads) { (draw: Range<Int>) -> ChainedRegressions in
            var random: SeededRandom? = SeededRandom.derive(seed, draw.lowerBound)
            return ChainedRegressions(chosen.numbers, maximumRounds: rounds, tolerance: 0, drawing: &random)
        }
        return FittedMultipleImputation(names: chosen.names, empty: chosen.empty, chains: chains, seed: seed)
    }
}

/// A chain of drawn regressions for each draw.
public struct FittedMultipleImputation: FittedTableStep {
    public struct PooledMean: Sendable, Hashable, Codable {
        public var column: String
        public var pool: RubinPool
    }

    public var names: [String]
    /// Columns that had no value in training.
    public var empty: [String]
    public var chains: [ChainedRegressions]
    public var seed: UInt64

    /// The table filled by each draw.
    public func draws(of table: TableColumns, threads: Int = 1) throws(TableError) -> [TableColumns] {
        try Pieces(chains.count, size: 1).map(threads: threads) { (draw: Range<Int>) throws(TableError) -> TableColumns in
            try self.draw(draw.lowerBound, of: table).0
        }
    }

    /// The mean of each column over the rows, with the variance that gaps and sample leave it.
    public func pooledMeans(of table: TableColumns, rows: TrainingRows, threads: Int = 1) throws(TableError) -> [PooledMean] {
        try rows.check(table)
        let draws = try draws(of: table, threads: threads)
        var pooled: [PooledMean] = []
        for name in names {
            var (means, variances): ([Double], [Double]) = ([], [])
            for draw in draws {
                let numbers = present(try draw.numbers(name), rows)
                let deviation = Moments.standardDeviation(numbers) ?? 0
                means.append(Moments.mean(numbers) ?? 0)
                variances.append(deviation * deviation / Double(max(numbers.count, 1)))
            }
            if let pool = RubinPool(estimates: means, variances: variances) { pooled.append(PooledMean(column: name, pool: pool)) }
        }
        return pooled
    }

    /// For a table that must be one: each gap takes the mean of its draws, which hides how far they differ.
    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        let draws = try draws(of: table, threads: threads)
        var (filled, report) = try draw(0, of: table)
        for name in names {
            var sums = [Double](repeating: 0, count: table.rowCount)
            let before = try table.numbers(name)
            for draw in draws { for (row, number) in try draw.numbers(name).enumerated() { sums[row] += number / Double(draws.count) } }
            try filled.replace(TableColumn(name, .numbers(before.indices.map { before[$0].isNaN ? sums[$0] : before[$0] })))
        }
        report.rowsSeen = table.rowCount
        table = filled
        return report
    }

    private func draw(_ place: Int, of table: TableColumns) throws(TableError) -> (TableColumns, TableStepReport) {
        var random: SeededRandom? = SeededRandom.derive(Hash64.combine(seed, 1), place)
        return try table.filled(names, empty) { chains[place].fill($0, &random) }
    }
}
