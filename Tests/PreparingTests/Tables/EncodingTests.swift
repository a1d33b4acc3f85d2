import Records
import Testing
@testable import Preparing

@Suite("Encoding")
struct EncodingTests {
    private func golden() throws -> GoldenTables { try GoldenTables("encoding") }

    /// `colour`, `number` and `binary`.
    private func table() throws -> TableColumns {
        let golden = try golden()
        return try TableColumns([
            TableColumn("colour", .categories(CategoryCells(golden["colour"].texts))), TableColumn("number", .numbers(golden["number"].numbers)),
            TableColumn("binary", .numbers(golden["binary"].numbers)),
        ], rowCount: golden["colour"].texts.count)
    }

    private func colours(_ texts: [String?]) throws -> TableColumns {
        try TableColumns([TableColumn("colour", .categories(CategoryCells(texts)))], rowCount: texts.count)
    }

    @Test("one-hot: scikit-learn's columns and cells", arguments: [
        ("one-hot", OneHotSettings()), ("one-hot-first", OneHotSettings(dropping: .first)), ("one-hot-if-binary", OneHotSettings(dropping: .ifBinary)),
        ("one-hot-rare", OneHotSettings(unknown: .rare, minimumFrequency: .rows(5))),
        ("one-hot-rare-first", OneHotSettings(dropping: .first, minimumFrequency: .rows(5))),
    ])
    func oneHot(name: String, settings: OneHotSettings) throws {
        var table = try TableColumns([table().columns[0]], rowCount: 60)
        _ = try reread(try settings.fit(table, rows: .all(of: table))).apply(to: &table)
        #expect(try table.names == golden()[name]["names"].texts.map { $0 == "colour_infrequent_sklearn" ? "colour_rare" : $0 })
        #expect(farthest(try numberRows(table), try golden()[name]["cells"].rows) == 0)
    }

    @Test("one-hot of an unknown level or a gap: an error, nothing, or the rare column; gaps of training are a level")
    func unknown() throws {
        let training = try colours(["a", "a", "b", "c"])
        var later = try colours(["a", "z", nil])
        func cells(_ unknown: OneHotSettings.Unknown) throws -> [[Double]] {
            let fitted = try OneHotSettings(unknown: unknown, minimumFrequency: .share(0.3)).fit(training, rows: .all(of: training))
            var table = later
            let report = try fitted.apply(to: &table)
            #expect(report.columns.first?.undone == [.init(reason: .missing, count: 1), .init(reason: .unknownLevel, count: 1)])
            return try numberRows(table)
        }
        #expect(try cells(.ignore) == [[1, 0], [0, 0], [0, 0]])
        #expect(try cells(.rare) == [[1, 0], [0, 1], [0, 1]])
        let strict = try OneHotSettings().fit(training, rows: .all(of: training))
        #expect(throws: TableError.unknownLevel("z", column: "colour", row: 1)) { try strict.apply(to: &later) }
        #expect(later.names == ["colour"])
        var gapped = try colours(["a", nil, "missing"])
        _ = try OneHotSettings().fit(gapped, rows: .all(of: gapped)).apply(to: &gapped)
        #expect(gapped.names == ["colour_a", "colour_missing", "colour_missing_"])
        #expect(try numberRows(gapped) == [[1, 0, 0], [0, 0, 1], [0, 1, 0]])
    }

    @Test("one-hot refuses a column of names, unless rare ones are joined")
    func names() throws {
        let table = try colours((0..<5000).map { "name \($0)" })
        #expect(throws: TableError.tooManyLevels("colour", 5000, most: 4096)) { try OneHotSettings().fit(table, rows: .all(of: table)) }
        #expect(try OneHotSettings(minimumFrequency: .rows(2)).fit(table, rows: .all(of: table)).columns[0].outputs == ["colour_rare"])
    }

