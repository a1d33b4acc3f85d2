import Preparing
import Records

/// Columns computed from others, row by row.
public enum DeriveFiles {
    public struct Column: Codable, Sendable, Hashable {
        public var name: String
        public var expression: String
        public var kind: String
        public var tally: ExpressionTally
    }

    /// - Parameters:
    ///   - columns: names with their expressions; a later one may use an earlier one.
    ///   - dropping: columns that are left out of what is given.
    public static func derive(
        _ path: String, _ columns: [(name: String, expression: String)], dropping: Set<String> = [], watch: ReadWatch? = nil, _ give: (JSONObject) throws -> Void
    ) throws -> (columns: [Column], findings: FileFindings) {
        let expressions = try columns.map { column in (name: column.name, expression: try parsed(column.name, column.expression)) }
        let file = try RecordFile(path)
        var findings = FileFindings(), rows: [JSONObject] = [], seen: Set<String> = []
        var tallies = [ExpressionTally](repeating: ExpressionTally(), count: expressions.count)
        func flush() throws {
            for (place, column) in expressions.enumerated() {
                let (values, tally) = column.expression.evaluate(rows)
                tallies[place].add(tally)
                for row in rows.indices { rows[row][column.name] = values.value(at: row) }
            }
            for var row in rows {
                for name in dropping { row[name] = nil }
                try give(row)
            }
            rows = []
        }
        try file.forEach(&findings, watch: watch) { record, _ in
            seen.formUnion(record.fields.keys)
            rows.append(record.fields)
            if rows.count == 4096 { try flush() }
        }
        try flush()
        seen.formUnion(columns.map(\.name))
        for name in expressions.flatMap({ $0.expression.columns.map(\.name) }) + dropping.sorted() where !seen.contains(name) && !file.fields.isEmpty {
            throw file.unknownField(name, option: dropping.contains(name) ? "--drop" : "--set")
        }
        return (zip(expressions, tallies).map { Column(name: $0.name, expression: $0.expression.text, kind: $0.expression.kind.rawValue, tally: $1) }, findings)
    }

    private static func parsed(_ name: String, _ text: String) throws -> FeatureExpression {
        do { return try FeatureExpression(text) } catch {
            throw WorkflowError(.badInput, "derive.expression", "`\(name)` cannot be computed by `\(text)`: \(error)")
        }
    }
}

extension ExpressionTally {
    mutating func add(_ other: ExpressionTally) {
        overflow += other.overflow
        undefined += other.undefined
        unreadable += other.unreadable
    }

    public var undone: Int { overflow + undefined + unreadable }
}
