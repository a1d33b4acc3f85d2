/// Writes Thrift's compact protocol: what `ThriftReader` reads.
struct ThriftWriter {
    private(set) var bytes: [UInt8] = []
    /// Number of the last field of each open structure.
    private var last: [Int] = [0]

    mutating func int32(_ id: Int, _ value: Int) {
        field(id, .int32)
        zigzag(Int64(value))
    }

    mutating func int64(_ id: Int, _ value: Int64) {
        field(id, .int64)
        zigzag(value)
    }

    mutating func text(_ id: Int, _ value: String) {
        field(id, .binary)
        text(value)
    }

    mutating func bool(_ id: Int, _ value: Bool) { field(id, value ? .yes : .no) }

    mutating func list(_ id: Int, _ kind: ThriftReader.Kind, count: Int) {
        field(id, .list)
        if count < 15 {
            bytes.append(UInt8(count) << 4 | kind.rawValue)
        } else {
            bytes.append(0xF0 | kind.rawValue)
            varint(UInt64(count))
        }
    }

    /// Elements of lists.
    mutating func element(_ value: Int) { zigzag(Int64(value)) }
    mutating func element(_ value: String) { text(value) }

    /// A structure as a field, or without a number as an element of a list.
    mutating func open(_ id: Int? = nil) {
        if let id { field(id, .structure) }
        last.append(0)
    }

    mutating func close() {
        bytes.append(0)
        last.removeLast()
    }

    private mutating func text(_ value: String) {
        varint(UInt64(value.utf8.count))
        bytes += value.utf8
    }

    private mutating func field(_ id: Int, _ kind: ThriftReader.Kind) {
        let step = id - last[last.count - 1]
        if (1...15).contains(step) {
            bytes.append(UInt8(step) << 4 | kind.rawValue)
        } else {
            bytes.append(kind.rawValue)
            zigzag(Int64(id))
        }
        last[last.count - 1] = id
    }

    private mutating func zigzag(_ value: Int64) { varint(UInt64(bitPattern: (value << 1) ^ (value >> 63))) }

    private mutating func varint(_ value: UInt64) { Varint.append(value, to: &bytes) }
}

/// Numbers in groups of seven bits, the lowest first; the last byte has its top bit clear.
enum Varint {
    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
