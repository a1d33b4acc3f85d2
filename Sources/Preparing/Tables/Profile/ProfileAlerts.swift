import Kernels
import Records

/// What a person should look at before labelling or training.
///
/// The alerts of ydata-profiling under names of ours, and what is odd in single cells with the place of the first one.
struct ProfileAlerts {
    let settings: ProfileSettings
    let report: TableReport
    let scans: [ColumnScan]
    private var rows: Int { report.rows }

    init(settings: ProfileSettings, report: TableReport, scans: [ColumnScan]) {
        (self.settings, self.report, self.scans) = (settings, report, scans)
    }

    func findings() -> [Finding] {
        guard rows > 0 else { return [Finding(.warning, "profile.no-rows", "the table has no rows")] }
        var findings = tableFindings()
        for (column, scan) in zip(report.columns, scans) {
            findings += self.findings(column)
            findings += CellAlerts(scan: scan, column: column).findings()
        }
        return findings + relations() + trends()
    }

    private func tableFindings() -> [Finding] {
        var findings: [Finding] = []
        if report.duplicateRows > 0 {
            findings.append(Finding(.warning, "profile.duplicate-rows", "\(report.duplicateRows) of \(rows) rows equal an earlier row",
                hint: "run `near-duplicates` before splitting"))
        }
        if report.columnsLeftOut > 0 {
            findings.append(Finding(.warning, "profile.too-many-columns",
                "\(report.columnsLeftOut) columns beyond the first \(settings.maximumColumns) are not described",
                at: Place(column: settings.maximumColumns + 1), hint: "look whether the table is turned on its side, or raise `maximum-columns`"))
        }
        return findings
    }

    private func findings(_ column: ColumnReport) -> [Finding] {
        [
            missing(column), empty(column), constant(column), cardinality(column), imbalance(column), uneven(column), mixed(column), zeros(column),
            skewed(column), uniform(column), constantLength(column), dirty(column), overflow(column),
        ].compactMap(\.self)
    }

    private func finding(_ severity: Finding.Severity, _ code: String, _ column: ColumnReport, _ message: String, hint: String? = nil) -> Finding {
        Finding(severity, "profile.\(code)", message, at: Place(record: column.name), hint: hint)
    }

    private func missing(_ column: ColumnReport) -> Finding? {
        guard column.missing > 0 else { return nil }
        let isMuch = Double(column.missing) >= settings.missing * Double(rows)
        let words = column.missingWords.map { "\($0.count) as `\($0.value)`" }.joined(separator: ", ")
        let message = "`\(column.name)` is missing in \(column.missing) of \(rows) rows" + (words.isEmpty ? "" : ", of these \(words)")
        return finding(isMuch ? .warning : .note, "missing", column, message, hint: words.isEmpty ? nil : "set `missing-words` where such a word is a value")
    }

    private func empty(_ column: ColumnReport) -> Finding? {
        guard column.kind == .empty else { return nil }
        return finding(.warning, "empty", column, "`\(column.name)` has no value at all", hint: "leave it out")
    }

    private func constant(_ column: ColumnReport) -> Finding? {
        guard column.distinct == 1, column.count > 1 else { return nil }
        return finding(.warning, "constant", column, "`\(column.name)` has one value only: `\(column.topValues.first?.value ?? "")`",
            hint: "it tells nothing apart; leave it out")
    }

    /// Whole numbers and short texts that are nearly all different: names of rows, not values to learn from.
    private func cardinality(_ column: ColumnReport) -> Finding? {
        let isName = column.kind == .integer || column.kind == .identifier || column.kind == .text && (column.lengths?.maximum ?? .infinity) <= 40
        guard isName, column.distinct > settings.categories, column.distinct * 10 >= column.count * 9 else { return nil }
        return finding(.note, "high-cardinality", column, "`\(column.name)` has \(column.distinct) different values in \(column.count) rows",
            hint: "looks like an identifier; do not train on it")
    }

    private func hasFew(_ column: ColumnReport) -> Bool { column.distinct > 1 && column.distinct <= settings.categories && column.kind != .number }

    private func isImbalanced(_ column: ColumnReport) -> Bool {
        hasFew(column) && Double(column.topValues.first?.count ?? 0) >= settings.imbalance * Double(column.count)
    }

    private func imbalance(_ column: ColumnReport) -> Finding? {
        guard isImbalanced(column), let top = column.topValues.first else { return nil }
        return finding(.warning, "imbalance", column, "\(top.count) of \(column.count) values of `\(column.name)` are `\(top.value)`",
            hint: "collect more of the others, weight the labels, or oversample")
    }

