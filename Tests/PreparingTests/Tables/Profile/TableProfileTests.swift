import Foundation
import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Table profile")
struct TableProfileTests {
    private func report(_ rows: [JSONObject], _ settings: ProfileSettings = ProfileSettings()) -> TableReport {
        var profile = TableProfile(settings)
        for row in rows { profile.add(row) }
        return profile.report()
    }

    private func column(_ values: [JSONValue]) throws -> ColumnReport {
        try #require(report(values.map { ["c": $0] }).columns.first)
    }

    @Test("guesses the kind of a column", arguments: [
        ([1, 2, 3], .integer), ([1, 2.5], .number), (["1", "2"], .integer), (["1", "2.5", "-3e4"], .number), ([true, false], .boolean),
        (["2026-01-31", "2026-02-01T10:00"], .date), (["007", "+44"], .text), ([nil, ""], .empty), ([["a"], ["b"]], .nested),
        ([1, "a"], .mixed), (["a", "b", "a", "b"], .category), (["2026-13-01", "x"], .text),
    ] as [([JSONValue], ColumnReport.Kind)])
    func kinds(values: [JSONValue], kind: ColumnReport.Kind) throws {
        #expect(try column(values).kind == kind)
    }

    @Test("numbers: moments, numpy's quantiles, histogram that adds up")
    func numbers() throws {
        let column = try column((1...10).map { .int($0) })
        let numbers = try #require(column.numbers)
        #expect((numbers.minimum, numbers.maximum, numbers.mean) == (1, 10, 5.5))
        #expect(numbers.skewness == 0 && abs((numbers.kurtosis ?? 0) + 1.2) < 1e-12)
        #expect(abs(numbers.deviation - 3.0276503540974917) < 1e-12)
        #expect(zip(numbers.quantiles, [1.45, 3.25, 5.5, 7.75, 9.55]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(numbers.quantilesAreExact)
        #expect(numbers.histogram.count == 20 && numbers.histogram.reduce(0) { $0 + $1.count } == 10)
        #expect(numbers.histogram.last?.count == 1)
    }

    @Test("missing is absent, null or empty; rows that repeat are counted")
    func missing() {
        let report = report([["a": 1, "b": "x"], ["a": nil], ["b": "x", "a": 1], ["a": 2, "b": ""]])
        #expect(report.rows == 4 && report.duplicateRows == 1)
        #expect(report.columns.map(\.missing) == [1, 2])
        #expect(report.columns.map(\.distinct) == [2, 1])
        #expect(report.findings.map(\.code).contains("profile.duplicate-rows"))
        #expect(report.findings.contains { $0.code == "profile.missing" && $0.severity == .warning && $0.place?.record == "b" })
    }

    @Test("top values: most frequent first, ties by value")
    func top() throws {
        let column = try column(["b", "a", "c", "a", "b", "c", "c"])
        #expect(column.topValues.map { "\($0.value)\($0.count)" } == ["c3", "a2", "b2"])
        #expect(column.lengths?.mean == 1)
    }

    @Test("raises the alarm at 95 percent of one value", arguments: [(94, false), (95, true), (99, true)])
    func imbalance(count: Int, isAlarm: Bool) {
        let rows = (0..<100).map { ["id": .int(Int64($0)), "label": $0 < count ? "ham" : "spam"] as JSONObject }
        #expect(report(rows).findings.contains { $0.code == "profile.imbalance" } == isAlarm)
    }

    @Test("finds constants and identifiers")
    func alerts() {
        let rows = (0..<200).map { ["id": .int(Int64($0)), "country": "fr", "size": .int(Int64($0 % 9))] as JSONObject }
        let codes = report(rows).findings.map { "\($0.code) \($0.place?.record ?? "")" }
        #expect(codes == ["profile.high-cardinality id", "profile.uniform id", "profile.constant country", "profile.zeros size"])
        #expect(report([]).findings.map(\.code) == ["profile.no-rows"])
    }

    @Test("goes over to sketches above the bounds, and says so")
    func sketches() throws {
        let settings = ProfileSettings(exactDistinct: 1000, exactNumbers: 1000)
        var random = SeededRandom(seed: 1), values: [Double] = []
        for _ in 0..<20_000 { values.append(exp(random.uniform() * 6)) }
        let column = try #require(report(values.map { ["x": .double($0)] }, settings).columns.first)
        let numbers = try #require(column.numbers)
        #expect(!column.distinctIsExact && !numbers.quantilesAreExact && !column.topValuesAreExact)
        #expect(abs(Double(column.distinct) - 20_000) < 20_000 * 0.04)
        values.sort()
        for (share, found) in zip(ColumnReport.quantileShares, numbers.quantiles) {
            let true_ = values[Int(share * 19_999)]
            #expect(abs(found - true_) <= 0.0101 * true_)
        }
        #expect(numbers.histogram.reduce(0) { $0 + $1.count } == 20_000)
        #expect(abs(numbers.histogram[0].count - values.count { $0 < numbers.histogram[0].to }) < 400)
    }

    @Test("distinct values, counts and quantiles do not depend on the order of the rows")
    func order() {
        let rows = (0..<300).map { ["a": .int(Int64($0 % 17)), "b": .string("t\($0 % 5)")] as JSONObject }
        let forwards = report(rows), backwards = report(rows.reversed())
        #expect(forwards.duplicateRows == backwards.duplicateRows)
        for (left, right) in zip(forwards.columns, backwards.columns) {
            #expect(left.topValues == right.topValues && left.distinct == right.distinct && left.kind == right.kind)
            #expect(left.numbers?.quantiles == right.numbers?.quantiles && left.numbers?.histogram == right.numbers?.histogram)
        }
    }
}
