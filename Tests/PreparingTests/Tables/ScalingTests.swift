import Testing
@testable import Preparing

@Suite("Scaling")
struct ScalingTests {
    static let methods: [(String, ScalingSettings.Method)] = [
        ("standard", .standard), ("minimum-to-maximum", .minimumToMaximum(low: -1, high: 2)), ("robust", .robust(from: 0.25, to: 0.75)),
        ("greatest-magnitude", .greatestMagnitude), ("quantiles", .quantiles(count: 20, normal: false)),
        ("quantiles-normal", .quantiles(count: 20, normal: true)),
    ]

    @Test("gives scikit-learn's numbers on training rows and later ones", arguments: methods)
    func golden(name: String, method: ScalingSettings.Method) throws {
        let golden = try GoldenTables("scaling")
        var (training, later) = (try numberTable(golden["data"].rows), try numberTable(golden["later"].rows))
        let fitted = try reread(try ScalingSettings(method).fit(training, rows: .all(of: training)))
        _ = try fitted.apply(to: &training)
        _ = try fitted.apply(to: &later)
        #expect(farthest(try numberRows(training), golden["found"][name]["training"].rows) < 1e-9)
        #expect(farthest(try numberRows(later), golden["found"][name]["later"].rows) < 1e-9)
    }

    @Test("finds scikit-learn's powers of Yeo and Johnson within 1e-4")
    func yeoJohnson() throws {
        let golden = try GoldenTables("scaling")
        // Without the constant column, to which scikit-learn gives a power of rounding errors, and we 1.
        func varying(_ golden: GoldenTables) -> [[Double]] { golden.rows.map { Array($0.prefix(4)) } }
        var table = try numberTable(varying(golden["data"]))
        let fitted = try ScalingSettings(.yeoJohnson).fit(table, rows: .all(of: table))
        let powers = fitted.columns.map { column -> Double in
            guard case .yeoJohnson(let power, _)? = column.curve else { return .nan }
            return power
        }
        #expect(farthest([powers], [Array(golden["found"]["yeo-johnson"]["powers"].numbers.prefix(4))]) < 1e-4)
        _ = try fitted.apply(to: &table)
        #expect(farthest(try numberRows(table), varying(golden["found"]["yeo-johnson"]["training"])) < 1e-3)
    }

    @Test("the inverse leads back to the training values", arguments: methods.map(\.1) + [.yeoJohnson])
    func inverse(method: ScalingSettings.Method) throws {
        let rows = try GoldenTables("scaling")["data"].rows
        let columns = (0..<4).filter { column in if case .quantiles = method { column != 2 } else { true } }
        var table = try numberTable(rows.map { row in columns.map { row[$0] } })
        let before = try numberRows(table)
        let fitted = try ScalingSettings(method).fit(table, rows: .all(of: table))
        _ = try fitted.apply(to: &table)
        _ = try fitted.invert(&table)
        // The ends of the normal scale are cut off, by a ten-millionth of the values.
        #expect(farthest(try numberRows(table), before) < 1e-6)
    }

    @Test("the logarithm leaves what it has no value for missing, and counts it")
    func logarithm() throws {
        var table = try numberTable([[0], [-1], [.nan], [1e300], [-0.5]])
        let fitted = try ScalingSettings(.logarithm).fit(table, rows: .all(of: table))
        let report = try fitted.apply(to: &table)
        #expect(report.columns.first?.undone == [.init(reason: .missing, count: 1), .init(reason: .outsideDomain, count: 1)])
        _ = try fitted.invert(&table)
        #expect(farthest(try numberRows(table), [[0], [.nan], [.nan], [1e300], [-0.5]]) < 1e-9)
    }

    @Test("learns from the training rows alone", arguments: methods.map(\.1) + [.yeoJohnson])
    func trainingOnly(method: ScalingSettings.Method) throws {
        let rows = try GoldenTables("scaling")["data"].rows
        let changed = rows.enumerated().map { $0 < 40 ? $1 : $1.map { _ in 1e6 } }
        let training = try TrainingRows(Array(0..<40))
        let fitted = try [rows, changed].map { try ScalingSettings(method).fit(numberTable($0), rows: training) }
        #expect(fitted[0] == fitted[1])
    }

    @Test("no number makes it trap", arguments: methods.map(\.1) + [.yeoJohnson, .logarithm])
    func hostile(method: ScalingSettings.Method) throws {
        let huge = Double.greatestFiniteMagnitude
        for rows in [[[huge], [-huge], [0], [.nan]], [[.nan], [.nan]], [[5e-324], [0]], [[huge]]] as [[[Double]]] {
            var table = try numberTable(rows)
            let fitted = try ScalingSettings(method).fit(table, rows: .all(of: table))
            let report = try fitted.apply(to: &table)
            #expect(report.rowsSeen == rows.count)
            _ = try fitted.invert(&table)
        }
    }

    @Test("refuses settings that make no scale")
    func refusals() throws {
        let table = try numberTable([[1], [2]])
        for method in [.minimumToMaximum(low: 1, high: 1), .robust(from: 0.8, to: 0.2), .quantiles(count: 1, normal: true)] as [ScalingSettings.Method] {
            #expect(throws: TableError.self) { try ScalingSettings(method).fit(table, rows: .all(of: table)) }
        }
        #expect(throws: TableError.noSuchColumn("x")) { try ScalingSettings(columns: ["x"]).fit(table, rows: .all(of: table)) }
        #expect(throws: TableError.noTrainingRows) { try ScalingSettings().fit(table, rows: TrainingRows([])) }
    }
}
