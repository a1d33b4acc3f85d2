import Records

/// Writes elements with tabs for depth, as annotation tools do; the same calls give the same bytes.
struct XMLWriter {
    private(set) var bytes: [UInt8] = []
    private var depth: Int

    /// `depth`: how far elements are set in.
    init(depth: Int = 0) { self.depth = depth }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        depth = 0
    }

    mutating func open(_ name: String, attributes: [XMLAttribute] = []) {
        start(name, attributes)
        newline()
        depth += 1
    }

    mutating func close(_ name: String) {
        depth -= 1
        indent()
        end(name)
    }

    mutating func element(_ name: String, _ text: String) {
        start(name, [])
        append(escaped: text)
        end(name)
    }

    mutating func element(_ name: String, _ number: Double) {
        start(name, [])
        DecimalText.append(number, to: &bytes)
        end(name)
    }

    /// What `XMLElement.json` made.
    mutating func element(_ name: String, _ value: JSONValue) {
        switch value {
        case .array(let values): for value in values { element(name, value) }
        case .object(let object): self.object(name, object)
        case .string(let text): element(name, text)
        default: element(name, value.text())
        }
    }

    private mutating func object(_ name: String, _ object: JSONObject) {
        var attributes: [XMLAttribute] = []
        for (key, value) in object.members where key.hasPrefix("@") { attributes.append(XMLAttribute(name: String(key.dropFirst()), value: value.string ?? value.text())) }
        let text = object["#text"]?.string ?? ""
        let children = object.members.filter { !$0.key.hasPrefix("@") && $0.key != "#text" }
        if children.isEmpty {
            start(name, attributes)
            append(escaped: text)
            return end(name)
        }
        open(name, attributes: attributes)
        if !text.isEmpty {
            indent()
            append(escaped: text)
            newline()
        }
        for (key, value) in children where Self.isName(key) { element(key, value) }
        close(name)
    }

    /// Whether a key that came as JSON can be an element's name.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(first == 45 || first == 46 || (first >= 48 && first <= 57)) else { return false }
        return text.utf8.allSatisfy { ($0 | 32 >= 97 && $0 | 32 <= 122) || ($0 >= 48 && $0 <= 58) || $0 == 95 || $0 == 45 || $0 == 46 || $0 >= 0x80 }
    }

    /// The text as it would be read back: without characters XML does not have, and trimmed.
    static func readable(_ text: String) -> String {
        let kept = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 32 && $0.value != 0xFFFE && $0.value != 0xFFFF || $0 == "\t" || $0 == "\n" }))
        return XMLElement(name: "", text: kept).trimmed
    }

    /// Whether text between tags is read back as it is: it holds no character that XML does not have.
    static func keeps(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 0xFFFE && $0.value != 0xFFFF || $0 == "\t" || $0 == "\n" || $0 == "\r" } }

    private mutating func start(_ name: String, _ attributes: [XMLAttribute]) {
        indent()
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: name.utf8)
        for attribute in attributes where Self.isName(attribute.name) {
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: attribute.name.utf8)
            bytes.append(contentsOf: "=\"".utf8)
            append(escaped: attribute.value, isAttribute: true)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func end(_ name: String) {
        bytes.append(contentsOf: "</".utf8)
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: ">"))
        newline()
    }

    private mutating func newline() { bytes.append(10) }
    private mutating func indent() { for _ in 0..<depth { bytes.append(9) } }

    /// Characters XML does not have are left out; line ends in attributes are written so that readers keep them.
    private mutating func append(escaped text: String, isAttribute: Bool = false) {
        let text = text.utf8.contains(0xEF) ? String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value != 0xFFFE && $0.value != 0xFFFF })) : text
        for byte in text.utf8 {
            switch byte {
            case 9, 10:
                if isAttribute { bytes.append(contentsOf: byte == 9 ? "&#9;".utf8 : "&#10;".utf8) } else { bytes.append(byte) }
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
            case 0..<9, 11, 12, 14..<32: break
            case 13: bytes.append(contentsOf: "&#13;".utf8)
            default: bytes.append(byte)
            }
        }
    }
}
