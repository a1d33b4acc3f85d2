/// Writes JSON compactly: no white space, shortest decimals that read back the same, text as UTF-8.
///
/// `sorted` orders keys by their UTF-8 bytes, so equal values have equal bytes: what is hashed. JSON has no NaN and
/// no infinity; such doubles become `null`.
public struct JSONWriter: Sendable {
    public private(set) var bytes: [UInt8] = []
    private let sorted: Bool

    public init(sorted: Bool = false) { self.sorted = sorted }

    public mutating func write(_ value: JSONValue) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .int(let value): DecimalDigits.append(value, to: &bytes)
        case .double(let value): append(value)
        case .literal(let text): bytes.append(contentsOf: text.utf8)
        case .string(let text): append(quoted: text)
        case .array(let values): write(values)
        case .object(let object): write(object)
        }
    }

    /// For streams of lines: empties the buffer but keeps its room.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    public mutating func newline() { bytes.append(10) }

    private mutating func write(_ values: [JSONValue]) {
        bytes.append(UInt8(ascii: "["))
        var isFirst = true
        for value in values {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            write(value)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ object: JSONObject) {
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for (key, value) in sorted ? object.sortedMembers : object.members {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            append(quoted: key)
            bytes.append(UInt8(ascii: ":"))
            write(value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    fileprivate mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func append(_ value: Double) {
        guard value.isFinite else { return append("null") }
        bytes.append(contentsOf: value.description.utf8)
    }

    private mutating func append(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        var copy = text
        copy.withUTF8 { utf8 in
            var start = 0
            for place in 0..<utf8.count where utf8[place] < 0x20 || utf8[place] == 0x22 || utf8[place] == 0x5C {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<place]))
                append(escaped: utf8[place])
                start = place + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(escaped byte: UInt8) {
        switch byte {
        case 0x22: append("\\\"")
        case 0x5C: append("\\\\")
        case 10: append("\\n")
        case 13: append("\\r")
        case 9: append("\\t")
        default:
            append("\\u00")
            let digits: StaticString = "0123456789abcdef"
            bytes.append(digits.utf8Start[Int(byte >> 4)])
            bytes.append(digits.utf8Start[Int(byte & 15)])
        }
    }
}

extension JSONObject {
    /// Members in the order of their keys' UTF-8 bytes.
    public var sortedMembers: [(key: String, value: JSONValue)] {
        members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }
}

extension JSONValue {
    /// The value as UTF-8; `sorted` gives canonical bytes.
    public func bytes(sorted: Bool = false) -> [UInt8] {
        var writer = JSONWriter(sorted: sorted)
        writer.write(self)
        return writer.bytes
    }

    public func text(sorted: Bool = false) -> String { String(decoding: bytes(sorted: sorted), as: UTF8.self) }
}

extension JSONWriter {
    /// Bytes that are JSON already, or what joins values: the caller answers for the whole.
    public mutating func write(raw text: StaticString) { append(text) }
}
