import Kernels

/// The mean of the target over the training rows that have the category, drawn towards the mean of all by how few they are.
///
/// A target of numbers gives a column its own place; of two classes, the share of the second by name; of more, a column
/// for each, `<name>_<class>`. A gap is a category of its own; an unknown one has the mean of all.
///
/// A row's own target must not come back in its encoding. So the training rows are cut into folds, and
/// `applyCrossFitted` encodes each fold by what the others say; `apply` is for rows that came later.
/// Full encodings are scikit-learn's `TargetEncoder`'s. Paper: Micci-Barreca (2001), doi 10.1145/507533.507538.
public struct TargetEncodingSettings: TableStepSettings {
    public enum Smoothing: Sendable, Hashable, Codable {
        /// Empirical Bayes: by the variance within the category and that of the target.
        case automatic
        /// The mean of all counts as so many rows.
        case rows(Double)
    }

    public var target: String
    /// nil takes every column of categories but the target.
    public var columns: [String]?
    public var smoothing: Smoothing
    public var folds: Int
    public var seed: UInt64

    public init(target: String, columns: [String]? = nil, smoothing: Smoothing = .automatic, folds: Int = 5, seed: UInt64 = 0) {
        self.target = target
        self.columns = columns
        self.smoothing = smoothing
        self.folds = folds
        self.seed = seed
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedTargetEncoding {
        try rows.check(table)
        if case .rows(let count) = smoothing, !(count >= 0 && count.isFinite) { throw .settingOutOfRange("smoothing", count, allowed: "0 or more") }
        guard folds > 1 else { throw .settingOutOfRange("folds", Double(folds), allowed: "2 or more") }
        guard rows.places.count >= folds else { throw .tooFewRows(rows.places.count, needed: folds) }
        let outcomes = try TargetOutcomes(table, target, rows)
        let foldOf = outcomes.folds(folds, seed: seed)
        var fitted: [FittedTargetEncoding.Column] = []
        for name in try table.chosen(columns, .categories) where name != target {
            let cells = try table.categories(name)
            let levels = LevelCounts(cells, rows).levels
            let codes = cells.codes(in: levels)
            // A gap, and nothing else among training rows, comes after the last level.
            let places = rows.places.map { cells.codes[$0] < 0 ? levels.count : Int(codes[Int(cells.codes[$0])]) }
            func encode(_ isMeant: (Int) -> Bool) -> TargetEncoding {
                let meant = places.indices.filter(isMeant)
                return TargetEncoding(outcomes, meant.map { places[$0] }, meant, levels: levels.count, smoothing)
            }
            fitted.append(FittedTargetEncoding.Column(
                name: name, levels: levels, full: encode { _ in true }, folds: (0..<folds).map { fold in encode { foldOf[$0] != fold } }))
        }
        return FittedTargetEncoding(columns: fitted, outputs: outcomes.names, rows: rows, foldOf: foldOf)
    }
}

/// The target of the training rows as numbers, one list an output.
struct TargetOutcomes {
    /// Of the classes that have a column; empty when the column stays one.
    let names: [String]
    /// outputs x training rows.
    let values: [[Double]]
    /// Of each training row, for folds with equal shares; all 0 for numbers.
    private let classes: [Int]

    init(_ table: TableColumns, _ target: String, _ rows: TrainingRows) throws(TableError) {
        guard let column = table.column(target) else { throw .noSuchColumn(target) }
        if case .numbers(let numbers) = column.cells {
            if let row = rows.places.first(where: { numbers[$0].isNaN }) { throw .missingValue(column: target, row: row) }
            (names, values, classes) = ([], [rows.places.map { numbers[$0] }], rows.places.map { _ in 0 })
            return
        }
        let labelled = try LabelledRows(table, label: target, rows)
        let meant = labelled.names.count == 2 ? [1] : Array(labelled.names.indices)
        names = labelled.names.count == 2 ? [] : labelled.names
        values = meant.map { place in labelled.classes.map { $0 == place ? 1 : 0 } }
        classes = labelled.classes
    }

    /// Rows of each class in random order, dealt to the folds in turn.
    func folds(_ count: Int, seed: UInt64) -> [Int] {
        var random = SeededRandom(seed: seed)
        var order = Array(classes.indices)
        random.shuffle(&order)
        order = order.indices.sorted { (classes[order[$0]], $0) < (classes[order[$1]], $1) }.map { order[$0] }
        var folds = [Int](repeating: 0, count: order.count)
        for (turn, row) in order.enumerated() { folds[row] = turn % count }
        return folds
    }
}

/// What each level is encoded as, learned from some of the training rows.
public struct TargetEncoding: Sendable, Hashable, Codable {
    /// Of all, one an output: for levels that did not occur.
    public var means: [Double]
    /// outputs x (levels and the gap).
    public var values: [[Double]]

    /// - Parameters:
    ///   - places: of each row's level; `levels` for a gap.
    ///   - meant: the rows, as places among the training rows.
    init(_ outcomes: TargetOutcomes, _ places: [Int], _ meant: [Int], levels: Int, _ smoothing: TargetEncodingSettings.Smoothing) {
        let counts = places.reduce(into: [Double](repeating: 0, count: levels + 1)) { $0[$1] += 1 }
        (means, values) = ([], [])
        for all in outcomes.values {
            let targets = meant.map { all[$0] }
            let mean = Moments.exactSum(targets) / Double(targets.count)
            means.append(mean)
            values.append(Self.values(targets, places, counts, mean, smoothing))
        }
    }

    private static func values(
        _ targets: [Double], _ places: [Int], _ counts: [Double], _ mean: Double, _ smoothing: TargetEncodingSettings.Smoothing
    ) -> [Double] {
        var sums = [Double](repeating: 0, count: counts.count)
        for (target, place) in zip(targets, places) { sums[place] += target }
        if case .rows(let weight) = smoothing {
            return counts.indices.map { counts[$0] + weight > 0 ? (sums[$0] + weight * mean) / (counts[$0] + weight) : mean }
        }
        var squares = [Double](repeating: 0, count: counts.count)
        for (target, place) in zip(targets, places) {
            let gap = target - sums[place] / counts[place]
            squares[place] += gap * gap
        }
        let variance = targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(targets.count)
        return counts.indices.map { place in
            let share = variance * counts[place] / (variance * counts[place] + squares[place] / counts[place])
            return share.isNaN ? mean : share * (sums[place] / counts[place]) + (1 - share) * mean
        }
    }
}
