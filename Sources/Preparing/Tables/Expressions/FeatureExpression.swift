import Kernels
import Records

/// A column computed from others: `log1p(price) * quantity`, `if city = 'Rome' then 1 else 0`, `year(signed)`.
///
///     let ratio = try FeatureExpression("price / coalesce(quantity, 1)")
///     let (values, tally) = ratio.evaluate(rows)
///
/// Parsed once to a tree whose kinds are settled; errors name the column of the text. Kinds of columns that are not declared
/// follow from their use: what is added is a number, what is compared with a text is one; a cell that cannot be read so is
/// missing and counted. Missing in, missing out, except `coalesce`, `is missing`, `and`, `or` (three-valued) and `if`
/// (a missing condition gives missing). A result that is infinite or no number is missing and counted.
///
/// There are no loops and no recursion in the language, texts are cut off at 64 KiB (counted), patterns are linear: cost is
/// O(rows * nodes). Deterministic. Works column by column on a batch of rows.
public struct FeatureExpression: Sendable {
    public let text: String
    public let kind: ExpressionKind
    /// The columns it reads, in the order of `evaluate(columns:)`.
    public let columns: [Column]
    let root: ExpressionNode

    public struct Column: Sendable, Hashable {
        public var name: String
        public var kind: ExpressionKind
    }

    /// - Parameters:
    ///   - known: kinds of all columns there are; nil: any name is a column.
    ///   - wanted: the kind the result must have.
    public init(_ text: String, known: [String: ExpressionKind]? = nil, wanted: ExpressionKind? = nil) throws(ExpressionError) {
        let syntax = try ExpressionParser.parse(text)
        var binder = ExpressionBinder(known: known)
        try binder.settle(syntax, as: wanted)
        let root = try binder.bind(syntax, as: wanted)
        (self.text, self.root, columns, kind) = (text, root, binder.columns, root.kind)
    }

    /// - Parameter columns: one for each of `columns`, of its kind and `rowCount` long.
    public func evaluate(columns values: [ExpressionValues], rowCount: Int, tally: inout ExpressionTally) -> ExpressionValues {
        var evaluator = ExpressionEvaluator(columns: values, rowCount: rowCount, tally: tally)
        defer { tally = evaluator.tally }
        return evaluator.values(root)
    }

    public func evaluate(_ rows: [JSONObject]) -> (values: ExpressionValues, tally: ExpressionTally) {
        var tally = ExpressionTally()
        let inputs = columns.map { column in ExpressionValues(rows.map { $0[column.name] }, as: column.kind, &tally) }
        return (evaluate(columns: inputs, rowCount: rows.count, tally: &tally), tally)
    }

    /// Throws for a column that the table does not have.
    public func evaluate(_ table: TableColumns, named name: String) throws(TableError) -> (column: TableColumn, tally: ExpressionTally) {
        var tally = ExpressionTally()
        var inputs: [ExpressionValues] = []
        for column in columns {
            guard let cells = table.column(column.name)?.cells else { throw .noSuchColumn(column.name) }
            inputs.append(ExpressionValues((0..<table.rowCount).map { cells.value(at: $0) }, as: column.kind, &tally))
        }
        return (TableColumn(name, evaluate(columns: inputs, rowCount: table.rowCount, tally: &tally).cells), tally)
    }
}

/// What happened to cells while an expression was evaluated.
public struct ExpressionTally: Sendable, Hashable, Codable {
    /// Results larger than a number can be, division by zero among them, and texts cut off.
    public var overflow = 0
    /// Results that are no number, such as the logarithm of -1.
    public var undefined = 0
    /// Cells that could not be read as the number, date or truth the expression needs.
    public var unreadable = 0
    public init() {}
}

/// Values of one kind, one a row.
public enum ExpressionValues: Sendable, Hashable {
    /// NaN is missing; none is infinite.
    case numbers([Double])
    case texts([String?])
    case booleans([Bool?])

    /// JSON values read as a kind; what cannot be read is missing and counted.
    public init(_ values: [JSONValue?], as kind: ExpressionKind, _ tally: inout ExpressionTally) {
        switch kind {
        case .number: self = .numbers(values.map { Self.number($0, &tally) })
        case .text: self = .texts(values.map { value in Self.isMissing(value) ? nil : value?.string ?? value?.text(sorted: true) })
        case .boolean: self = .booleans(values.map { Self.boolean($0, &tally) })
        }
    }

    private static func isMissing(_ value: JSONValue?) -> Bool { value == nil || value?.isNull == true || value?.string?.isEmpty == true }

    private static func number(_ value: JSONValue?, _ tally: inout ExpressionTally) -> Double {
        guard let value, !isMissing(value) else { return .nan }
        var text = value.string ?? ""
        let number = value.bool.map { $0 ? 1 : 0 } ?? (value.string == nil ? value.double : text.withUTF8 { DecimalText.read(UnsafeRawBufferPointer($0))?.value })
        guard let number, number.isFinite else {
            tally.unreadable += 1
            return .nan
        }
        return number
    }

    private static func boolean(_ value: JSONValue?, _ tally: inout ExpressionTally) -> Bool? {
        guard let value, !isMissing(value) else { return nil }
        if let flag = value.bool { return flag }
        switch value.string?.lowercased() ?? value.text(sorted: false) {
        case "true", "1": return true
        case "false", "0": return false
        default:
            tally.unreadable += 1
            return nil
        }
    }

    public func value(at row: Int) -> JSONValue {
        switch self {
        case .numbers(let numbers): ColumnCells.numbers([numbers[row]]).value(at: 0)
        case .texts(let texts): texts[row].map { .string($0) } ?? .null
        case .booleans(let flags): flags[row].map { .bool($0) } ?? .null
        }
    }

    /// As a column of a table: truth becomes a category that is given back as truth.
    public var cells: ColumnCells {
        switch self {
        case .numbers(let numbers): return .numbers(numbers)
        case .texts(let texts): return .categories(CategoryCells(texts))
        case .booleans(let flags):
            var categories = CategoryCells(flags.map { $0.map { $0 ? "true" : "false" } })
            categories.areBooleans = true
            return .categories(categories)
        }
    }
}
