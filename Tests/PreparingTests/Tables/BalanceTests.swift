import Kernels
import Testing
@testable import Preparing

@Suite("Balance")
struct BalanceTests {
    static let strategies: [(String, BalanceStrategy)] = [
        ("auto", .automatic), ("majority", .majority), ("minority", .minority), ("not minority", .notMinority), ("not majority", .notMajority), ("all", .all),
    ]

    private func table(mixed: Bool = false) throws -> TableColumns {
        let golden = try GoldenTables("balance")
        var table = try numberTable(golden["data"].rows)
        if mixed { try table.add(TableColumn("kind", .categories(CategoryCells(golden["kind"].texts)))) }
        try table.add(TableColumn("class", .categories(CategoryCells(golden["classes"].texts))))
        return table
    }

    private func fit(_ method: BalanceSettings.Method, _ strategy: BalanceStrategy = .automatic, seed: UInt64 = 0, threads: Int = 1) throws -> FittedBalance {
        let table = try table()
        return try BalanceSettings(method, label: "class", strategy: strategy, seed: seed).fit(table, rows: .all(of: table), threads: threads)
    }

    private func counts(_ fitted: FittedBalance) -> [String: Int] { Dictionary(uniqueKeysWithValues: fitted.classes.map { ($0.name, $0.after) }) }

    @Test("copies: imbalanced-learn's counts", arguments: strategies.filter { $0.0 != "majority" } + [("wanted", .wanted(["b": 40, "c": 33]))])
    func copies(name: String, strategy: BalanceStrategy) throws {
        let fitted = try fit(.copies, strategy)
        #expect(try counts(fitted) == GoldenTables("balance", "over", name).counts)
        #expect(fitted.kept.count == 97 && Set(fitted.copies).isSubset(of: Set(fitted.kept)))
    }

    @Test("drawn: imbalanced-learn's counts, no row twice", arguments: strategies.filter { $0.0 != "minority" } + [("wanted", .wanted(["a": 30, "b": 20]))])
    func drawn(name: String, strategy: BalanceStrategy) throws {
        let fitted = try fit(.drawn, strategy)
        #expect(try counts(fitted) == GoldenTables("balance", "under", name).counts)
        #expect(Set(fitted.kept).count == fitted.kept.count && fitted.kept == fitted.kept.sorted())
    }

    @Test("Tomek's links: imbalanced-learn keeps the same rows", arguments: strategies.filter { $0.0 != "minority" })
    func tomek(name: String, strategy: BalanceStrategy) throws {
        #expect(try fit(.tomekLinks, strategy, threads: 2).kept == GoldenTables("balance", "tomek", name).wholes)
    }

    @Test("edited neighbours: imbalanced-learn keeps the same rows", arguments: ["auto", "all"], BalanceSettings.Agreement.allCases)
    func edited(name: String, agreement: BalanceSettings.Agreement) throws {
        let fitted = try fit(.editedNeighbours(neighbours: 3, agreement: agreement), name == "all" ? .all : .automatic)
        #expect(try fitted.kept == GoldenTables("balance", agreement == .all ? "nearest-all" : "nearest-mode", name).wholes)
    }

    @Test("SMOTE and ADASYN: imbalanced-learn's counts", arguments: [("smote", .smote(neighbours: 5)), ("adasyn", .adaptive(neighbours: 5))] as [(String, BalanceSettings.Method)])
    func made(name: String, method: BalanceSettings.Method) throws {
        #expect(try counts(fit(method)) == GoldenTables("balance", name).counts)
    }

    @Test("a new row lies between its parents, which are of its class and near each other", arguments: [.smote(neighbours: 5), .adaptive(neighbours: 5)] as [BalanceSettings.Method])
    func segments(method: BalanceSettings.Method) throws {
        var table = try table()
        let before = table
        let fitted = try reread(try BalanceSettings(method, label: "class", seed: 7).fit(table, rows: .all(of: table)))
        _ = try fitted.apply(to: &table)
        let (old, new) = (try before.categories("class"), try table.categories("class"))
        for (place, row) in fitted.synthetic.enumerated() {
            let at = fitted.kept.count + place
            #expect(old.text(at: row.first) == new.text(at: at) && old.text(at: row.second) == new.text(at: at))
            for name in ["c0", "c1", "c2"] {
                let (numbers, found) = (try before.numbers(name), try table.numbers(name)[at])
                #expect(found == numbers[row.first] + row.share * (numbers[row.second] - numbers[row.first]))
            }
            #expect((0..<1).contains(row.share) && row.first != row.second)
            #expect(try isNear(row, before, old))
        }
    }

