import Yams

/// What a plain YAML word means, by the core schema of YAML 1.2: `true`, `null`, `12`, `0.5`; all else is text.
///
/// Numbers are read by the JSON parser, so what it keeps exact is kept exact here; `007` and `1_000` stay text.
enum YAMLScalar {
    static func value(_ scalar: Node.Scalar) -> JSONValue {
        guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
        switch scalar.string {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return number(scalar.string) ?? .string(scalar.string)
        }
    }

    static func number(_ text: String) -> JSONValue? {
        guard let first = text.utf8.first, first == 45 || (48...57).contains(first) else { return nil }
        guard let value = try? JSONParser.parse(text) else { return nil }
        switch value {
        case .int, .double, .literal: return value
        default: return nil
        }
    }

    static func isNull(_ node: Node) -> Bool {
        if case .scalar(let scalar) = node { value(scalar).isNull } else { false }
    }

    /// Any node as JSON; keys of mappings are taken as they are written.
    static func json(_ node: Node) -> JSONValue {
        switch node {
        case .scalar(let scalar): value(scalar)
        case .sequence(let nodes): .array(nodes.map(json))
        case .mapping(let pairs): .object(JSONObject(pairs.map { (key: key($0.key), value: json($0.value)) }))
        case .alias: .null
        }
    }

    /// A key's text; a key that is itself a list or mapping is shown as JSON.
    static func key(_ node: Node) -> String {
        if case .scalar(let scalar) = node { scalar.string } else { json(node).text() }
    }
}
