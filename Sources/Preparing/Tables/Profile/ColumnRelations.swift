import Kernels

/// How columns go together in the sampled rows: Pearson and Spearman for numbers, Cramér's V for categories, trends in time.
///
/// Rows in which either is missing are left out pair by pair, as pandas does. Cost: O(pairs * rows) after one sort a column.
struct ColumnRelations {
    private let numbers: [NumberSide]
    private let categories: [CategorySide]
    private let times: [NumberSide]
    private static let mostReported = 500

    init(scans: [ColumnScan], kinds: [ColumnReport.Kind]) {
        var (numbers, categories, times): ([NumberSide], [CategorySide], [NumberSide]) = ([], [], [])
        for (scan, kind) in zip(scans, kinds) {
            switch kind {
            case .integer, .number: numbers.append(NumberSide(scan.name, scan.sampledNumbers))
            case .category, .boolean: categories.append(CategorySide(scan.name, scan.sampledHashes))
            case .date, .dateTime: times.append(NumberSide(scan.name, scan.sampledNumbers))
            default: break
            }
        }
        (self.numbers, self.categories, self.times) = (numbers, categories, times)
    }

    /// Strongest first.
    func correlations() -> [ColumnCorrelation] {
        var found: [ColumnCorrelation] = []
        for (place, first) in numbers.enumerated() {
            for second in numbers[(place + 1)...] { found += first.correlations(with: second) }
        }
        for (place, first) in categories.enumerated() {
            for second in categories[(place + 1)...] { if let value = first.association(with: second) { found.append(value) } }
        }
        let ranked = found.enumerated().sorted { abs($0.element.value) != abs($1.element.value) ? abs($0.element.value) > abs($1.element.value) : $0.offset < $1.offset }
        return ranked.prefix(Self.mostReported).map(\.element)
    }

    /// Columns of numbers along the first column of dates.
    func trends(periods: Int = 24) -> [ColumnTrend] {
        guard let time = times.first, let low = time.sorted.first.map({ time.values[$0] }), let high = time.sorted.last.map({ time.values[$0] }), high > low
        else { return [] }
        return numbers.compactMap { column in
            guard let correlation = column.correlations(with: time).first(where: { $0.measure == .spearman }) else { return nil }
            var sums = [Double](repeating: 0, count: periods), counts = [Int](repeating: 0, count: periods)
            for row in column.values.indices where column.values[row].isFinite && time.values[row].isFinite {
                let period = min(periods - 1, Int((time.values[row] - low) / (high - low) * Double(periods)))
                sums[period] += column.values[row]
                counts[period] += 1
            }
            let list = (0..<periods).map { period in
                let mean = counts[period] > 0 ? sums[period] / Double(counts[period]) : nil
                return ColumnTrend.Period(
                    from: ISOText.dateTime(low + (high - low) * Double(period) / Double(periods)), count: counts[period],
                    mean: mean.flatMap { $0.isFinite ? $0 : nil })
            }
            return ColumnTrend(column: column.name, time: time.name, correlation: correlation.value, periods: list)
        }
    }
}

/// Sampled numbers of a column with their order.
private struct NumberSide {
    let name: String
    let values: [Double]
    /// Rows with a finite value, by value.
    let sorted: [Int]

    init(_ name: String, _ values: [Double]) {
        (self.name, self.values) = (name, values)
        sorted = values.indices.filter { values[$0].isFinite }.sorted { values[$0] != values[$1] ? values[$0] < values[$1] : $0 < $1 }
    }

    func correlations(with other: NumberSide) -> [ColumnCorrelation] {
        var x: [Double] = [], y: [Double] = []
        for row in values.indices where values[row].isFinite && other.values[row].isFinite {
            x.append(values[row])
            y.append(other.values[row])
        }
        func correlation(_ measure: ColumnCorrelation.Measure, _ value: Double?) -> ColumnCorrelation? {
            guard let value, value.isFinite else { return nil }
            return ColumnCorrelation(first: name, second: other.name, measure: measure, value: value, rows: x.count)
        }
        let ranks = (ranks(where: other), other.ranks(where: self))
        return [correlation(.pearson, Correlation.pearson(x, y)), correlation(.spearman, Correlation.pearson(ranks.0, ranks.1))].compactMap(\.self)
    }

    /// Ranks among the rows in which the other is present too, in the order of rows; equal values share the mean of theirs.
    private func ranks(where other: NumberSide) -> [Double] {
        var ranks = [Double](repeating: 0, count: values.count)
        let order = sorted.filter { other.values[$0].isFinite }
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, values[order[end]] == values[order[first]] { end += 1 }
            for place in first..<end { ranks[order[place]] = Double(first + end + 1) / 2 }
            first = end
        }
        return ranks.filter { $0 > 0 }
    }
}

/// Sampled categories of a column as numbers from 0 in the order of occurrence; -1 for missing.
private struct CategorySide {
    let name: String
    var codes: [Int32] = []
    var count = 0

    init(_ name: String, _ hashes: [UInt64]) {
        self.name = name
        var places: [UInt64: Int32] = [:]
        for hash in hashes {
            guard hash != 0 else { codes.append(-1); continue }
            codes.append(places[hash, default: Int32(places.count)])
            places[hash] = codes.last
        }
        count = places.count
    }

    /// Cramér's V, corrected for chance; nil where a column has one value.
    func association(with other: CategorySide) -> ColumnCorrelation? {
        guard count > 1, other.count > 1, count * other.count <= 1 << 20 else { return nil }
        let table = ContingencyTable(codes, other.codes, rowCount: count, columnCount: other.count)
        guard let value = table.correctedV else { return nil }
        return ColumnCorrelation(first: name, second: other.name, measure: .cramersV, value: value, rows: table.total)
    }
}