    /// Is the second among the five nearest of its class?
    private func isNear(_ row: SyntheticRow, _ table: TableColumns, _ classes: CategoryCells) throws -> Bool {
        let points = try numberRows(TableColumns(Array(table.columns.prefix(3)), rowCount: table.rowCount))
        func gap(_ other: Int) -> Double { zip(points[row.first], points[other]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
        let own = points.indices.filter { classes.codes[$0] == classes.codes[row.first] && $0 != row.first }
        return own.count { gap($0) < gap(row.second) } < 5
    }

    @Test("SMOTE-NC: imbalanced-learn's counts, and categories that neighbours have")
    func mixed() throws {
        var table = try table(mixed: true)
        let fitted = try BalanceSettings(.smoteMixed(neighbours: 5), label: "class", seed: 2).fit(table, rows: .all(of: table))
        #expect(try counts(fitted) == GoldenTables("balance", "smote-nc").counts)
        let report = try reread(fitted).apply(to: &table)
        #expect(table.rowCount == 180 && report.undone == 0)
        let kinds = try table.categories("kind")
        #expect(kinds.codes.allSatisfy { $0 >= 0 } && kinds.levels.sorted() == ["u", "v", "w"])
    }

    @Test("SMOTE then Tomek: no link is left that was there before cleaning, old and new rows may go")
    func smoteTomek() throws {
        let (both, alone) = (try fit(.smoteThenTomek(neighbours: 5)), try fit(.smote(neighbours: 5)))
        #expect(both.kept.count < alone.kept.count && both.synthetic.count <= alone.synthetic.count)
        #expect(Set(both.synthetic).isSubset(of: Set(alone.synthetic)))
    }

    @Test("only rows of the training side come out", arguments: [
        .copies, .drawn, .smote(neighbours: 3), .adaptive(neighbours: 3), .tomekLinks, .editedNeighbours(neighbours: 3, agreement: .all), .smoteThenTomek(neighbours: 3),
    ] as [BalanceSettings.Method])
    func trainingOnly(method: BalanceSettings.Method) throws {
        let table = try table()
        let rows = Array(stride(from: 0, to: 97, by: 2))
        let fitted = try BalanceSettings(method, label: "class", seed: 4).fit(table, rows: TrainingRows(rows))
        let named = fitted.kept + fitted.copies + fitted.synthetic.flatMap { [$0.first, $0.second] }
        #expect(Set(named).isSubset(of: Set(rows)))
        #expect(try BalanceSettings(method, label: "class", seed: 4).fit(table, rows: TrainingRows(rows), threads: 2) == fitted)
    }

    @Test("the seed is kept and another one gives other rows")
    func seeds() throws {
        #expect(try fit(.smote(neighbours: 5), seed: 9).seed == 9)
        #expect(try fit(.smote(neighbours: 5), seed: 1).synthetic != fit(.smote(neighbours: 5), seed: 2).synthetic)
    }

    @Test("what cannot be done is refused with its fact")
    func refusals() throws {
        #expect(throws: TableError.tooFewRowsOfClass("c", 12, needed: 21)) { try fit(.smote(neighbours: 20)) }
        #expect(throws: TableError.noSuchClass("x", known: ["a", "b", "c"])) { try fit(.copies, .wanted(["x": 3])) }
        #expect(throws: TableError.wantedCount("a", 3, present: 60)) { try fit(.copies, .wanted(["a": 3])) }
        #expect(throws: TableError.wantedCount("c", 13, present: 12)) { try fit(.drawn, .wanted(["c": 13])) }
        #expect(throws: TableError.cannotGrow("a")) { try fit(.copies, .majority) }
        let mixed = try table(mixed: true)
        #expect(throws: TableError.categoriesAmongFeatures("kind")) { try BalanceSettings(.smote(neighbours: 5), label: "class").fit(mixed, rows: .all(of: mixed)) }
        #expect(throws: TableError.tooFewClasses(1)) { try BalanceSettings(.copies, label: "class").fit(mixed, rows: TrainingRows([0])) }
        let apart = try numberTable([0, 1, 2, 3, 4, 5, 1000, 1001, 1002, 1003].map { (x: Double) -> [Double] in [x, x < 500 ? 0 : 1] })
        #expect(throws: TableError.noBorder("1")) { try BalanceSettings(.adaptive(neighbours: 3), label: "c1").fit(apart, rows: .all(of: apart)) }
        let gapped = try numberTable([[1, 0], [.nan, 1]])
        #expect(throws: TableError.missingValue(column: "c0", row: 1)) { try BalanceSettings(.tomekLinks, label: "c1").fit(gapped, rows: .all(of: gapped)) }
    }

    @Test("columns that are no features are missing in new rows, and counted")
    func otherColumns() throws {
        var table = try table()
        let fitted = try BalanceSettings(.smote(neighbours: 5), label: "class", features: ["c0"]).fit(table, rows: .all(of: table))
        let report = try fitted.apply(to: &table)
        #expect(report.columns.map(\.undone) == [[], [.init(reason: .noFeature, count: 83)], [.init(reason: .noFeature, count: 83)], []])
        #expect(try table.numbers("c1").count { $0.isNaN } == 83)
    }

    @Test("class weights are scikit-learn's; unknown and missing classes have none")
    func weights() throws {
        let table = try table()
        let fitted = try reread(try ClassWeightSettings(label: "class").fit(table, rows: .all(of: table)))
        #expect(farthest([fitted.weights.map(\.weight)], [try GoldenTables("balance", "weights").numbers]) < 1e-12)
        var later = try TableColumns([TableColumn("class", .categories(CategoryCells(["c", "z", nil])))], rowCount: 3)
        let report = try fitted.apply(to: &later)
        #expect(try later.numbers("weight").map(\.isNaN) == [false, true, true])
        #expect(report.columns.first?.undone == [.init(reason: .missing, count: 1), .init(reason: .unknownLevel, count: 1)])
    }
}
