import Records

/// Attribute values of formats that have only text.
enum AttributeText {
    /// nil when the text is no value of that attribute.
    static func value(_ text: String, of definition: AttributeDefinition) -> JSONValue? {
        switch definition.kind {
        case .boolean:
            switch text.lowercased() {
            case "1", "true", "yes": return true
            case "0", "false", "no": return false
            default: return nil
            }
        case .number: return DecimalText.number(text).map { Int64(exactly: $0).map(JSONValue.int) ?? .double($0) }
        case .choice: return definition.options.contains(text) ? .string(text) : nil
        case .text: return .string(text)
        }
    }

    static func text(_ value: JSONValue) -> String {
        switch value {
        case .bool(let flag): flag ? "1" : "0"
        case .string(let text): text
        case .double(let number): DecimalText.text(number)
        default: value.text()
        }
    }
}
