/// YAML under construction: block style at the outside, flow style inside, words quoted only where they must be.
struct YAMLText {
    private(set) var text = ""

    mutating func line(_ line: String) {
        text += line
        text += "\n"
    }

    mutating func pair(_ key: String, _ value: String?) {
        if let value { line("\(key): \(Self.word(value))") }
    }

    mutating func list(_ key: String, _ objects: [JSONObject]) {
        guard !objects.isEmpty else { return }
        line("\(key):")
        for object in objects { line("  - " + Self.flow(object)) }
    }

    /// Text of several lines as a literal block, so that it stays readable.
    mutating func block(_ key: String, _ value: String) {
        let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
        let isPrintable = value.unicodeScalars.allSatisfy { $0 == "\n" || !Self.mustEscape($0) }
        let body = value.unicodeScalars.contains { $0 != "\n" && $0 != " " }
        guard lines.count > 1, isPrintable, body, lines.first?.isEmpty == false else { return pair(key, value) }
        let ending = !value.hasSuffix("\n") ? "-" : value.hasSuffix("\n\n") ? "+" : ""
        line("\(key): |2\(ending)")
        for piece in value.hasSuffix("\n") ? lines.dropLast() : lines[...] { line(piece.isEmpty ? "" : "  \(piece)") }
    }

    static func flow(_ object: JSONObject) -> String {
        "{" + object.members.map { "\(word($0.key)): \(value($0.value))" }.joined(separator: ", ") + "}"
    }

    static func value(_ value: JSONValue) -> String {
        switch value {
        case .object(let object): flow(object)
        case .array(let values): "[" + values.map(Self.value).joined(separator: ", ") + "]"
        case .string(let text): word(text)
        case .double(let number): number.isFinite ? number.description : "null"
        case .null, .bool, .int, .literal: value.text()
        }
    }

    /// Plain if it reads back as the same text, else in double quotes.
    static func word(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || first.value == 0x5F else { return false }
        guard text.utf8.count <= 400, text.unicodeScalars.last != " " else { return false }
        let allowed = " _-./+@%()".unicodeScalars
        let isWord = text.unicodeScalars.allSatisfy { ($0.properties.isAlphabetic && !mustEscape($0)) || ("0"..."9").contains($0) || allowed.contains($0) }
        let reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        return isWord && !reserved.contains(text.lowercased())
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case _ where mustEscape(scalar): out += escape(scalar)
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let width = scalar.value > 0xFFFF ? 8 : 4
        return (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.utf8.count) + digits
    }

    /// What YAML does not let stand in a file as it is, or reads as a line break.
    private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: scalar.value > 0xFFFF && scalar.value & 0xFFFE == 0xFFFE
        }
    }
}
