import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Leakage audit")
struct LeakageAuditTests {
    private static let names = ["train", "validation", "test"]

    /// Columns without any relation to the target or the side.
    private func clean(_ rows: Int, seed: UInt64) throws -> (table: TableColumns, sides: [Int?]) {
        var random = SeededRandom(seed: seed)
        let numbers = (0..<4).map { place in TableColumn("n\(place)", .numbers((0..<rows).map { _ in random.below(20) == 0 ? .nan : random.uniform() })) }
        let categories = (0..<4).map { place in
            TableColumn("c\(place)", .categories(CategoryCells((0..<rows).map { _ in random.below(15) == 0 ? nil : "v\(random.below(3 + 12 * place))" })))
        }
        let label = TableColumn("label", .categories(CategoryCells((0..<rows).map { _ in random.below(4) == 0 ? "spam" : "ham" })))
        let sides = (0..<rows).map { _ -> Int? in random.below(10) < 8 ? 0 : 1 + random.below(2) }
        return (try TableColumns(numbers + categories + [label], rowCount: rows), sides)
    }

    private func audit(_ table: TableColumns, _ sides: [Int?], _ settings: LeakageSettings = LeakageSettings(target: "label"), contents: [UInt64] = [], pairs: [(Int, Int)] = []) throws -> LeakageReport {
        try LeakageAudit(settings).report(AuditedItems(table, sides: sides, names: Self.names, contents: contents, nearPairs: pairs), threads: 2)
    }

    @Test("clean data raises hardly any alarm", arguments: [200, 2000])
    func falseAlarms(rows: Int) throws {
        var alarms = 0, columns = 0
        for seed in 0..<40 {
            let (table, sides) = try clean(rows, seed: UInt64(seed))
            let report = try audit(table, sides)
            alarms += report.findings.count
            columns += report.columns.count
        }
        print("leakage: \(alarms) false alarms in \(columns) clean columns of \(rows) rows, 40 tables")
        #expect(alarms <= 1)
    }

    @Test("a planted leak of each kind is found, and told with its place and what to do", arguments: [
        ("copy of the target", "leakage.target", Finding.Severity.error), ("number that follows the target", "leakage.target", .error),
        ("nearly the target", "leakage.target-suspect", .warning), ("missing for one class", "leakage.target", .error),
        ("row number", "leakage.identifier", .warning), ("name of the row", "leakage.identifier", .warning),
        ("another range in test", "leakage.side-differs", .warning), ("another mix in test", "leakage.side-differs", .warning),
    ])
    func planted(kind: String, code: String, severity: Finding.Severity) throws {
        var (table, sides) = try clean(1000, seed: 5)
        let spam = try (0..<1000).map { try table.categories("label").text(at: $0) == "spam" }
        var random = SeededRandom(seed: 9)
        let cells: ColumnCells = switch kind {
        case "copy of the target": .categories(CategoryCells(spam.map { $0 ? "1" : "0" }))
        case "number that follows the target": .numbers(spam.map { ($0 ? 5 : 0) + random.uniform() })
        case "nearly the target": .categories(CategoryCells(spam.enumerated().map { ($1 != ($0 % 70 == 0)) ? "1" : "0" }))
        case "missing for one class": .numbers(spam.map { $0 ? .nan : random.uniform() })
        case "row number": .numbers((0..<1000).map(Double.init))
        case "name of the row": .categories(CategoryCells((0..<1000).map { "file-\($0 * 7919 % 1000).png" }))
        case "another range in test": .numbers(sides.map { random.uniform() + ($0 == 2 ? 0.4 : 0) })
        default: .categories(CategoryCells(sides.map { $0 == 2 && random.below(3) > 0 ? "night" : "day" }))
        }
        try table.add(TableColumn("planted", cells))
        let report = try audit(table, sides)
        let found = report.findings.filter { $0.place?.record == "planted" }
        #expect(found.contains { $0.code == code && $0.severity == severity && $0.hint != nil })
        #expect(report.findings.count == found.count)
    }

