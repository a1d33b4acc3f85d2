import Kernels
import Testing
@testable import Preparing

@Suite("Outliers in tables")
struct OutlierTests {
    private func column(_ numbers: [Double], _ method: ColumnOutlierSettings.Method, training: [Int]? = nil) throws -> OutlierFindings {
        let table = try numberTable(numbers.map { [$0] })
        let rows = try training.map { try TrainingRows($0) } ?? .all(of: table)
        return try reread(try ColumnOutlierSettings(method).fit(table, rows: rows)).flags(in: table)
    }

    @Test("quartiles: beyond 1.5 of their distance, with the limit that was passed")
    func quartiles() throws {
        let flags = try column([1, 2, 3, 4, 5, 11, -7, .nan], .quartiles(factor: 1.5)).flags
        #expect(flags.map(\.row) == [5, 6] && flags.map(\.reason) == [.aboveQuartiles, .belowQuartiles])
        #expect(flags.map(\.limit) == [4.5 + 1.5 * 3, 1.5 - 1.5 * 3])
    }

    @Test("standard deviations: the rows whose z scipy finds above the limit")
    func deviations() throws {
        let golden = try GoldenTables("outliers")
        let table = try numberTable(golden["data"].rows)
        let flags = try ColumnOutlierSettings(.deviations(limit: 2.5)).fit(table, rows: .all(of: table)).flags(in: table).flags
        let expected = golden["z"].rows.enumerated().flatMap { row, z in z.indices.filter { abs(z[$0]) > 2.5 }.map { "\(row) c\($0)" } }
        #expect(!expected.isEmpty && flags.map { "\($0.row) \($0.column ?? "")" } == expected)
    }

    @Test("median deviations: 0.6745 |x - median| / MAD above 3.5; the mean deviation steps in when half are equal")
    func medianDeviations() throws {
        #expect(try column([1, 2, 3, 4, 5, 8.3, 9], .medianDeviations(limit: 3.5)).flags.isEmpty)
        #expect(try column([1, 2, 3, 4, 5, 6, 15], .medianDeviations(limit: 3.5)).flags.map(\.row) == [6])
        #expect(try column([2, 2, 2, 2, 2, 2, 2, 2, 2, 100], .medianDeviations(limit: 3.5)).flags.map(\.row) == [9])
    }

    @Test("a column that does not spread has no limits, and says so", arguments: [
        .quartiles(factor: 1.5), .deviations(limit: 3), .medianDeviations(limit: 3.5), .rollingMedian(reach: 2, limit: 3),
    ] as [ColumnOutlierSettings.Method])
    func constant(method: ColumnOutlierSettings.Method) throws {
        let found = try column([5, 5, 5, 5, 9], method, training: [0, 1, 2, 3])
        #expect(found.flags.isEmpty && found.report.columns.first?.undone.map(\.reason) == [.noSpread])
    }

    @Test("rare categories: below the share in training, unknown ones too")
    func rare() throws {
        let texts = [String?](repeating: "a", count: 60) + [String?](repeating: "b", count: 39) + ["c", nil, "d"]
        let table = try TableColumns([TableColumn("k", .categories(CategoryCells(texts)))], rowCount: texts.count)
        let fitted = try reread(try ColumnOutlierSettings(.rareCategories(share: 0.011)).fit(table, rows: TrainingRows(Array(0..<101))))
        let found = try fitted.flags(in: table)
        #expect(found.flags.map(\.row) == [99, 101] && found.flags.map(\.value) == [0.01, 0])
        #expect(found.report.columns.first?.undone == [.init(reason: .missing, count: 1)])
    }

    @Test("rolling median: a spike stands out where the series runs, a step of the whole does not")
    func rolling() throws {
        var series = (0..<200).map { Double($0) + ($0 % 2 == 0 ? 0.5 : -0.5) }
        series[50] += 30
        series[120] = .nan
        let flags = try column(series, .rollingMedian(reach: 7, limit: 3.5)).flags
        #expect(flags.map(\.row) == [50] && flags.first?.reason == .rollingMedian)
    }

    @Test("local outlier factors are scikit-learn's, for training rows and for later ones")
    func factors() throws {
        let golden = try GoldenTables("outliers")
        let (table, later) = (try numberTable(golden["data"].rows), try numberTable(golden["later"].rows))
        let fitted = try reread(try RowOutlierSettings(.localOutlierFactor(neighbours: 20, limit: 1.5)).fit(table, rows: .all(of: table), threads: 2))
        #expect(farthest([try fitted.scores(table)], [golden["factor"].numbers]) < 1e-9)
        #expect(farthest([try fitted.scores(later, threads: 2)], [golden["factor-later"].numbers]) < 1e-9)
        #expect(try fitted.flags(in: table).flags.map(\.row) == golden["factor-flags"].wholes)
    }

