import Kernels

/// Looks at each column alone.
///
/// Limits are learned from present training values. Columns whose values do not spread have no limits, which is reported.
public struct ColumnOutlierSettings: TableStepSettings {
    public enum Method: Sendable, Hashable, Codable {
        /// Beyond the quartiles by `factor` times their distance (Tukey, 1977); 1.5 is usual.
        case quartiles(factor: Double)
        /// Beyond `limit` standard deviations (with n) from the mean; 3 is usual.
        case deviations(limit: Double)
        /// 0.6745 |x - median| / median of |x - median| above `limit`; 3.5 is usual (Iglewicz & Hoaglin, 1993). Where
        /// half the values are equal, the mean of |x - median| times 0.8453 takes the place of the median's 1.4826.
        case medianDeviations(limit: Double)
        /// Levels of less than this share of the present training values, new levels among them; 0.01 is usual.
        case rareCategories(share: Double)
        /// As `medianDeviations`, in a centred window of a series in the order of its rows; where the window's median
        /// deviation is 0, that of the training rows from their window's medians takes its place.
        case rollingMedian(reach: Int, limit: Double)
    }

    public var method: Method
    /// nil takes every column of the kind the method looks at.
    public var columns: [String]?
    public var flagColumn: String

    public init(_ method: Method = .quartiles(factor: 1.5), columns: [String]? = nil, flagColumn: String = "outlier") {
        self.method = method
        self.columns = columns
        self.flagColumn = flagColumn
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedColumnOutliers {
        try rows.check(table)
        try check()
        var fitted: [FittedColumnOutliers.Column] = []
        if case .rareCategories(let share) = method {
            for name in try table.chosen(columns, .categories) {
                fitted.append(.init(name: name, limits: .common(Self.common(try table.categories(name), rows, share))))
            }
        } else {
            for name in try table.chosen(columns, .numbers) {
                fitted.append(.init(name: name, limits: limits(try table.numbers(name), rows)))
            }
        }
        return FittedColumnOutliers(columns: fitted, reason: reason, flagColumn: flagColumn)
    }

    private func check() throws(TableError) {
        let (name, value): (String, Double) = switch method {
        case .quartiles(let factor): ("factor", factor)
        case .deviations(let limit), .medianDeviations(let limit), .rollingMedian(_, let limit): ("limit", limit)
        case .rareCategories(let share): ("share", share)
        }
        guard value >= 0, value.isFinite else { throw .settingOutOfRange(name, value, allowed: "0 or more") }
        if case .rollingMedian(let reach, _) = method, !(1...10_000).contains(reach) {
            throw .settingOutOfRange("reach", Double(reach), allowed: "1 to 10000")
        }
    }

    private var reason: OutlierReason {
        switch method {
        case .quartiles: .aboveQuartiles
        case .deviations: .deviations
        case .medianDeviations: .medianDeviations
        case .rareCategories: .rareCategory
        case .rollingMedian: .rollingMedian
        }
    }

    private func limits(_ numbers: [Double], _ rows: TrainingRows) -> OutlierLimits {
        let values = present(numbers, rows).sorted()
        guard !values.isEmpty else { return .none(.noTrainingValue) }
        func at(_ share: Double) -> Double { Percentile.at(share, ofSorted: values) ?? 0 }
        switch method {
        case .quartiles(let factor):
            let width = at(0.75) - at(0.25)
            return .range(at(0.25) - factor * width, at(0.75) + factor * width, unlessEqual: width == 0 && values.first == values.last)
        case .deviations(let limit):
            let line = ScalingLine.standard(values)
            return .range(line.centre - limit * line.width, line.centre + limit * line.width, unlessEqual: line.isShiftOnly)
        case .medianDeviations(let limit):
            let spread = Self.spread(values.map { abs($0 - at(0.5)) })
            return .range(at(0.5) - limit * spread, at(0.5) + limit * spread, unlessEqual: spread == 0)
        case .rollingMedian(let reach, let limit):
            let series = rows.places.map { numbers[$0] }
            let gaps = zip(series, RollingSpread.of(series, reach: reach)).compactMap { x, place in
                place.flatMap { x.isNaN ? nil : abs(x - $0.median) }
            }
            return .window(reach: reach, limit: limit, spread: Self.spread(gaps))
        case .rareCategories: return .none(.otherKind)
        }
    }

    /// What a standard deviation would be if the values were normal, from their distances to the median.
    private static func spread(_ distances: [Double]) -> Double {
        let median = Percentile.at(0.5, ofSorted: distances.sorted()) ?? 0
        return median > 0 ? median / 0.6745 : (Moments.mean(distances) ?? 0) * 1.253314
    }

    private static func common(_ cells: CategoryCells, _ rows: TrainingRows, _ share: Double) -> CommonLevels {
        let counts = cells.counts(in: rows.places)
        let total = counts.reduce(0, +)
        let places = counts.indices.filter { counts[$0] > 0 }
        return CommonLevels(
            levels: places.map { cells.levels[$0] }, shares: places.map { Double(counts[$0]) / Double(max(total, 1)) }, least: share)
    }
}
