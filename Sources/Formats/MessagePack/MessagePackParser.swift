/// Reads one MessagePack value (specification of 2017, with `bin`, `str 8` and `ext`) from bytes.
///
/// Nothing is allocated on the word of a length: a count that cannot be in the bytes left is refused first. Nesting
/// beyond 128 levels, text that is not UTF-8 and bytes after the value are refused, each with its offset.
public struct MessagePackParser {
    public static let maximumDepth = 128

    private let bytes: UnsafeRawBufferPointer
    private var place = 0
    private var depth = 0

    private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    public static func parse(_ bytes: [UInt8]) throws(MessagePackError) -> MessagePackValue {
        try bytes.withUnsafeBytes { raw in Result { () throws(MessagePackError) in try parse(raw) } }.get()
    }

    public static func parse(_ bytes: UnsafeRawBufferPointer) throws(MessagePackError) -> MessagePackValue {
        var parser = MessagePackParser(bytes)
        let value = try parser.value()
        guard parser.place == bytes.count else { throw .trailing(offset: parser.place) }
        return value
    }

    private mutating func value() throws(MessagePackError) -> MessagePackValue {
        let start = place
        let byte = try take(1, from: start)[0]
        switch byte {
        case 0x00...0x7F: return .int(Int64(byte))
        case 0xE0...0xFF: return .int(Int64(Int8(bitPattern: byte)))
        case 0x80...0x8F: return try map(Int(byte & 0x0F), start)
        case 0x90...0x9F: return try array(Int(byte & 0x0F), start)
        case 0xA0...0xBF: return try text(Int(byte & 0x1F), start)
        case 0xC0: return .null
        case 0xC1: throw .unusedByte(offset: start)
        case 0xC2, 0xC3: return .bool(byte == 0xC3)
        case 0xC4...0xC6: return .bytes(Array(try take(try count(1 << (byte - 0xC4), start), from: start)))
        case 0xC7...0xC9: return try other(try count(1 << (byte - 0xC7), start), start)
        case 0xCA: return .double(Double(Float(bitPattern: UInt32(try whole(4, start)))))
        case 0xCB: return .double(Double(bitPattern: try whole(8, start)))
        case 0xCC...0xCF: return MessagePackValue(try whole(1 << (byte - 0xCC), start))
        case 0xD0...0xD3: return .int(try signed(1 << (byte - 0xD0), start))
        case 0xD4...0xD8: return try other(1 << (byte - 0xD4), start)
        case 0xD9...0xDB: return try text(try count(1 << (byte - 0xD9), start), start)
        case 0xDC, 0xDD: return try array(try count(byte == 0xDC ? 2 : 4, start), start)
        default: return try map(try count(byte == 0xDE ? 2 : 4, start), start)
        }
    }

    private mutating func take(_ length: Int, from start: Int) throws(MessagePackError) -> UnsafeRawBufferPointer {
        guard length <= bytes.count - place else { throw .truncated(offset: start) }
        defer { place += length }
        return UnsafeRawBufferPointer(rebasing: bytes[place..<place + length])
    }

    /// Big-endian, of 1 to 8 bytes.
    private mutating func whole(_ length: Int, _ start: Int) throws(MessagePackError) -> UInt64 {
        var number: UInt64 = 0
        for byte in try take(length, from: start) { number = number << 8 | UInt64(byte) }
        return number
    }

    private mutating func signed(_ length: Int, _ start: Int) throws(MessagePackError) -> Int64 {
        let unused = 64 - 8 * length
        return Int64(bitPattern: try whole(length, start) << unused) >> unused
    }

    private mutating func count(_ length: Int, _ start: Int) throws(MessagePackError) -> Int { Int(clamping: try whole(length, start)) }

    private mutating func text(_ length: Int, _ start: Int) throws(MessagePackError) -> MessagePackValue {
        let raw = try take(length, from: start)
        guard UTF8Check.firstFault(in: raw) == nil else { throw .notUTF8(offset: start) }
        return .string(String(decoding: raw, as: UTF8.self))
    }

    private mutating func other(_ length: Int, _ start: Int) throws(MessagePackError) -> MessagePackValue {
        let type = Int8(bitPattern: try take(1, from: start)[0])
        return .other(type: type, Array(try take(length, from: start)))
    }

    /// Each element takes a byte at least.
    private mutating func enter(_ elements: Int, _ start: Int) throws(MessagePackError) {
        guard elements <= bytes.count - place else { throw .truncated(offset: start) }
        depth += 1
        guard depth <= Self.maximumDepth else { throw .tooDeep(offset: start, limit: Self.maximumDepth) }
    }

    private mutating func array(_ count: Int, _ start: Int) throws(MessagePackError) -> MessagePackValue {
        try enter(count, start)
        defer { depth -= 1 }
        var values: [MessagePackValue] = []
        for _ in 0..<count { values.append(try value()) }
        return .array(values)
    }

    private mutating func map(_ count: Int, _ start: Int) throws(MessagePackError) -> MessagePackValue {
        try enter(count, start)
        defer { depth -= 1 }
        var members: [MessagePackMember] = []
        for _ in 0..<count {
            let key = try value()
            members.append(MessagePackMember(key, try value()))
        }
        return .map(members)
    }
}