    @Test("the isolation forest ranks rows as scikit-learn's forests do, and planted outliers high")
    func forest() throws {
        let golden = try GoldenTables("outliers")
        let table = try numberTable(golden["data"].rows)
        let truth = golden["truth"].wholes
        for seed in 0..<5 as Range<UInt64> {
            let fitted = try RowOutlierSettings(.isolationForest(trees: 100, sample: 256, seed: seed)).fit(table, rows: .all(of: table))
            let scores = try fitted.scores(table)
            let spearman = Correlation.pearson(Ranks.of(scores), Ranks.of(golden["forest-mean"].numbers)) ?? 0
            // Two forests of scikit-learn agree to 0.98 or so; with the mean of twenty, better.
            #expect(spearman > (golden["forest-spearman"].numbers.min() ?? 1))
            #expect(area(scores, truth) > (golden["forest-auc"].numbers.min() ?? 1) - 0.005)
            let gap = zip(scores, golden["forest-mean"].numbers).map { abs($0 - $1) }.max() ?? 1
            #expect(gap < 0.06)
        }
    }

    /// Share of pairs (outlier, other) that the scores order rightly.
    private func area(_ scores: [Double], _ truth: [Int]) -> Double {
        let ranks = Ranks.of(scores)
        let (outliers, others) = (Double(truth.count { $0 == 1 }), Double(truth.count { $0 == 0 }))
        let sum = truth.indices.reduce(0) { $0 + (truth[$1] == 1 ? ranks[$1] : 0) }
        return (sum - outliers * (outliers + 1) / 2) / (outliers * others)
    }

    @Test("row methods: one thread or two, stored and read again, the scores are the same", arguments: [
        .isolationForest(trees: 20, sample: 64, seed: 3), .localOutlierFactor(neighbours: 5, limit: 1.5), .neighbourDistance(neighbours: 5, factor: 3),
    ] as [RowOutlierSettings.Method])
    func threads(method: RowOutlierSettings.Method) throws {
        let table = try numberTable(GoldenTables("outliers", "data").rows)
        let training = try TrainingRows(Array(0..<150))
        let fitted = try RowOutlierSettings(method).fit(table, rows: training)
        let scores = try fitted.scores(table)
        #expect(try reread(fitted).scores(table, threads: 2) == scores)
        #expect(try RowOutlierSettings(method).fit(table, rows: training, threads: 2) == fitted)
    }

    @Test("distance to neighbours: the far row, also a later one")
    func distance() throws {
        var rows: [[Double]] = (0..<30).map { (row: Int) -> [Double] in [Double(row * row % 31), Double(row * 11 % 30)] }
        rows.append([90, 90])
        let table = try numberTable(rows)
        let fitted = try RowOutlierSettings(.neighbourDistance(neighbours: 3, factor: 3)).fit(table, rows: .all(of: table))
        #expect(try fitted.flags(in: table).flags.map(\.row) == [30])
        #expect(try fitted.flags(in: numberTable([[4, 6], [-60, 0]])).flags.map(\.row) == [1])
    }

    @Test("flags become a column, rows with gaps are counted and nothing is deleted")
    func column() throws {
        var table = try numberTable((0..<40).map { [Double($0 % 7), Double($0 % 5)] } + [[.nan, 1], [90, -90]])
        let report = try RowOutlierSettings(.localOutlierFactor(neighbours: 5, limit: 1.5)).fit(table, rows: .all(of: table)).apply(to: &table)
        let reasons = try table.categories("outlier")
        #expect(table.rowCount == 42 && reasons.text(at: 41) == "thinNeighbourhood")
        #expect(report.columns.first?.undone == [.init(reason: .missing, count: 1)])
    }

    @Test("too few rows are refused in words")
    func tooFew() throws {
        let table = try numberTable([[1], [.nan]])
        #expect(throws: TableError.tooFewRows(1, needed: 2)) { try RowOutlierSettings(.localOutlierFactor(neighbours: 20, limit: 1.5)).fit(table, rows: .all(of: table)) }
        #expect(throws: TableError.tooFewRows(1, needed: 2)) { try RowOutlierSettings().fit(table, rows: .all(of: table)) }
        #expect(TableError.tooFewRows(1, needed: 2).description == "there are 1 rows where 2 are needed")
    }
}
