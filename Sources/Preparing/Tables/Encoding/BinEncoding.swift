import Kernels

/// The number of the bin a number falls into, 0 for the lowest; numbers beyond the training values fall into the outermost.
///
/// Edges and numbers are those of scikit-learn's `KBinsDiscretizer`: a number on an edge belongs to the bin above it, and
/// quantile bins narrower than 1e-8 are joined to the one before.
public struct BinSettings: TableStepSettings {
    public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
        /// Of equal width.
        case uniform
        /// Of equally many training values.
        case quantile
    }

    /// nil takes every column of numbers.
    public var columns: [String]?
    public var count: Int
    public var method: Method

    public init(columns: [String]? = nil, count: Int = 5, method: Method = .quantile) {
        self.columns = columns
        self.count = count
        self.method = method
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedBins {
        try rows.check(table)
        guard (2...1_000_000).contains(count) else { throw .settingOutOfRange("count", Double(count), allowed: "2 to 1000000") }
        var fitted: [FittedBins.Column] = []
        for name in try table.chosen(columns, .numbers) {
            fitted.append(FittedBins.Column(name: name, edges: edges(present(try table.numbers(name), rows).sorted())))
        }
        return FittedBins(columns: fitted)
    }

    private func edges(_ sorted: [Double]) -> [Double] {
        guard let least = sorted.first, let greatest = sorted.last else { return [] }
        if least == greatest { return [least, greatest] }
        switch method {
        case .uniform:
            // Halves, because the whole width may be too large for a number.
            let step = (greatest / 2 - least / 2) / Double(count) * 2
            return (0..<count).map { least + Double($0) * step } + [greatest]
        case .quantile:
            var edges = [least]
            for place in 1...count {
                let edge = Percentile.at(Double(place) / Double(count), ofSorted: sorted) ?? greatest
                if edge - edges[edges.count - 1] > 1e-8 { edges.append(edge) }
            }
            return edges.count > 1 ? edges : [least, greatest]
        }
    }
}

/// The edges of each column's bins.
public struct FittedBins: FittedTableStep {
    public struct Column: Sendable, Hashable, Codable {
        public var name: String
        /// Ascending, one more than there are bins; empty where training had no value.
        public var edges: [Double]

        /// How many inner edges are not above the number.
        func bin(_ number: Double) -> Int {
            var (low, high) = (1, edges.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if edges[middle] <= number { low = middle + 1 } else { high = middle }
            }
            return low - 1
        }
    }

    public var columns: [Column]

    public func apply(to table: inout TableColumns, threads: Int) throws(TableError) -> TableStepReport {
        try change(&table) { column, number in Double(column.bin(number)) }
    }

    /// Back to the middle of the bin.
    public func invert(_ table: inout TableColumns) throws(TableError) -> TableStepReport {
        try change(&table) { column, number in
            guard let bin = Int(exactly: number), bin >= 0, bin + 1 < column.edges.count else { return .nan }
            return column.edges[bin] / 2 + column.edges[bin + 1] / 2
        }
    }

    private func change(_ table: inout TableColumns, _ map: (Column, Double) -> Double) throws(TableError) -> TableStepReport {
        var (changed, report) = (table, TableStepReport(rowsSeen: table.rowCount))
        for column in columns {
            var undone: [UndoneReason: Int] = [:]
            let numbers = try table.numbers(column.name).map { number -> Double in
                if number.isNaN { undone[.missing, default: 0] += 1; return number }
                if column.edges.count < 2 { undone[.noTrainingValue, default: 0] += 1; return .nan }
                let result = map(column, number)
                if result.isNaN { undone[.outsideDomain, default: 0] += 1 }
                return result
            }
            try changed.replace(TableColumn(column.name, .numbers(numbers)))
            report.add(ColumnChange(column.name, changed: table.rowCount - undone.values.reduce(0, +), undone: undone))
        }
        table = changed
        return report
    }
}