    @Test("of a number as target, straight and bent relations and categories are found", arguments: ["straight", "bent", "category"])
    func numberTarget(kind: String) throws {
        var (table, sides) = try clean(600, seed: 3)
        var random = SeededRandom(seed: 2)
        let price = (0..<600).map { _ in random.uniform() * 10 }
        let planted: ColumnCells = switch kind {
        case "straight": .numbers(price.map { 3 - 2 * $0 })
        case "bent": .numbers(price.map { $0 * $0 * $0 * $0 * $0 * $0 })
        default: .categories(CategoryCells(price.map { "p\(Int($0 * 4))" }))
        }
        try table.add(TableColumn("price", .numbers(price)))
        try table.add(TableColumn("planted", planted))
        let report = try audit(table, sides, LeakageSettings(target: "price"))
        #expect(report.findings.map(\.code) == ["leakage.target"])
        #expect(report.columns.first { $0.name == "planted" }?.power?.value ?? 0 > 0.99)
        let others = report.columns.filter { $0.name != "planted" }.compactMap(\.power?.value)
        #expect(others.count == 9 && others.allSatisfy { $0 < 0.3 })
    }

    @Test("copies across sides are counted by pair of sides, with conflicts and examples")
    func copies() throws {
        let (table, _) = try clean(8, seed: 1)
        let labels = TableColumn("label", .categories(CategoryCells(["a", "a", "b", "a", "a", "b", "b", "a"])))
        var labelled = table
        try labelled.replace(labels)
        // 1 is in all sides; 2 in train twice; 3 in train and test with other labels.
        let report = try audit(labelled, [0, 0, 0, 1, 1, 2, 2, nil], contents: [1, 2, 2, 1, 9, 1, 3, 1])
        func count(_ other: String, _ side: String) -> Int? { report.copies.first { $0.other == other && $0.side == side }?.count }
        #expect(count("train", "validation") == 1 && count("train", "test") == 1 && count("validation", "test") == 1)
        let test = try #require(report.copies.first { $0.other == "train" && $0.side == "test" })
        #expect(test.conflicting == 1 && test.share == 0.5 && test.examples == [["row 5", "row 0"]])
        #expect(report.findings.prefix(3).allSatisfy { $0.code == "leakage.duplicates" && $0.severity == .error })
        #expect(report.withoutSide == 1)
    }

