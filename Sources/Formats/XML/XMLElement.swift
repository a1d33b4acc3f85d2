import Records

/// One element of a small XML file with all below it.
public struct XMLElement: Sendable, Hashable {
    public var name: String
    public var attributes: [XMLAttribute]
    public var children: [XMLElement]
    /// The text directly in it, pieces joined, with white space as it stands.
    public var text: String
    /// Line of its start, from 1.
    public var line: Int

    public init(name: String, attributes: [XMLAttribute] = [], children: [XMLElement] = [], text: String = "", line: Int = 0) {
        self.name = name
        self.attributes = attributes
        self.children = children
        self.text = text
        self.line = line
    }

    public func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }
    public func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The text without white space at both ends.
    public var trimmed: String {
        var text = Substring(text)
        while let last = text.utf8.last, last == 32 || (9...13).contains(last) { text = text.dropLast() }
        while let first = text.utf8.first, first == 32 || (9...13).contains(first) { text = text.dropFirst() }
        return String(text)
    }
}

public struct XMLAttribute: Sendable, Hashable {
    public var name: String
    public var value: String
    public init(name: String, value: String) { self.name = name; self.value = value }
}

/// How elements that nobody asked about are kept as metadata and written back: an element of text only is a string;
/// others are an object with `@name` for attributes, `#text` for text, and a list where children share a name.
extension XMLElement {
    public var json: JSONValue {
        let text = trimmed
        if children.isEmpty, attributes.isEmpty { return .string(text) }
        var object = JSONObject()
        for attribute in attributes { object["@" + attribute.name] = .string(attribute.value) }
        if !text.isEmpty { object["#text"] = .string(text) }
        for child in children { Self.add(child.name, child.json, to: &object) }
        return .object(object)
    }

    static func add(_ name: String, _ value: JSONValue, to object: inout JSONObject) {
        switch object[name] {
        case nil: object[name] = value
        case .array(let values)?: object[name] = .array(values + [value])
        case let first?: object[name] = .array([first, value])
        }
    }
}
