/// Writes MessagePack, each value in its shortest form, as msgpack-python does: whole numbers from 0 on unsigned,
/// fractions as 64-bit floats, text as `str`, bytes as `bin`.
public struct MessagePackWriter: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public static func bytes(of value: MessagePackValue) -> [UInt8] {
        var writer = MessagePackWriter()
        writer.write(value)
        return writer.bytes
    }

    public mutating func write(_ value: MessagePackValue) {
        switch value {
        case .null: bytes.append(0xC0)
        case .bool(let value): bytes.append(value ? 0xC3 : 0xC2)
        case .int(let value): if value < 0 { writeNegative(value) } else { writeUnsigned(UInt64(value)) }
        case .unsigned(let value): writeUnsigned(value)
        case .double(let value):
            bytes.append(0xCB)
            append(value.bitPattern, 8)
        case .string(let text):
            let utf8 = Array(text.utf8)
            writeHead(utf8.count, short: (0xA0, 31), one: 0xD9, two: 0xDA, four: 0xDB)
            bytes.append(contentsOf: utf8)
        case .bytes(let raw):
            writeBytesHead(raw.count)
            bytes.append(contentsOf: raw)
        case .array(let values):
            writeArrayHead(values.count)
            for value in values { write(value) }
        case .map(let members):
            writeMapHead(members.count)
            for member in members {
                write(member.key)
                write(member.value)
            }
        case .other(let type, let raw):
            if let place = [1, 2, 4, 8, 16].firstIndex(of: raw.count) { bytes.append(0xD4 + UInt8(place)) } else { writeHead(raw.count, short: nil, one: 0xC7, two: 0xC8, four: 0xC9) }
            bytes.append(UInt8(bitPattern: type))
            bytes.append(contentsOf: raw)
        }
    }

    // Beginnings of what does not fit in memory: the contents follow from elsewhere.
    mutating func writeBytesHead(_ count: Int) { writeHead(count, short: nil, one: 0xC4, two: 0xC5, four: 0xC6) }
    mutating func writeArrayHead(_ count: Int) { writeHead(count, short: (0x90, 15), one: nil, two: 0xDC, four: 0xDD) }
    mutating func writeMapHead(_ count: Int) { writeHead(count, short: (0x80, 15), one: nil, two: 0xDE, four: 0xDF) }

    private mutating func writeUnsigned(_ value: UInt64) {
        switch value {
        case 0...0x7F: bytes.append(UInt8(value))
        case 0...0xFF: bytes.append(0xCC); append(value, 1)
        case 0...0xFFFF: bytes.append(0xCD); append(value, 2)
        case 0...0xFFFF_FFFF: bytes.append(0xCE); append(value, 4)
        default: bytes.append(0xCF); append(value, 8)
        }
    }

    private mutating func writeNegative(_ value: Int64) {
        let bits = UInt64(bitPattern: value)
        switch value {
        case (-32)...: append(bits, 1)
        case (-0x80)...: bytes.append(0xD0); append(bits, 1)
        case (-0x8000)...: bytes.append(0xD1); append(bits, 2)
        case (-0x8000_0000)...: bytes.append(0xD2); append(bits, 4)
        default: bytes.append(0xD3); append(bits, 8)
        }
    }

    private mutating func writeHead(_ count: Int, short: (base: UInt8, most: Int)?, one: UInt8?, two: UInt8, four: UInt8) {
        if let short, count <= short.most { return bytes.append(short.base | UInt8(count)) }
        if let one, count <= 0xFF {
            bytes.append(one)
            return append(UInt64(count), 1)
        }
        bytes.append(count <= 0xFFFF ? two : four)
        append(UInt64(count), count <= 0xFFFF ? 2 : 4)
    }

    private mutating func append(_ value: UInt64, _ length: Int) {
        for place in (0..<length).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * place))) }
    }
}
