/// Reads Protocol Buffers' wire format field by field. Lengths are held against the bytes that are there.
/// Layout: https://protobuf.dev/programming-guides/encoding/
struct ProtobufReader {
    enum Value {
        case varint(UInt64)
        case fixed64(UInt64)
        case bytes(ArraySlice<UInt8>)
        case fixed32(UInt32)
    }

    struct Fault: Error { var place: Int }

    private let bytes: ArraySlice<UInt8>
    private(set) var place: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    var isAtEnd: Bool { place == bytes.endIndex }

    /// nil at the end.
    mutating func field() throws(Fault) -> (number: Int, value: Value)? {
        guard !isAtEnd else { return nil }
        let head = try varint()
        guard head >> 3 > 0, head >> 3 < 1 << 29 else { throw Fault(place: place) }
        let number = Int(head >> 3)
        switch head & 7 {
        case 0: return (number, .varint(try varint()))
        case 1: return (number, .fixed64(try fixed(8)))
        case 2:
            let length = try varint()
            guard length <= UInt64(bytes.endIndex - place) else { throw Fault(place: place) }
            defer { place += Int(length) }
            return (number, .bytes(bytes[place..<(place + Int(length))]))
        case 5: return (number, .fixed32(UInt32(truncatingIfNeeded: try fixed(4))))
        default: throw Fault(place: place)
        }
    }

    mutating func varint() throws(Fault) -> UInt64 {
        var value: UInt64 = 0
        for step in 0..<10 {
            guard place < bytes.endIndex else { throw Fault(place: place) }
            let next = bytes[place]
            place += 1
            value |= UInt64(next & 0x7F) << UInt64(7 * step)
            if next < 0x80 { return value }
        }
        throw Fault(place: place)
    }

    mutating func fixed(_ count: Int) throws(Fault) -> UInt64 {
        guard count <= bytes.endIndex - place else { throw Fault(place: place) }
        defer { place += count }
        return bytes[place..<(place + count)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
}