    @Test("equal rows are suspect among many columns, and a note among few")
    func equalRows() throws {
        var (table, sides) = try clean(400, seed: 2)
        (sides[0], sides[1]) = (0, 2)
        let again = try table.rows(Array(0..<400).map { $0 == 1 ? 0 : $0 })
        let report = try audit(again, sides)
        #expect(report.findings.map(\.code) == ["leakage.duplicates"] && report.findings[0].severity == .warning)
        #expect(report.copies.first { $0.side == "test" && $0.other == "train" }?.examples == [["row 1", "row 0"]])
        let coarse = try TableColumns([try #require(table.column("c0")), try #require(table.column("label"))], rowCount: 400)
        #expect(try audit(coarse, sides).findings.filter { $0.code == "leakage.duplicates" }.allSatisfy { $0.severity == .note })
    }

    @Test("near-duplicates count each item once a side, in either order of the pair")
    func near() throws {
        let (table, _) = try clean(6, seed: 1)
        let report = try audit(table, [0, 0, 2, 2, 1, 0], contents: [1, 2, 3, 4, 5, 6], pairs: [(0, 2), (2, 1), (3, 2), (4, 2), (0, 5)])
        func count(_ other: String, _ side: String) -> Int? { report.copies.first { $0.kind == .near && $0.other == other && $0.side == side }?.count }
        #expect(count("train", "test") == 1 && count("validation", "test") == 1 && count("train", "validation") == 0)
        #expect(report.findings.filter { $0.code == "leakage.near-duplicates" }.count == 2)
    }

    @Test("groups that also teach are counted, by text or by number")
    func groups() throws {
        var (table, _) = try clean(6, seed: 1)
        try table.add(TableColumn("patient", .categories(CategoryCells(["a", "a", "b", "b", "c", nil]))))
        try table.add(TableColumn("camera", .numbers([1, 2, 1, 2, 3, .nan])))
        let settings = LeakageSettings(groups: ["patient", "camera"])
        let report = try audit(table, [0, 0, 0, 2, 2, 2], settings)
        let test = report.groups.filter { $0.side == "test" }
        #expect(test.map(\.count) == [1, 1] && test.map(\.torn) == [1, 1] && test.map(\.groups) == [3, 3])
        #expect(test.map(\.examples) == [[["b", "row 2", "row 3"]], [["2", "row 1", "row 3"]]])
        #expect(report.findings.filter { $0.code == "leakage.group" }.map(\.hint) == ["split with group `patient`", "split with group `camera`"])
    }

    @Test("what teaches must not come after what judges")
    func times() throws {
        var (table, _) = try clean(6, seed: 1)
        try table.add(TableColumn("at", .numbers([1, 5, 3, 4, 6, .nan])))
        let settings = LeakageSettings(time: "at")
        let report = try audit(table, [0, 0, 0, 1, 2, 2], settings)
        #expect(report.times.map(\.teachingAfter) == [1, 0] && report.times.map(\.judgingBefore) == [1, 0])
        #expect(report.findings.map(\.code) == ["leakage.time"])
    }

    @Test("a time that grows with the rows is no name of a row, and differs between sides by right")
    func growingTime() throws {
        var (table, _) = try clean(100, seed: 1)
        try table.add(TableColumn("at", .numbers((0..<100).map { Double($0) * 60 })))
        let sides = (0..<100).map { $0 < 80 ? 0 : 2 }
        #expect(try audit(table, sides, LeakageSettings(time: "at")).findings.isEmpty)
        #expect(try audit(table, sides).findings.contains { $0.code == "leakage.identifier" })
    }

    @Test("empty, single and odd tables are refused in words or pass without findings")
    func edges() throws {
        let none = try TableColumns([], rowCount: 0)
        #expect(try LeakageAudit().report(AuditedItems(none, sides: [], names: [])).findings.isEmpty)
        let (table, _) = try clean(3, seed: 1)
        #expect(throws: TableError.noSuchColumn("nothing")) { try audit(table, [0, 1, 2], LeakageSettings(target: "nothing")) }
        #expect(throws: TableError.columnLength("sides", 1, expected: 3)) { try audit(table, [0]) }
        #expect(throws: TableError.rowOutOfRange(7, rows: 3)) { try audit(table, [0, 1, 2], pairs: [(0, 7)]) }
        #expect(throws: TableError.noSuchLevel(5, column: "sides", row: 0)) { try audit(table, [5, 1, 2]) }
        let constant = try TableColumns([TableColumn("label", .numbers([1, 1, 1])), TableColumn("x", .numbers([.nan, .nan, .nan]))], rowCount: 3)
        #expect(try audit(constant, [0, 1, 1]).findings.allSatisfy { $0.code == "leakage.duplicates" })
    }

    @Test("is the same on one thread and two, survives JSON, and says it in words")
    func report() throws {
        var (table, sides) = try clean(500, seed: 8)
        try table.add(TableColumn("id", .numbers((0..<500).map(Double.init))))
        let items = try AuditedItems(table, sides: sides, names: Self.names)
        let report = try LeakageAudit(LeakageSettings(target: "label")).report(items)
        #expect(try LeakageAudit(LeakageSettings(target: "label")).report(items, threads: 2) == report)
        #expect(try JSONParser.parse(JSONValue(encoding: report).text()).decode(LeakageReport.self) == report)
        #expect(report.words.count == 2 && report.words[1] == "warning: `id` has 500 different values in 500 rows, so it names rows")
    }
}
