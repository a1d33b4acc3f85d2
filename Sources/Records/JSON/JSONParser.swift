/// Reads one JSON text (RFC 8259) strictly, from bytes.
///
/// Stricter than most: duplicate keys, lone surrogates, bytes that are not UTF-8, a byte order mark and nesting
/// beyond 128 levels are refused, so two readers can never understand one text differently. Numbers keep their
/// value (see `JSONValue`). Errors say byte offset, line and column. Cost: one pass, no backtracking.
public enum JSONParser {
    public static let maximumDepth = 128

    public static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONValue {
        var reader = JSONReader(bytes)
        return try reader.document()
    }

    public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBytes { raw in Result { () throws(JSONError) in try parse(raw) } }.get()
    }

    public static func parse(_ string: String) throws(JSONError) -> JSONValue {
        var copy = string
        return try copy.withUTF8 { utf8 in
            Result { () throws(JSONError) in try parse(UnsafeRawBufferPointer(utf8)) }
        }.get()
    }
}

/// The cursor over the bytes. Positions past the end read as 0, which no rule accepts.
struct JSONReader {
    let bytes: UnsafeRawBufferPointer
    var place = 0
    var depth = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    @inline(__always) func peek() -> UInt8 { place < bytes.count ? bytes[place] : 0 }

    func found() -> UInt8? { place < bytes.count ? bytes[place] : nil }

    func failure(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
        JSONError(reason, at: offset ?? place, in: bytes)
    }

    mutating func document() throws(JSONError) -> JSONValue {
        try refuseOtherEncodings()
        skipSpace()
        guard place < bytes.count else { throw failure(.empty) }
        let value = try value()
        skipSpace()
        guard place == bytes.count else { throw failure(.trailing(bytes[place])) }
        return value
    }

    private func refuseOtherEncodings() throws(JSONError) {
        // JSON begins with white space or an ASCII character, and no text of it has a zero.
        if let first = bytes.first, first > 0, first < 0x80, bytes.count == 1 || bytes[1] != 0 { return }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw failure(.byteOrderMark) }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw failure(.wideEncoding) }
        if bytes.count >= 2, bytes[0] == 0 || bytes[1] == 0 { throw failure(.wideEncoding) }
    }

    @inline(__always) mutating func skipSpace() {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x0A, 0x0D, 0x09: place += 1
            default: return
            }
        }
    }

    mutating func value() throws(JSONError) -> JSONValue {
        switch peek() {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw notAValue()
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let end = place + text.utf8CodeUnitCount
        let matches = end <= bytes.count && (0..<text.utf8CodeUnitCount).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
        guard matches else { throw notAValue() }
        place = end
        return value
    }

    private func notAValue() -> JSONError {
        let sign = place < bytes.count && [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[place]) ? 1 : 0
        let word = String(decoding: bytes[min(place + sign, bytes.count)...].prefix { ($0 | 32) >= 97 && ($0 | 32) <= 122 }.prefix(12), as: UTF8.self)
        if ["NaN", "nan", "Infinity", "inf", "Inf"].contains(word) { return failure(.notANumber(word)) }
        if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: ".") { return failure(.number(String(UnicodeScalar(peek())))) }
        return failure(.unexpected(found(), expected: "a value"))
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= JSONParser.maximumDepth else { throw failure(.tooDeep(limit: JSONParser.maximumDepth)) }
        place += 1
        skipSpace()
    }

    private mutating func array() throws(JSONError) -> [JSONValue] {
        try enter()
        defer { depth -= 1 }
        var values: [JSONValue] = []
        if peek() == UInt8(ascii: "]") {
            place += 1
            return values
        }
        while true {
            skipSpace()
            values.append(try value())
            if try endsAfterMember(UInt8(ascii: "]"), "`,` or `]`") { return values }
        }
    }

    private mutating func object() throws(JSONError) -> JSONObject {
        try enter()
        defer { depth -= 1 }
        if peek() == UInt8(ascii: "}") {
            place += 1
            return JSONObject()
        }
        var members: [(key: String, value: JSONValue)] = []
        members.reserveCapacity(8)
        var large: Set<String> = []
        while true {
            skipSpace()
            let start = place
            guard peek() == UInt8(ascii: "\"") else { throw failure(.unexpected(found(), expected: "a key in double quotes")) }
            let key = try string()
            guard Self.isNew(key, in: members, &large) else { throw failure(.duplicateKey(key), at: start) }
            skipSpace()
            guard peek() == UInt8(ascii: ":") else { throw failure(.unexpected(found(), expected: "`:`")) }
            place += 1
            skipSpace()
            members.append((key, try value()))
            if try endsAfterMember(UInt8(ascii: "}"), "`,` or `}`") { return JSONObject(uniqueMembers: members) }
        }
    }

    /// Linear for small objects; from 16 keys on through a set.
    @inline(__always)
    private static func isNew(_ key: String, in members: [(key: String, value: JSONValue)], _ large: inout Set<String>) -> Bool {
        if members.count < 16 {
            for member in members where member.key == key { return false }
            return true
        }
        if large.isEmpty { large.formUnion(members.lazy.map(\.key)) }
        return large.insert(key).inserted
    }

    @inline(__always)
    private mutating func endsAfterMember(_ close: UInt8, _ expected: String) throws(JSONError) -> Bool {
        skipSpace()
        let byte = peek()
        guard byte == close || byte == UInt8(ascii: ",") else { throw failure(.unexpected(found(), expected: expected)) }
        place += 1
        return byte == close
    }
}
