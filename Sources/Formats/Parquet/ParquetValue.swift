import Records

/// One value of a row.
public enum ParquetValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    /// A number that neither `int` nor `double` holds, in digits: decimals, and unsigned numbers beyond 2^63.
    case digits(String)
    /// Text, JSON text, and dates and times in ISO 8601.
    case text(String)
    case bytes([UInt8])
    case list([ParquetValue])
    /// Values of a structure in the order of its columns.
    case group([ParquetValue])

    public var isNull: Bool { self == .null }
    public var text: String? { if case .text(let value) = self { value } else { nil } }
    public var int: Int64? { if case .int(let value) = self { value } else { nil } }
    public var list: [ParquetValue]? { if case .list(let value) = self { value } else { nil } }
    public var group: [ParquetValue]? { if case .group(let value) = self { value } else { nil } }
    public var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
    public var double: Double? {
        switch self {
        case .double(let value): value
        case .int(let value): Double(value)
        default: nil
        }
    }

    /// As JSON, `column` naming the members of structures; nil for bytes and for numbers JSON has not (NaN, infinity).
    public func json(_ column: ParquetColumn) -> JSONValue? {
        switch self {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .double(let value): return value.isFinite ? .double(value) : nil
        case .digits(let text): return (try? JSONParser.parse(text)) ?? .string(text)
        case .text(let text): return .string(text)
        case .bytes: return nil
        case .list(let values):
            guard let element = column.element else { return nil }
            var items: [JSONValue] = []
            for value in values {
                guard let item = value.json(element) else { return nil }
                items.append(item)
            }
            return .array(items)
        case .group(let values):
            var members: [(key: String, value: JSONValue)] = []
            for (child, value) in zip(column.children, values) {
                guard let member = value.json(child) else { return nil }
                members.append((child.name, member))
            }
            return .object(JSONObject(members))
        }
    }
}
