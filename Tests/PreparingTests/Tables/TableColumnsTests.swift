import Records
import Testing
@testable import Preparing

@Suite("Table columns")
struct TableColumnsTests {
    private func read(_ rows: [JSONObject], _ kinds: [String: ColumnCells.Kind] = [:]) -> (table: TableColumns, report: TableStepReport) {
        var builder = TableColumnsBuilder(kinds: kinds)
        for row in rows { builder.add(row) }
        return builder.table()
    }

    @Test("a column holds numbers when every present value is one", arguments: [
        ([1, 2.5, nil], .numbers), (["1", "2.5e3", ""], .numbers), ([1, "2"], .numbers), (["007", "1"], .categories), ([1, "x"], .categories),
        ([true, false], .categories), ([nil, ""], .numbers), (["2026-01-31"], .categories), ([.int(Int64.max), "a"], .categories),
    ] as [([JSONValue], ColumnCells.Kind)])
    func kinds(values: [JSONValue], kind: ColumnCells.Kind) {
        #expect(read(values.map { ["c": $0] }).table.columns.map(\.cells.kind) == [kind])
    }

    @Test("levels stand in the order of first occurrence and are given back as they came")
    func levels() throws {
        let table = read([["c": "b", "n": 1], ["c": "a", "n": 2.5], ["n": nil], ["c": "b", "n": "4"]]).table
        let cells = try table.categories("c")
        #expect(cells.levels == ["b", "a"] && cells.codes == [0, 1, -1, 0])
        #expect(table.row(0) == ["c": "b", "n": 1] && table.row(1) == ["c": "a", "n": 2.5])
        #expect(table.row(2) == ["c": nil, "n": nil] && table.row(3) == ["c": "b", "n": 4])
    }

    @Test("booleans come back as booleans, numbers among texts as texts")
    func givenBack() {
        let table = read([["b": true, "m": 1], ["b": nil, "m": "x"], ["b": false, "m": 2.5]]).table
        #expect((0..<3).map { table.row($0) } == [["b": true, "m": "1"], ["b": nil, "m": "x"], ["b": false, "m": "2.5"]])
    }

    @Test("a declared kind wins, and what does not fit is missing and counted")
    func declared() throws {
        let (table, report) = read([["n": "1", "c": 1], ["n": "one", "c": 2], ["n": ["list"], "c": .double(.infinity)]], ["n": .numbers, "c": .categories])
        let numbers = try table.numbers("n")
        #expect(numbers[0] == 1 && numbers[1].isNaN && numbers[2].isNaN)
        #expect(try table.categories("c").levels == ["1", "2"])
        #expect(report.columns.map(\.undone) == [
            [.init(reason: .nested, count: 1), .init(reason: .notANumber, count: 1)], [.init(reason: .notFinite, count: 1)],
        ])
    }

    @Test("rows that lack a column are missing there, before it and after it")
    func sparse() throws {
        let table = read([["a": 1], ["b": 2], ["a": 3]]).table
        let gaps = try ["a", "b"].map { try table.numbers($0).map(\.isNaN) }
        #expect(gaps == [[false, true, false], [true, false, true]])
    }

    @Test("refuses what no step could work on")
    func refusals() {
        #expect(throws: TableError.columnTwice("a")) { try TableColumns([TableColumn("a", .numbers([1])), TableColumn("a", .numbers([1]))], rowCount: 1) }
        #expect(throws: TableError.columnLength("a", 2, expected: 1)) { try TableColumns([TableColumn("a", .numbers([1, 2]))], rowCount: 1) }
        #expect(throws: TableError.infinite(column: "a", row: 1)) { try TableColumns([TableColumn("a", .numbers([1, .infinity]))], rowCount: 2) }
        #expect(throws: TableError.noSuchLevel(1, column: "a", row: 0)) {
            try TableColumns([TableColumn("a", .categories(CategoryCells(codes: [1], levels: ["x"])))], rowCount: 1)
        }
        #expect(throws: TableError.rowTwice(3)) { try TrainingRows([3, 1, 3]) }
        #expect(throws: TableError.rowOutOfRange(-1, rows: 0)) { try TrainingRows([-1]) }
    }

    @Test("training rows are those of a side of the split")
    func sides() throws {
        let split = try Split(shares: [SplitShare(name: "train", share: 0.5), SplitShare(name: "test", share: 0.5)], seed: 1)
        let result = try split.assign((0..<10).map { SplitItem(key: "k\($0)") })
        let rows = try TrainingRows(result, side: "train").places
        #expect(rows.count == 5 && rows.allSatisfy { result.name(of: $0) == "train" })
        #expect(throws: TableError.noSuchSide("dev", known: ["train", "test"])) { try TrainingRows(result, side: "dev") }
    }
}