    @Test("ordinal: places among sorted levels, a value for unknown ones, and back")
    func ordinal() throws {
        let training = try colours(["b", "a", "c"])
        var later = try colours(["c", "z", nil, "a"])
        let fitted = try reread(try OrdinalSettings(unknownValue: -1).fit(training, rows: .all(of: training)))
        let report = try fitted.apply(to: &later)
        #expect(farthest(try numberRows(later), [[2], [-1], [.nan], [0]]) == 0)
        #expect(report.columns.first?.undone == [.init(reason: .missing, count: 1), .init(reason: .unknownLevel, count: 1)])
        _ = try fitted.invert(&later)
        #expect((0..<4).map { later.row($0) } == [["colour": "c"], ["colour": nil], ["colour": nil], ["colour": "a"]])
        #expect(throws: TableError.unknownLevel("c", column: "colour", row: 2)) {
            var table = training
            _ = try OrdinalSettings().fit(training, rows: TrainingRows([0, 1])).apply(to: &table)
        }
    }

    @Test("target: scikit-learn's encodings", arguments: [
        ("target", "number", .automatic), ("target-smoothed", "number", .rows(5)), ("target-binary", "binary", .automatic),
    ] as [(String, String, TargetEncodingSettings.Smoothing)])
    func target(name: String, target: String, smoothing: TargetEncodingSettings.Smoothing) throws {
        let table = try table()
        let fitted = try reread(try TargetEncodingSettings(target: target, smoothing: smoothing).fit(table, rows: .all(of: table)))
        let column = try #require(fitted.columns.first)
        #expect(try column.levels == golden()["levels"].texts)
        #expect(farthest([Array(column.full.values[0].prefix(5))], [try golden()[name].numbers]) < 1e-9)
        var later = try colours(["red", "unseen"])
        let report = try fitted.apply(to: &later)
        #expect(try later.numbers("colour")[1] == column.full.means[0] && report.columns.first?.undone.map(\.count) == [1])
    }

    @Test("target: two classes give the second's share, more give a column each")
    func classes() throws {
        let rows = ["x", "x", "y", "y", "x", "y"]
        func encoded(_ target: [String]) throws -> TableColumns {
            var table = try colours(rows)
            try table.add(TableColumn("target", .categories(CategoryCells(target))))
            _ = try TargetEncodingSettings(target: "target", smoothing: .rows(0), folds: 2).fit(table, rows: .all(of: table)).apply(to: &table)
            return table
        }
        #expect(try encoded(["n", "y", "y", "y", "n", "y"]).numbers("colour") == [1.0 / 3, 1.0 / 3, 1, 1, 1.0 / 3, 1])
        #expect(try encoded(["a", "b", "c", "c", "a", "c"]).names == ["colour_a", "colour_b", "colour_c", "target"])
    }

    @Test("target: a training row's encoding does not know its own target, whatever that is")
    func leakSafe() throws {
        var table = try table()
        let before = table
        let settings = TargetEncodingSettings(target: "number", seed: 5)
        let fitted = try settings.fit(table, rows: .all(of: table))
        _ = try fitted.applyCrossFitted(to: &table)
        for row in [0, 17, 59] {
            var numbers = try before.numbers("number")
            numbers[row] = 1e6
            var changed = before
            try changed.replace(TableColumn("number", .numbers(numbers)))
            _ = try settings.fit(changed, rows: .all(of: changed)).applyCrossFitted(to: &changed)
            #expect(try changed.numbers("colour")[row] == table.numbers("colour")[row])
        }
        let sizes = Set(fitted.foldOf).map { fold in fitted.foldOf.count { $0 == fold } }
        #expect(sizes == [12, 12, 12, 12, 12])
        #expect(try TargetEncodingSettings(target: "number", seed: 6).fit(before, rows: .all(of: before)).foldOf != fitted.foldOf)
    }

    @Test("frequency: shares of the training rows, 0 and a count for unknown levels")
    func frequency() throws {
        let training = try colours(["a", "a", "b", nil])
        var later = try colours(["b", "z", nil])
        let report = try reread(try FrequencySettings().fit(training, rows: .all(of: training))).apply(to: &later)
        #expect(farthest(try numberRows(later), [[1.0 / 3], [0], [.nan]]) < 1e-15)
        #expect(report.columns.first?.undone == [.init(reason: .missing, count: 1), .init(reason: .unknownLevel, count: 1)])
    }

    @Test("hashing: one unit of either sign in one bucket for each present cell, the same for equal levels")
    func hashing() throws {
        var table = try colours(["a", "b", "a", nil])
        let fitted = try reread(try HashEncodingSettings(buckets: 8, seed: 3).fit(table, rows: .all(of: table)))
        _ = try fitted.apply(to: &table)
        let rows = try numberRows(table)
        #expect(table.names.count == 8 && rows[0] == rows[2] && rows.map { $0.reduce(0) { $0 + abs($1) } } == [1, 1, 1, 0])
    }

    @Test("cyclic: the last hour is as near to the first as the first to the second, and back")
    func cyclic() throws {
        var table = try numberTable([[0], [1], [23], [47.5], [.nan]])
        let fitted = try CyclicSettings(columns: ["c0"], period: 24).fit(table, rows: .all(of: table))
        _ = try fitted.apply(to: &table)
        let rows = try numberRows(table)
        func gap(_ a: Int, _ b: Int) -> Double { zip(rows[a], rows[b]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
        #expect(table.names == ["c0_sin", "c0_cos"] && abs(gap(0, 1) - gap(0, 2)) < 1e-12)
        _ = try fitted.invert(&table)
        #expect(table.names == ["c0"])
        #expect(farthest(try numberRows(table), [[0], [1], [23], [23.5], [.nan]]) < 1e-12)
    }

    @Test("bins: scikit-learn's edges and numbers", arguments: BinSettings.Method.allCases)
    func bins(method: BinSettings.Method) throws {
        var table = try table()
        let fitted = try reread(try BinSettings(columns: ["number"], method: method).fit(table, rows: .all(of: table)))
        let golden = try golden()["bins"][method.rawValue]
        #expect(farthest([fitted.columns[0].edges], [golden["edges"].numbers]) < 1e-12)
        _ = try fitted.apply(to: &table)
        #expect(try table.numbers("number").map { Int($0) } == golden["codes"].wholes)
        _ = try fitted.invert(&table)
        let edges = fitted.columns[0].edges
        #expect(try table.numbers("number")[0] == (edges[golden["codes"].wholes[0]] + edges[golden["codes"].wholes[0] + 1]) / 2)
    }

    @Test("bins: numbers beyond training fall into the outermost, equal ones into one bin, none into none")
    func binEdges() throws {
        let training = try numberTable([[0, 5, .nan], [10, 5, .nan]])
        var later = try numberTable([[-100, 4, 1], [100, 6, .nan], [5, 5, 2]])
        let report = try BinSettings(count: 2, method: .uniform).fit(training, rows: .all(of: training)).apply(to: &later)
        #expect(farthest(try numberRows(later), [[0, 0, .nan], [1, 0, .nan], [1, 0, .nan]]) == 0)
        #expect(report.columns.last?.undone == [.init(reason: .missing, count: 1), .init(reason: .noTrainingValue, count: 2)])
    }
}
