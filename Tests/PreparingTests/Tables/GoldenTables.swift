import Foundation
import Records
@testable import Preparing

/// Results of scikit-learn and imbalanced-learn, written by `tools/golden/tables.py`.
struct GoldenTables {
    let value: JSONValue

    init(_ path: String...) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden-tables.json")
        var value = try JSONParser.parse(String(contentsOf: file, encoding: .utf8))
        for key in path { value = value[key] ?? .null }
        self.value = value
    }

    private init(_ value: JSONValue) { self.value = value }

    subscript(key: String) -> GoldenTables { GoldenTables(value[key] ?? .null) }

    /// null as NaN.
    var numbers: [Double] { (value.array ?? []).map { $0.double ?? .nan } }
    var wholes: [Int] { (value.array ?? []).map { Int($0.double ?? -1) } }
    var texts: [String] { (value.array ?? []).map { $0.string ?? "" } }
    var rows: [[Double]] { (value.array ?? []).map { GoldenTables($0).numbers } }
    var counts: [String: Int] { Dictionary(uniqueKeysWithValues: (value.object ?? [:]).members.map { ($0.key, Int($0.value.int ?? -1)) }) }
    var names: [String] { value.object?.keys ?? [] }
}

/// Columns c0, c1, ... of numbers.
func numberTable(_ rows: [[Double]]) throws -> TableColumns {
    let columns = rows.first?.count ?? 0
    return try TableColumns((0..<columns).map { column in
        TableColumn("c\(column)", .numbers(rows.map { $0[column] }))
    }, rowCount: rows.count)
}

func numberRows(_ table: TableColumns) throws -> [[Double]] {
    let columns = try table.names.map { try table.numbers($0) }
    return (0..<table.rowCount).map { row in columns.map { $0[row] } }
}

/// The largest gap of two lists of rows, relative to numbers above 1; infinite when a gap in one is none in the other.
func farthest(_ found: [[Double]], _ expected: [[Double]]) -> Double {
    guard found.count == expected.count else { return .infinity }
    var farthest = 0.0
    for (row, other) in zip(found, expected) {
        guard row.count == other.count else { return .infinity }
        for (a, b) in zip(row, other) where !(a.isNaN && b.isNaN) {
            let gap = abs(a - b) / max(1, abs(b))
            farthest = max(farthest, gap.isNaN ? .infinity : gap)
        }
    }
    return farthest
}

/// The step as it comes back from its JSON.
func reread<Step: Codable>(_ step: Step) throws -> Step {
    try JSONParser.parse(JSONValue(encoding: step).text()).decode(Step.self)
}
