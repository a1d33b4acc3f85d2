import Foundation
import Kernels
import Records
import Testing

@testable import Preparing

/// Columns of evidently's verdicts (`tools/golden/drift.py`), and what is said of columns nobody can compare.
@Suite("Drift") struct DriftTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var reference: [JSONValue]
        var current: [JSONValue]
        var usual: String
        var values: [(measure: DriftMeasure, value: Double)]
    }

    static let golden: [Case] = {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden-drift.json")
        guard let bytes = try? Data(contentsOf: path), let list = (try? JSONSerialization.jsonObject(with: bytes)) as? [[String: Any]] else { return [] }
        func column(_ value: Any?) -> [JSONValue] { (value as? [Any] ?? []).map { ($0 as? String).map(JSONValue.string) ?? .double(($0 as? NSNumber)?.doubleValue ?? .nan) } }
        return list.map { one in
            let values = (one["values"] as? [String: NSNumber] ?? [:]).compactMap { name, value in DriftMeasure(rawValue: name).map { ($0, value.doubleValue) } }
            return Case(
                testDescription: one["name"] as? String ?? "", reference: column(one["reference"]), current: column(one["current"]), usual: one["usual"] as? String ?? "",
                values: values.sorted { $0.0.rawValue < $1.0.rawValue })
        }
    }()

    static func compared(_ reference: [JSONValue], _ current: [JSONValue], _ settings: DriftSettings = DriftSettings()) -> DriftReport {
        var comparison = DriftComparison(settings)
        for value in reference { comparison.addReference(["x": value]) }
        for value in current { comparison.addCurrent(["x": value]) }
        return comparison.report()
    }

    @Test("the golden file is there") func isThere() { #expect(Self.golden.count == 9) }

    @Test("values are evidently's", arguments: golden) func values(one: Case) throws {
        #expect(one.values.count >= 5)
        for (measure, expected) in one.values {
            let report = Self.compared(one.reference, one.current, DriftSettings(measure: measure))
            let value = try #require(report.columns[0].value, "\(measure)")
            #expect(abs(value - expected) <= 1e-9 * max(1, abs(expected)), "\(measure): \(value), theirs \(expected)")
        }
    }

    @Test("the usual measure is evidently's, and its verdict follows", arguments: golden) func usual(one: Case) throws {
        let column = Self.compared(one.reference, one.current).columns[0]
        #expect(column.measure?.rawValue == one.usual)
        let value = try #require(column.value), threshold = try #require(column.threshold)
        #expect(column.hasDrifted == (column.measure?.isProbability == true ? value < threshold : value >= threshold))
    }

    @Test("shares of the bins sum to one", arguments: golden) func bins(one: Case) {
        let bins = Self.compared(one.reference, one.current).columns[0].bins
        #expect(abs(bins.reduce(0) { $0 + $1.reference } - 1) < 1e-9)
        #expect(abs(bins.reduce(0) { $0 + $1.current } - 1) < 1e-9)
    }

    static func texts(_ words: [String], _ count: Int, seed: UInt64) -> [JSONValue] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { number in .string((0..<12).map { _ in words[random.below(words.count)] }.joined(separator: " ") + " \(number)") }
    }

    @Test("texts of other words have drifted, texts of the same have not") func texts() {
        let (old, new) = (["rain", "sun", "wind", "cloud"], ["goal", "match", "sun", "team"])
        let other = Self.compared(Self.texts(old, 1200, seed: 1), Self.texts(new, 1200, seed: 2)).columns[0]
        let same = Self.compared(Self.texts(old, 1200, seed: 3), Self.texts(old, 1200, seed: 4)).columns[0]
        #expect(other.kind == .text && other.measure == .domainClassifier)
        #expect(other.hasDrifted == true && same.hasDrifted == false)
    }

    @Test("a column that only one side has is told, not passed over", arguments: [true, false]) func missing(inReference: Bool) {
        let report = inReference ? Self.compared([1, 2], [.null, .null]) : Self.compared([.null], [1, 2])
        #expect(report.columns[0].hasDrifted == nil)
        #expect(report.findings.map(\.code) == ["drift.not-compared"])
        #expect(report.compared == 0 && !report.hasDrifted)
    }

    @Test("a measure that does not fit is told") func unfit() {
        let report = Self.compared(["a", "b", "a"], ["a", "b", "b"], DriftSettings(measure: .wasserstein))
        #expect(report.findings.map(\.code) == ["drift.not-compared"])
    }

    @Test("no number stops it", arguments: [
        [JSONValue.double(.nan), .double(.infinity), 1], [.double(1e308), .double(-1e308)], [.string("nan"), .string("1e999"), .string("\u{0}")], [0, 0, 0], [.array([1]), .object([:])],
    ])
    func hostile(values: [JSONValue]) {
        for measure in [nil] + DriftMeasure.allCases.map(Optional.some) {
            let report = Self.compared(values + (0..<30).map { .double(Double($0) * 1e306) }, values, DriftSettings(measure: measure))
            #expect(report.columns.count == 1)
        }
    }

    @Test("beyond the bound a sample is compared, the same each time, and the report says so") func sample() {
        let many = (0..<5000).map { JSONValue.int(Int64($0 * 7919 % 5000)) }
        let settings = DriftSettings(kept: 1000, seed: 3)
        let (first, second) = (Self.compared(many, many, settings), Self.compared(many, many, settings))
        #expect(first == second)
        #expect(!first.columns[0].reference.isWhole && first.columns[0].reference.count == 5000)
        #expect(abs((first.columns[0].reference.mean ?? 0) - 2499.5) < 1e-9)
        #expect(first.columns[0].value ?? 1 < 0.1)
    }

    private static func row(_ columns: Int, _ value: (Int) -> Int64) -> JSONObject {
        var row = JSONObject()
        for column in 0..<columns { row["c\(column)"] = .int(value(column)) }
        return row
    }

    @Test("half of the columns drifting is drift of the whole", arguments: [(1, 2, true), (1, 3, false), (0, 1, false)]) func whole(drifted: Int, of columns: Int, expected: Bool) {
        var comparison = DriftComparison()
        for row in 0..<100 { comparison.addReference(Self.row(columns) { _ in Int64(row) }) }
        for row in 0..<100 { comparison.addCurrent(Self.row(columns) { Int64($0 < drifted ? row + 500 : row) }) }
        let report = comparison.report()
        #expect(report.drifted == drifted && report.compared == columns)
        #expect(report.hasDrifted == expected)
    }
}
