import Foundation
import Records
import Testing
@testable import Preparing

@Suite("Table profile against pandas")
struct ProfileGoldenTests {
    private func golden() throws -> JSONObject {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden-profile.json")
        return try #require(try JSONParser.parse([UInt8](Data(contentsOf: path))).object)
    }

    private func isNear(_ left: Double?, _ right: JSONValue?) -> Bool {
        guard let left, let right = right?.double else { return false }
        return abs(left - right) <= 1e-9 * max(1, abs(right))
    }

    @Test("counts, moments, quantiles and correlations are those of pandas")
    func pandas() throws {
        let golden = try golden()
        let rows = try #require(golden["rows"]?.array).compactMap(\.object)
        var profile = TableProfile()
        for row in rows { profile.add(row) }
        let report = profile.report()
        for (name, value) in try #require(golden["columns"]?.object).members {
            let expected = try #require(value.object), column = try #require(report.columns.first { $0.name == name }), numbers = try #require(column.numbers)
            #expect(column.count == Int(expected["count"]?.int ?? -1) && column.missing == Int(expected["missing"]?.int ?? -1) && column.distinct == Int(expected["distinct"]?.int ?? -1))
            let pairs = [(numbers.mean, "mean"), (numbers.deviation, "std"), (numbers.skewness, "skew"), (numbers.kurtosis, "kurtosis"), (numbers.minimum, "min"), (numbers.maximum, "max")]
            for (found, key) in pairs { #expect(isNear(found, expected[key]), "\(name) \(key)") }
            for (found, quantile) in zip(numbers.quantiles, expected["quantiles"]?.array ?? []) { #expect(isNear(found, quantile), "\(name)") }
        }
        let town = try #require(report.columns.first { $0.name == "town" })
        for value in town.topValues { #expect(golden["town"]?.object?[value.value]?.int == Int64(value.count)) }
        func correlation(_ measure: ColumnCorrelation.Measure) -> Double? { report.correlations.first { $0.first == "x" && $0.second == "y" && $0.measure == measure }?.value }
        #expect(isNear(correlation(.pearson), golden["pearson"]) && isNear(correlation(.spearman), golden["spearman"]))
    }
}
