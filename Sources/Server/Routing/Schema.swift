import Records

/// A JSON Schema (2020-12, as OpenAPI 3.1 uses it) written the way the answers look.
///
/// ```swift
/// Schema.object(["slug": .string, "version": .integer, "warning?": .string])
/// ```
/// A name that ends in `?` may be absent. Named schemas become components and are referred to by name.
public indirect enum Schema: Sendable {
    case string, integer, number, boolean
    /// 13 characters of base 32.
    case id
    /// Milliseconds since 1970.
    case time
    /// Anything at all; the text says what.
    case any(String)
    case oneOf([String])
    case array(Schema)
    /// Keys are data: question names, axes.
    case map(Schema)
    case members([Member])
    case named(String, Schema)

    public struct Member: Sendable {
        public let name: String
        public let isRequired: Bool
        public let schema: Schema
    }

    /// Members in order; `?` after a name makes it optional.
    public static func object(_ members: KeyValuePairs<String, Schema>) -> Schema {
        .members(members.map { name, schema in
            let isOptional = name.hasSuffix("?")
            return Member(name: isOptional ? String(name.dropLast()) : name, isRequired: !isOptional, schema: schema)
        })
    }

    public static func words<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> Schema where Word.RawValue == String {
        .oneOf(type.allCases.map(\.rawValue))
    }
}

extension Schema {
    /// The schema as JSON; named ones are collected into `components` and referred to.
    func json(collecting components: inout [String: JSONValue]) -> JSONValue {
        switch self {
        case .string: ["type": "string"]
        case .integer: ["type": "integer"]
        case .number: ["type": "number"]
        case .boolean: ["type": "boolean"]
        case .id: ["type": "string", "pattern": "^[0-7][0-9a-hjkmnp-tv-z]{12}$"]
        case .time: ["type": "integer", "description": "milliseconds since 1970-01-01T00:00:00Z"]
        case .any(let about): ["description": .string(about)]
        case .oneOf(let words): ["type": "string", "enum": .array(words.map(JSONValue.string))]
        case .array(let element): ["type": "array", "items": element.json(collecting: &components)]
        case .map(let value): ["type": "object", "additionalProperties": value.json(collecting: &components)]
        case .members(let members): Self.json(of: members, collecting: &components)
        case .named(let name, let schema): Self.reference(to: name, schema, collecting: &components)
        }
    }

    private static func json(of members: [Member], collecting components: inout [String: JSONValue]) -> JSONValue {
        var properties = JSONObject()
        for member in members { properties[member.name] = member.schema.json(collecting: &components) }
        var object: JSONObject = ["type": "object", "properties": .object(properties)]
        let required = members.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { object["required"] = .array(required) }
        return .object(object)
    }

    private static func reference(to name: String, _ schema: Schema, collecting components: inout [String: JSONValue]) -> JSONValue {
        if components[name] == nil {
            components[name] = .null  // a schema that mentions itself ends here
            components[name] = schema.json(collecting: &components)
        }
        return ["$ref": .string("#/components/schemas/\(name)")]
    }
}
