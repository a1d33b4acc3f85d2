import Testing
@testable import Preparing

@Suite("Imputation")
struct ImputationTests {
    @Test("one value a column: scikit-learn's numbers", arguments: [("mean", .mean), ("median", .median), ("mode", .mode)] as [(String, SimpleImputationSettings.Method)])
    func simple(name: String, method: SimpleImputationSettings.Method) throws {
        try compare(SimpleImputationSettings(method), name, within: 1e-12)
    }

    @Test("nearest rows: scikit-learn's numbers", arguments: [("neighbours", .uniform), ("neighbours-distance", .distance)] as [(String, NeighbourImputationSettings.Weights)])
    func neighbours(name: String, weights: NeighbourImputationSettings.Weights) throws {
        try compare(NeighbourImputationSettings(weights: weights), name, within: 1e-9)
    }

    private func compare(_ settings: some TableStepSettings, _ name: String, within tolerance: Double) throws {
        let golden = try GoldenTables("missing")
        var (training, later) = (try numberTable(golden["data"].rows), try numberTable(golden["later"].rows))
        let fitted = try reread(try settings.fit(training, rows: .all(of: training)))
        let gaps = golden["data"].rows.joined().reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
        let changed = try fitted.apply(to: &training, threads: 2).changed
        _ = try fitted.apply(to: &later)
        #expect(changed == gaps)
        #expect(farthest(try numberRows(training), golden["found"][name]["training"].rows) < tolerance)
        #expect(farthest(try numberRows(later), golden["found"][name]["later"].rows) < tolerance)
    }

    @Test("a constant for each kind, and a column that says where the gaps were")
    func constant() throws {
        var table = try TableColumns([
            TableColumn("n", .numbers([1, .nan, 3])), TableColumn("c", .categories(CategoryCells(["a", nil, "b"]))), TableColumn("w", .numbers([1, 2, 3])),
        ], rowCount: 3)
        let fitted = try SimpleImputationSettings(.constant(number: -1, category: "none"), indicator: true).fit(table, rows: .all(of: table))
        let report = try reread(fitted).apply(to: &table)
        #expect(table.row(1) == ["n": -1, "c": "none", "w": 2, "n_missing": 1, "c_missing": 1])
        #expect(report.columns.map(\.changed) == [1, 1, 0])
    }

    @Test("the mode of categories is the first by code point on a tie")
    func mode() throws {
        var table = try TableColumns([TableColumn("c", .categories(CategoryCells(["b", "a", nil, "a", "b", "c"])))], rowCount: 6)
        let fitted = try SimpleImputationSettings(.mode).fit(table, rows: .all(of: table))
        _ = try fitted.apply(to: &table)
        #expect(try table.categories("c").text(at: 2) == "a")
    }

    @Test("neighbours vote on categories, the nearest first on a tie")
    func votes() throws {
        var table = try TableColumns([
            TableColumn("n", .numbers([0, 1, 2.5, 10, 11])), TableColumn("c", .categories(CategoryCells([nil, "near", "far", "other", nil]))),
        ], rowCount: 5)
        let fitted = try NeighbourImputationSettings(neighbours: 2).fit(table, rows: .all(of: table))
        _ = try reread(fitted).apply(to: &table)
        let cells = try table.categories("c")
        #expect(cells.text(at: 0) == "near" && cells.text(at: 4) == "other")
    }

    @Test("a row without a shared number takes the mean; a column without training values stays missing and is counted", arguments: [1, 2])
    func nothingShared(threads: Int) throws {
        var table = try numberTable([[1, .nan, .nan], [3, .nan, .nan], [.nan, .nan, .nan], [.nan, 4, .nan]])
        let fitted = try NeighbourImputationSettings().fit(table, rows: TrainingRows([0, 1, 3]))
        let report = try fitted.apply(to: &table, threads: threads)
        #expect(farthest(try numberRows(table), [[1, 4, .nan], [3, 4, .nan], [2, 4, .nan], [2, 4, .nan]]) == 0)
        #expect(report.columns.map(\.changed) == [2, 3, 0])
        #expect(report.columns.last?.undone == [.init(reason: .noTrainingValue, count: 4)])
    }

    @Test("a level that training knew and the later table does not is added to it")
    func laterLevels() throws {
        let training = try TableColumns([TableColumn("c", .categories(CategoryCells(["x", "x", "y"])))], rowCount: 3)
        var later = try TableColumns([TableColumn("c", .categories(CategoryCells([nil, "y"])))], rowCount: 2)
        _ = try SimpleImputationSettings(.mode).fit(training, rows: .all(of: training)).apply(to: &later)
        #expect(later.row(0) == ["c": "x"] && later.row(1) == ["c": "y"])
    }
}
