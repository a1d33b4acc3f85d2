import Records

/// JSON with one member per line, for files people open.
enum JSONText {
    static func quoted(_ text: String) -> String { JSONValue.string(text).text() }

    static func indented(_ value: JSONValue, depth: Int = 0) -> String {
        let inner = String(repeating: "  ", count: depth + 1)
        let outer = String(repeating: "  ", count: depth)
        switch value {
        case .object(let object) where !object.isEmpty:
            let lines = object.members.map { "\(inner)\(quoted($0.key)): \(indented($0.value, depth: depth + 1))" }
            return "{\n\(lines.joined(separator: ",\n"))\n\(outer)}"
        case .array(let values) where values.contains { $0.object != nil }:
            let lines = values.map { "\(inner)\(indented($0, depth: depth + 1))" }
            return "[\n\(lines.joined(separator: ",\n"))\n\(outer)]"
        default: return value.text()
        }
    }
}
