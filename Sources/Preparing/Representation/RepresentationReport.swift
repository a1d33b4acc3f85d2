import Kernels
import Records

/// Whether the data is spread as a reference says.
public struct RepresentationReport: Sendable, Hashable, Codable {
    public enum Verdict: String, Sendable, Codable, CaseIterable {
        /// The interval lies wholly below, or above, four fifths or five fourths of the reference.
        case under, over
        case asExpected = "as expected"
        /// The group occurs and the reference does not name it.
        case unnamed
    }

    public struct Cell: Sendable, Hashable, Codable {
        public var values: [String]
        public var count: Int
        public var share: Double
        /// Wilson's, 95 %.
        public var interval: ShareInterval?
        /// nil where the reference does not name the values.
        public var reference: Double?
        /// Share over reference; nil where the reference is 0 or none.
        public var ratio: Double?
        /// Share less reference.
        public var difference: Double?
        /// Rows to collect so that all groups shown reach their reference together, none taken away; nil where the reference
        /// gives the group no share.
        public var needed: Int?
        /// (share - reference) over the root of their mean variance; nil where both do not vary.
        public var standardizedDifference: Double?
        public var verdict: Verdict
    }

    public var columns: [String]
    /// Rows that have a value in every column.
    public var rows: Int
    public var missing: Int
    /// In the order of their values; small groups left out. Groups the reference names and the data lacks have count 0.
    public var cells: [Cell]
    public var hidden: SmallGroups
    /// Of the counts against the reference, over the groups it gives a share above 0; nil with fewer than two.
    public var chiSquare: Double?
    public var freedom: Int
    public var probability: Double?
    /// Expected counts below 5: the probability is rough.
    public var isRough: Bool
    /// Rows in groups the reference does not name, or gives no share; nil where so few that the number would tell of them.
    public var unnamedRows: Int?
}

/// Compares the spread of up to three columns with a reference. O(n).
public struct Representation: Sendable {
    public let reference: ReferenceShares
    /// Groups of fewer rows are not shown.
    public let leastShown: Int

    public init(_ reference: ReferenceShares, leastShown: Int = 10) { (self.reference, self.leastShown) = (reference, leastShown) }

    public func report(_ table: TableColumns) throws(TableError) -> RepresentationReport {
        let groups = try CrossedGroups(table, by: reference.columns)
        let rows = groups.counts.reduce(0, +)
        var counts = Dictionary(zip(groups.values, groups.counts)) { $0 + $1 }
        let shares = Dictionary(uniqueKeysWithValues: reference.cells.map { ($0.values, $0.share) })
        for cell in reference.cells where counts[cell.values] == nil { counts[cell.values] = 0 }
        let all = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let hidden = SmallGroups(all.map(\.value), least: leastShown), wilson = WilsonInterval()
        let cells = all.indices.filter { !hidden.isHidden[$0] }.map { Self.cell(all[$0].key, all[$0].value, rows, shares[all[$0].key], wilson) }
        let unnamed = all.reduce(0) { (shares[$1.key] ?? 0) > 0 ? $0 : $0 + $1.value }
        var report = RepresentationReport(
            columns: reference.columns, rows: rows, missing: groups.missing, cells: cells, hidden: hidden, chiSquare: nil, freedom: 0,
            probability: nil, isRough: false, unnamedRows: unnamed > 0 && unnamed < leastShown ? nil : unnamed)
        Self.plan(&report.cells)
        Self.test(&report, all.map { (Double($0.value), shares[$0.key] ?? 0) }.filter { $0.1 > 0 })
        return report
    }

    private static func cell(_ values: [String], _ count: Int, _ rows: Int, _ reference: Double?, _ wilson: WilsonInterval) -> RepresentationReport.Cell {
        let share = rows > 0 ? Double(count) / Double(rows) : 0
        let interval = wilson.of(count, among: rows)
        let verdict: RepresentationReport.Verdict = switch (reference, interval) {
        case (nil, _): .unnamed
        case (let reference?, let interval?) where interval.high < reference * 0.8: .under
        case (let reference?, let interval?) where interval.low > reference * 1.25: .over
        default: .asExpected
        }
        return RepresentationReport.Cell(
            values: values, count: count, share: share, interval: interval, reference: reference,
            ratio: reference.flatMap { $0 > 0 ? share / $0 : nil }, difference: reference.map { share - $0 }, needed: nil, standardizedDifference: reference.flatMap { standardized(share, $0) }, verdict: verdict)
    }

    /// The group that is most over its reference stays as it is, and the whole grows until that is its share. Small groups that
    /// are not shown take no part, so that nothing tells of them.
    private static func plan(_ cells: inout [RepresentationReport.Cell]) {
        let whole = cells.compactMap { cell in cell.reference.flatMap { $0 > 0 ? Double(cell.count) / $0 : nil } }.max() ?? 0
        for place in cells.indices {
            guard let reference = cells[place].reference, reference > 0, case let wanted = reference * whole, wanted < 1e15 else { continue }
            // Thirds of thirds add up to a little more than a whole number.
            cells[place].needed = max(0, Int((wanted - 1e-9 * wanted).rounded(.up)) - cells[place].count)
        }
    }

    /// Of two shares, as Cohen's d of means.
    static func standardized(_ share: Double, _ reference: Double) -> Double? {
        let variance = (share * (1 - share) + reference * (1 - reference)) / 2
        return variance > 0 ? (share - reference) / variance.squareRoot() : nil
    }

    /// Goodness of fit over the groups with a share; those shares scaled to 1.
    private static func test(_ report: inout RepresentationReport, _ cells: [(count: Double, share: Double)]) {
        let total = cells.reduce(0) { $0 + $1.count }, shares = cells.reduce(0) { $0 + $1.share }
        guard cells.count > 1, total > 0 else { return }
        let expected = cells.map { $0.share / shares * total }
        let statistic = zip(cells, expected).reduce(0.0) { $0 + ($1.0.count - $1.1) * ($1.0.count - $1.1) / $1.1 }
        (report.chiSquare, report.freedom, report.isRough) = (statistic, cells.count - 1, expected.contains { $0 < 5 })
        report.probability = ChiSquare(freedom: Double(cells.count - 1)).upper(statistic)
    }
}

extension RepresentationReport {
    /// What is under- or overrepresented, and what the reference does not name.
    public var findings: [Finding] {
        cells.compactMap { cell in
            let name = cell.values.joined(separator: ", "), reference = cell.reference.map(Figure.percent) ?? "nothing"
            switch cell.verdict {
            case .under, .over:
                return Finding(
                    .warning, "bias.\(cell.verdict.rawValue)represented", "`\(name)` is \(Figure.percent(cell.share)) of the data where the reference has \(reference)",
                    at: Place(record: name), hint: cell.verdict == .under ? cell.needed.map { "collect \($0) more of it" } ?? "collect more of it" : "collect more of the others, or weigh it less")
            case .unnamed: return Finding(.note, "bias.unnamed", "`\(name)` is \(Figure.percent(cell.share)) of the data and not in the reference", at: Place(record: name))
            case .asExpected: return nil
            }
        }
    }

    /// A few lines for people.
    public var words: [String] {
        let test = probability.map { "; such a spread or a stranger one comes by chance with probability \(Figure.rounded($0, 4))" } ?? ""
        return ["\(Figure.list(columns)): \(rows) rows in \(cells.count) groups, \(missing) without a value\(test)"]
            + findings.map(\.message) + hidden.words
    }
}
