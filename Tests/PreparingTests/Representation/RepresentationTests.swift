import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Representation")
struct RepresentationTests {
    private func table(_ columns: [(String, [String?])]) throws -> TableColumns {
        try TableColumns(columns.map { TableColumn($0.0, .categories(CategoryCells($0.1))) }, rowCount: columns[0].1.count)
    }

    private func repeated(_ values: [(String, Int)]) -> [String?] { values.flatMap { Array(repeating: $0.0, count: $0.1) } }

    @Test("chi-square and standardized differences are scipy's and numpy's")
    func golden() throws {
        let golden = try GoldenBias.read().goodness
        let names = ["a", "b", "c", "d"]
        let table = try table([("x", repeated(Array(zip(names, golden.observed))))])
        let reference = try ReferenceShares(column: "x", shares: Dictionary(uniqueKeysWithValues: zip(names, golden.shares)))
        let report = try Representation(reference, leastShown: 1).report(table)
        #expect(isNear(report.chiSquare, golden.statistic) && isNear(report.probability, golden.p) && report.freedom == 3)
        for (cell, expected) in zip(report.cells, golden.standardized) { #expect(isNear(cell.standardizedDifference, expected)) }
        #expect(report.cells.map(\.count) == golden.observed && !report.isRough)
    }

    @Test("groups far from the reference are under or over, lacking ones have count 0, strange ones are unnamed")
    func verdicts() throws {
        let table = try table([("skin", repeated([("light", 900), ("medium", 80), ("violet", 20)]))])
        let report = try Representation(ReferenceShares(column: "skin", shares: ["light": 50, "medium": 30, "dark": 20])).report(table)
        #expect(report.cells.map(\.values) == [["dark"], ["light"], ["medium"], ["violet"]])
        #expect(report.cells.map(\.verdict) == [.under, .over, .under, .unnamed])
        #expect(report.cells[0].count == 0 && report.cells[0].ratio == 0)
        #expect(report.unnamedRows == 20)
        #expect(report.findings.map(\.code) == ["bias.underrepresented", "bias.overrepresented", "bias.underrepresented", "bias.unnamed"])
        #expect(report.words.first?.hasPrefix("`skin`: 1000 rows in 4 groups, 0 without a value") == true)
    }

    @Test("what is to be collected brings all groups to their reference together, and nothing is taken away")
    func needed() throws {
        let table = try table([("skin", repeated([("light", 900), ("medium", 80), ("violet", 20)]))])
        let report = try Representation(ReferenceShares(column: "skin", shares: ["light": 50, "medium": 30, "dark": 20])).report(table)
        #expect(report.cells.map(\.needed) == [360, 0, 460, nil])
        let after = try Representation(ReferenceShares(column: "skin", shares: ["light": 50, "medium": 30, "dark": 20])).report(try self.table([("skin", repeated([("light", 900), ("medium", 540), ("dark", 360)]))]))
        #expect(after.cells.map(\.needed) == [0, 0, 0] && after.cells.allSatisfy { $0.verdict == .asExpected && abs($0.difference ?? 1) < 1e-12 })
        let thirds = try Representation(ReferenceShares(column: "x", shares: ["a": 1, "b": 1, "c": 1])).report(try self.table([("x", repeated([("a", 100), ("b", 100), ("c", 100)]))]))
        #expect(thirds.cells.map(\.needed) == [0, 0, 0])
        #expect(report.findings.first?.hint == "collect 360 more of it")
        let tiny = try Representation(ReferenceShares(column: "skin", shares: ["light": 1e-300, "medium": 1])).report(table)
        #expect(tiny.cells.allSatisfy { $0.needed == nil || $0.needed == 0 })
    }

    @Test("references are written as shares, per cent or counts, of two columns with a stroke between", arguments: [
        ("a=1,b=3", ["x"], [["a"], ["b"]], [0.25, 0.75]), ("a=25%, b = 75 %", ["x", "y"], [["a"], ["b"]], [0.25, 0.75]), ("a/u=1,a/v=1", ["x", "y"], [["a", "u"], ["a", "v"]], [0.5, 0.5]),
        ("a=b=1", ["x"], [["a=b"]], [1]), ("a/u=2", ["x"], [["a/u"]], [1]),
    ] as [(String, [String], [[String]], [Double])])
    func written(text: String, columns: [String], values: [[String]], shares: [Double]) throws {
        let reference = try ReferenceShares(declared: text, columns: columns)
        #expect(reference.cells.map(\.values) == values && reference.cells.map(\.share) == shares)
        #expect(reference.columns == Array(columns.prefix(values[0].count)))
    }

    @Test("references that say no shares are refused", arguments: ["", "a", "a=", "=1", "a=x", "a=-1", "a=1,a=2", "a=0", "a=nan", "a/u=1,b=2"])
    func notWritten(text: String) {
        #expect(throws: Finding.self) { try ReferenceShares(declared: text, columns: ["x", "y"]) }
    }

    @Test("fair draws are hardly ever called unfair")
    func falseAlarms() throws {
        var alarms = 0
        for seed in 0..<100 {
            var random = SeededRandom(seed: UInt64(seed))
            let table = try table([("x", (0..<500).map { _ in "v\(random.below(5))" })])
            let shares = Dictionary(uniqueKeysWithValues: (0..<5).map { ("v\($0)", 1.0) })
            alarms += try Representation(ReferenceShares(column: "x", shares: shares)).report(table).findings.count
        }
        print("representation: \(alarms) false alarms in 100 fair tables of 5 groups")
        #expect(alarms == 0)
    }

    @Test("intersections are groups of their own; rows without a value are counted")
    func intersections() throws {
        let table = try table([("a", ["x", "x", "y", nil, "y"]), ("b", ["1", "2", "1", "1", "1"])])
        let groups = try CrossedGroups(table, by: ["a", "b"])
        #expect(groups.values == [["x", "1"], ["x", "2"], ["y", "1"]] && groups.counts == [1, 1, 2] && groups.missing == 1)
        #expect(groups.codes == [0, 1, 2, -1, 2])
        #expect(throws: TableError.noSuchColumn("c")) { try CrossedGroups(table, by: ["c"]) }
        #expect(throws: TableError.self) { try CrossedGroups(table, by: []) }
        let wide = try TableColumns((0..<3).map { place in TableColumn("w\(place)", .categories(CategoryCells((0..<100).map { "\($0)" }))) }, rowCount: 100)
        #expect(throws: TableError.tooManyLevels("w0 x w1 x w2", 1_000_000, most: 100_000)) { try CrossedGroups(wide, by: ["w0", "w1", "w2"]) }
    }

    @Test("no report shows a group of fewer rows than asked, nor lets its size be told from the total", arguments: [
        ([50, 40, 3], [true, false, false], 43), ([50, 40, 6, 6], [true, true, false, false], 12), ([50, 40, 0], [true, true, true], 0),
        ([5], [false], 5), ([9, 12, 30], [false, false, true], 21),
    ] as [([Int], [Bool], Int)])
    func hidden(counts: [Int], shown: [Bool], rows: Int) {
        let small = SmallGroups(counts, least: 10)
        #expect(small.isHidden.map { !$0 } == shown && small.rows == rows)
    }

    @Test("a reference that makes no sense is refused in words", arguments: [
        ([("a", -1.0)], "reference.share"), ([], "reference.empty"), ([("a", 0)], "reference.sum"), ([("a", .infinity)], "reference.share"),
    ] as [([(String, Double)], String)])
    func refusals(shares: [(String, Double)], code: String) {
        let thrown = #expect(throws: Finding.self) { try ReferenceShares(column: "x", shares: Dictionary(uniqueKeysWithValues: shares)) }
        #expect(thrown?.code == code)
    }

    @Test("references come from quotas and environments")
    func definition() throws {
        let question = Question(name: "cells", kind: .choice, labels: [LabelDefinition(name: "RBC", quota: 3000), LabelDefinition(name: "WBC", quota: 1000), LabelDefinition(name: "other")])
        #expect(ReferenceShares.quotas(of: question)?.cells.map(\.share) == [0.75, 0.25])
        #expect(ReferenceShares.even("stain", ["dark", "light"])?.cells.map(\.share) == [0.5, 0.5])
        #expect(ReferenceShares.even("stain", []) == nil)
    }
}
