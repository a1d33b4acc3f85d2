import Kernels

/// Looks at rows over several columns of numbers.
///
/// Rows with a gap are not scored, in training or later; they are counted. Columns should be on one scale for the two
/// methods that measure distances. Each row's score is given back with the flags.
public struct RowOutlierSettings: TableStepSettings {
    public enum Method: Sendable, Hashable, Codable {
        /// Scores above 0.5, which is `contamination="auto"` of scikit-learn.
        case isolationForest(trees: Int, sample: Int, seed: UInt64)
        /// Factors above `limit`; k 20 and limit 1.5 are scikit-learn's. Distances are Euclidean.
        case localOutlierFactor(neighbours: Int, limit: Double)
        /// Distance to the k-th neighbour beyond the third quartile of the training rows' by `factor` quartile distances.
        case neighbourDistance(neighbours: Int, factor: Double)
    }

    public var method: Method
    /// nil takes every column of numbers.
    public var columns: [String]?
    public var flagColumn: String

    public init(
        _ method: Method = .isolationForest(trees: 100, sample: 256, seed: 0), columns: [String]? = nil, flagColumn: String = "outlier"
    ) {
        self.method = method
        self.columns = columns
        self.flagColumn = flagColumn
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedRowOutliers {
        try rows.check(table)
        let names = try table.chosen(columns, .numbers)
        guard !names.isEmpty else { throw .noColumns(needed: .numbers) }
        let whole = try table.wholeRows(names, among: rows.places, threads: threads)
        let scorer: RowScorer
        switch method {
        case .isolationForest(let trees, let sample, let seed):
            guard (1...10_000).contains(trees) else { throw .settingOutOfRange("trees", Double(trees), allowed: "1 to 10000") }
            guard sample > 1 else { throw .settingOutOfRange("sample", Double(sample), allowed: "2 or more") }
            guard whole.count > 1 else { throw .tooFewRows(whole.count, needed: 2) }
            scorer = .forest(IsolationForest(try table.matrix(names, rows: whole, threads: threads), trees: trees, sample: sample, seed: seed, threads: threads))
        case .localOutlierFactor(let neighbours, let limit):
            scorer = .surroundings(try RowSurroundings(table, names, whole, neighbours, limit: limit, threads))
        case .neighbourDistance(let neighbours, let factor):
            scorer = .surroundings(try RowSurroundings(table, names, whole, neighbours, fence: factor, threads))
        }
        return FittedRowOutliers(names: names, scorer: scorer, flagColumn: flagColumn)
    }
}

extension TableColumns {
    /// Those of the rows that have a number in every named column.
    func wholeRows(_ names: [String], among rows: [Int], threads: Int = 1) throws(TableError) -> [Int] {
        var columns: [[Double]] = []
        for name in names { columns.append(try numbers(name)) }
        let all = columns
        return Pieces(rows.count, size: 4096).map(threads: threads) { piece in
            var isWhole = [Bool](repeating: true, count: piece.count)
            for numbers in all { for place in piece where numbers[rows[place]].isNaN { isWhole[place - piece.lowerBound] = false } }
            return piece.compactMap { isWhole[$0 - piece.lowerBound] ? rows[$0] : nil }
        }.flatMap { $0 }
    }
}

/// What was learned of rows that lie together.
public enum RowScorer: Sendable, Hashable, Codable {
    case forest(IsolationForest)
    case surroundings(RowSurroundings)
}

/// Scores rows, and flags those above the limit.
public struct FittedRowOutliers: FittedOutliers {
    public var names: [String]
    public var scorer: RowScorer
    public var flagColumn: String

    public var limit: Double {
        switch scorer {
        case .forest: 0.5
        case .surroundings(let surroundings): surroundings.limit
        }
    }

    /// One a row; NaN where the row has a gap. Higher is farther apart.
    public func scores(_ table: TableColumns, threads: Int = 1) throws(TableError) -> [Double] {
        let rows = try table.wholeRows(names, among: Array(0..<table.rowCount), threads: threads)
        let matrix = try table.matrix(names, rows: rows, threads: threads)
        let found = switch scorer {
        case .forest(let forest): forest.scores(matrix, threads: threads)
        case .surroundings(let surroundings): surroundings.scores(matrix, rows: rows, threads: threads)
        }
        var scores = [Double](repeating: .nan, count: table.rowCount)
        for (row, score) in zip(rows, found) { scores[row] = score }
        return scores
    }

    public func flags(in table: TableColumns, threads: Int) throws(TableError) -> OutlierFindings {
        let (scores, limit) = (try scores(table, threads: threads), limit)
        let flags = scores.indices.compactMap { row in
            scores[row] > limit ? OutlierFlag(row: row, column: nil, reason: reason, value: scores[row], limit: limit) : nil
        }
        var report = TableStepReport(rowsSeen: table.rowCount)
        for name in names { report.add(ColumnChange(name, changed: 0, undone: [.missing: try table.numbers(name).reduce(0) { $0 + ($1.isNaN ? 1 : 0) }])) }
        return OutlierFindings(flags: flags, report: report)
    }

    private var reason: OutlierReason {
        switch scorer {
        case .forest: .isolated
        case .surroundings(let surroundings): surroundings.factor == nil ? .farFromNeighbours : .thinNeighbourhood
        }
    }
}
