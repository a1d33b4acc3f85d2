import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Rates by group")
struct GroupRatesTests {
    private func drawn(_ rows: Int, seed: UInt64, gap: Double) throws -> TableColumns {
        var random = SeededRandom(seed: seed)
        let sex = (0..<rows).map { _ in random.below(2) == 0 ? "f" : "m" }
        let label = sex.map { random.uniform() < ($0 == "f" ? 0.5 - gap : 0.5) ? "hired" : "not" }
        let age = sex.map { random.uniform() < ($0 == "f" ? 0.05 + gap : 0.05) ? Double.nan : random.uniform() * 60 }
        return try TableColumns([
            TableColumn("sex", .categories(CategoryCells(sex))), TableColumn("label", .categories(CategoryCells(label))), TableColumn("age", .numbers(age)),
        ], rowCount: rows)
    }

    private func report(_ table: TableColumns) throws -> GroupRatesReport {
        let flags = try RowFlags.labels(table, "label") + RowFlags.missing(table) + [RowFlags.duplicates(contents: (0..<UInt64(table.rowCount)).map { $0 / 2 * ($0 % 2) })]
        return try GroupRates().report(CrossedGroups(table, by: ["sex"]), flags, threads: 2)
    }

    @Test("planted gaps are found, with the groups named; the data without them raises no alarm")
    func gaps() throws {
        let planted = try report(drawn(1000, seed: 1, gap: 0.2))
        #expect(planted.findings.map(\.code) == ["bias.label-rate", "bias.label-rate", "bias.missing-rate"])
        #expect(planted.findings.first { $0.place?.record == "hired" }?.message.contains("of `m`") == true)
        var alarms = 0
        for seed in 0..<100 { alarms += try report(drawn(1000, seed: UInt64(seed), gap: 0)).findings.count }
        print("group rates: \(alarms) false alarms in 100 tables without a gap, 4 rates each")
        #expect(alarms <= 2)
    }

    @Test("rates are hits over known rows, with Wilson intervals, difference and ratio")
    func rates() throws {
        let groups = try CrossedGroups(TableColumns([TableColumn("g", .categories(CategoryCells(Array(repeating: "a", count: 20) + Array(repeating: "b", count: 40))))], rowCount: 60), by: ["g"])
        let flags = RowFlags("x", .label, values: (0..<60).map { $0 == 0 ? -1 : $0 < 10 || $0 % 4 == 0 && $0 >= 20 ? 1 : 0 })
        let rate = try GroupRates().report(groups, [flags]).rates[0]
        #expect(rate.groups.map(\.count) == [19, 40] && rate.groups.map(\.hits) == [9, 10])
        #expect(isNear(rate.difference, 9.0 / 19 - 0.25) && isNear(rate.ratio, 0.25 / (9.0 / 19)) && isNear(rate.overall, 19.0 / 59))
        #expect(WilsonInterval().of(9, among: 19) == rate.groups[0].interval)
        #expect(throws: TableError.columnLength("y", 1, expected: 60)) { try GroupRates().report(groups, [RowFlags("y", .label, values: [1])]) }
    }

    @Test("small groups neither show nor make a gap")
    func small() throws {
        let groups = try CrossedGroups(TableColumns([TableColumn("g", .categories(CategoryCells(
            Array(repeating: "a", count: 50) + Array(repeating: "b", count: 50) + ["rare"] + Array(repeating: "c", count: 12))))], rowCount: 113), by: ["g"])
        let flags = RowFlags("x", .label, values: (0..<113).map { $0 == 100 ? 1 : Int8($0 % 2) })
        let report = try GroupRates().report(groups, [flags])
        #expect(report.rates[0].groups.map(\.values) == [["a"], ["b"]] && report.hidden.groups == 2 && report.hidden.rows == 13)
        #expect(!JSONValue(encodingOrNull: report).contains("rare"))
        #expect(report.words.contains { $0.contains("not shown") } && !report.words.contains { $0.contains("rare") })
    }
}

extension JSONValue {
    init(encodingOrNull value: some Encodable) { self = (try? JSONValue(encoding: value)) ?? .null }
    func contains(_ text: String) -> Bool { self.text().contains(text) }
}