    private func uneven(_ column: ColumnReport) -> Finding? {
        guard hasFew(column), !isImbalanced(column), let share = column.imbalance, share > settings.uneven else { return nil }
        return finding(.note, "uneven", column, "the values of `\(column.name)` are uneven: their entropy is \(Self.percent(share)) below that of equal shares")
    }

    private func mixed(_ column: ColumnReport) -> Finding? {
        guard column.kind == .mixed else { return nil }
        return finding(.warning, "mixed", column, "`\(column.name)` holds values of different kinds")
    }

    private func zeros(_ column: ColumnReport) -> Finding? {
        guard let zeros = column.numbers?.zeros, zeros > 0, Double(zeros) > settings.zeros * Double(rows), column.distinct > 2 else { return nil }
        return finding(.note, "zeros", column, "\(zeros) of \(rows) values of `\(column.name)` are 0", hint: "look whether 0 stands for missing")
    }

    private func skewed(_ column: ColumnReport) -> Finding? {
        guard let skewness = column.numbers?.skewness, abs(skewness) > settings.skewness else { return nil }
        return finding(.note, "skewed", column, "`\(column.name)` is skewed: its skewness is \(Self.rounded(skewness))", hint: "try the `log1p` or `yeo-johnson` scale")
    }

    /// A histogram flatter than chance would make it.
    private func uniform(_ column: ColumnReport) -> Finding? {
        guard let numbers = column.numbers, numbers.count >= 100, numbers.histogram.count > 1 else { return nil }
        let expected = Double(numbers.count) / Double(numbers.histogram.count)
        let square = numbers.histogram.reduce(0.0) { $0 + (Double($1.count) - expected) * (Double($1.count) - expected) / expected }
        guard ChiSquare(freedom: Double(numbers.histogram.count - 1)).upper(square) > settings.uniform else { return nil }
        return finding(.note, "uniform", column, "the values of `\(column.name)` are spread evenly from end to end", hint: "looks like a row number or a drawn one")
    }

    private func constantLength(_ column: ColumnReport) -> Finding? {
        guard let lengths = column.lengths, lengths.count > 1, column.distinct > 1, lengths.minimum == lengths.maximum, lengths.minimum > 1 else { return nil }
        return finding(.note, "constant-length", column, "all values of `\(column.name)` have \(Int(lengths.minimum)) characters", hint: "looks like a code")
    }

    private func dirty(_ column: ColumnReport) -> Finding? {
        guard column.kind == .category, let scan = scans.first(where: { $0.name == column.name }) else { return nil }
        let names = scan.values.top(settings.categories).map(\.text)
        guard let pair = SimilarNames.first(among: names, from: settings.similar) else { return nil }
        return finding(.note, "dirty-category", column, "`\(pair.0)` and `\(pair.1)` in `\(column.name)` may be one category", hint: "settle writing with `uniform` text rules, or replace one by the other")
    }

    private func overflow(_ column: ColumnReport) -> Finding? {
        guard column.numbers?.momentsOverflow == true else { return nil }
        return finding(.warning, "too-large", column, "the values of `\(column.name)` are too large for a mean or deviation")
    }

    private func relations() -> [Finding] {
        report.correlations.filter { $0.measure != .pearson && abs($0.value) >= settings.correlation }.prefix(50).map { pair in
            Finding(.note, "profile.high-correlation",
                "`\(pair.first)` and `\(pair.second)` go together: \(pair.measure.words) is \(Self.rounded(pair.value)) in \(pair.rows) rows",
                at: Place(record: pair.second), hint: "one of them may be enough, or one may give the label away")
        }
    }

    private func trends() -> [Finding] {
        report.trends.filter { abs($0.correlation) >= settings.correlation }.prefix(50).map { trend in
            Finding(.note, "profile.trend", "`\(trend.column)` \(trend.correlation > 0 ? "rises" : "falls") along `\(trend.time)`: Spearman's rank correlation is \(Self.rounded(trend.correlation))",
                at: Place(record: trend.column), hint: "split by time, or what is learned today is tested on today")
        }
    }

    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
    static func rounded(_ value: Double) -> String { abs(value) < 1e15 ? "\((value * 100).rounded() / 100)" : "\(value)" }
}

extension ColumnCorrelation.Measure {
    public var words: String {
        switch self {
        case .pearson: "Pearson's correlation"
        case .spearman: "Spearman's rank correlation"
        case .cramersV: "Cramér's V"
        }
    }
}
