/// JSON values inside other Codable values, for any encoder.
///
/// Through Foundation's coders the order of keys and the difference between `1` and `1.0` are lost, so keys are taken
/// sorted; through `JSONValue(encoding:)` and `decode` both are kept.
extension JSONValue: Codable {
    public init(from decoder: any Decoder) throws {
        if let own = decoder as? JSONValueDecoder {
            self = own.value
        } else if let container = try? decoder.container(keyedBy: JSONKey.self) {
            self = .object(try JSONObject(sorted: container))
        } else if var container = try? decoder.unkeyedContainer() {
            var values: [JSONValue] = []
            while !container.isAtEnd { values.append(try container.decode(JSONValue.self)) }
            self = .array(values)
        } else {
            self = try Self.scalar(in: decoder.singleValueContainer())
        }
    }

    private static func scalar(in container: any SingleValueDecodingContainer) throws -> JSONValue {
        if container.decodeNil() { return .null }
        if let value = try? container.decode(Bool.self) { return .bool(value) }
        if let value = try? container.decode(Int64.self) { return .int(value) }
        if let value = try? container.decode(Double.self) { return .double(value) }
        return .string(try container.decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        if let own = encoder as? JSONValueEncoder { return own.storage.value = self }
        if case .object(let object) = self { return try object.encode(to: encoder) }
        if case .array(let values) = self { return try values.encode(to: encoder) }
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .literal(let digits): try container.encode(JSONNumberText(digits, path: encoder.codingPath).decimal)
        case .array, .object: break
        }
    }
}

extension JSONObject: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: JSONKey.self)
        if let own = decoder as? JSONValueDecoder, case .object(let object) = own.value {
            self = object
        } else {
            self = try JSONObject(sorted: container)
        }
    }

    fileprivate init(sorted container: KeyedDecodingContainer<JSONKey>) throws {
        let keys = container.allKeys.sorted { $0.stringValue.utf8.lexicographicallyPrecedes($1.stringValue.utf8) }
        self.init(uniqueMembers: try keys.map { ($0.stringValue, try container.decode(JSONValue.self, forKey: $0)) })
    }

    public func encode(to encoder: any Encoder) throws {
        if let own = encoder as? JSONValueEncoder { return own.storage.value = .object(self) }
        var container = encoder.container(keyedBy: JSONKey.self)
        for (key, value) in members { try container.encode(value, forKey: JSONKey(key)) }
    }
}

/// Any text as a coding key.
struct JSONKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { stringValue = String(intValue) }
}
