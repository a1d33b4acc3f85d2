import Kernels
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

    @Test("regressions in rounds: scikit-learn's numbers")
    func regression() throws {
        try compare(RegressionImputationSettings(), "regression", within: 1e-6)
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

    /// The second column follows the first; half of its larger values are gaps.
    private func followed(gaps: Bool) throws -> TableColumns {
        var random = SeededRandom(seed: 8)
        return try numberTable((0..<400).map { _ in
            let x = random.normal()
            let y = 2 * x + 1 + random.normal() * 0.5
            let isGap = random.below(2) == 0 && x > 0
            return [x, gaps && isGap ? .nan : y]
        })
    }

    @Test("multiple imputation: pooled means cover the truth where the mean of what is present does not")
    func multiple() throws {
        let table = try followed(gaps: true)
        let fitted = try reread(try MultipleImputationSettings(draws: 8, seed: 3).fit(table, rows: .all(of: table), threads: 2))
        let pooled = try fitted.pooledMeans(of: table, rows: .all(of: table))
        let pool = try #require(pooled.last?.pool)
        let present = try table.numbers("c1").filter { !$0.isNaN }
        let biased = present.reduce(0, +) / Double(present.count)
        let truth = try followed(gaps: false).numbers("c1").reduce(0, +) / 400
        #expect(abs(pool.estimate - truth) < 2.5 * pool.between.squareRoot() && abs(biased - truth) > 0.2)
        #expect(pool.between > 0 && pool.variance > pool.within && (pooled.first?.pool.between ?? 1) < 1e-20)
    }

    @Test("multiple imputation: draws differ in gaps alone, spread as the noise does, and repeat on any number of threads")
    func draws() throws {
        let table = try followed(gaps: true)
        let fitted = try MultipleImputationSettings(draws: 4, seed: 3).fit(table, rows: .all(of: table))
        let draws = try fitted.draws(of: table).map { try $0.numbers("c1") }
        let (before, x) = (try table.numbers("c1"), try table.numbers("c0"))
        #expect(draws.allSatisfy { draw in before.indices.allSatisfy { before[$0].isNaN || before[$0] == draw[$0] } })
        let gaps = before.indices.filter { before[$0].isNaN }
        let noise = draws.flatMap { draw in gaps.map { draw[$0] - 2 * x[$0] - 1 } }
        let deviation = try #require(Moments.standardDeviation(noise))
        #expect(abs(deviation - 0.5) < 0.1 && draws[0] != draws[1])
        #expect(try fitted.draws(of: table, threads: 2).map { try $0.numbers("c1") } == draws)
        #expect(try MultipleImputationSettings(draws: 4, seed: 3).fit(table, rows: .all(of: table), threads: 2) == fitted)
    }

    @Test("regressions: no number makes them trap, and a column without values is counted")
    func hostile() throws {
        let huge = Double.greatestFiniteMagnitude
        for rows in [[[huge, .nan], [-huge, 1], [.nan, 2]], [[.nan, 1], [.nan, .nan]], [[1, .nan], [1, 5], [1, .nan]], [[1, 1]]] as [[[Double]]] {
            var table = try numberTable(rows)
            let report = try RegressionImputationSettings().fit(table, rows: .all(of: table)).apply(to: &table)
            let empty = (0..<2).filter { column in rows.allSatisfy { $0[column].isNaN } }
            #expect(report.columns.filter { $0.undone.contains { $0.reason == .noTrainingValue } }.map(\.column) == empty.map { "c\($0)" })
        }
    }
}
