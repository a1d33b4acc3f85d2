/// Whether bytes are well-formed UTF-8 (Unicode 15, table 3-7), and where they stop being so.
enum UTF8Check {
    /// Offset of the first byte that cannot be part of UTF-8; nil when all is well.
    static func firstFault(in bytes: UnsafeRawBufferPointer) -> Int? {
        var place = 0
        let count = bytes.count
        while place < count {
            if place + 8 <= count, bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                place += 8
                continue
            }
            let lead = bytes[place]
            if lead < 0x80 { place += 1; continue }
            guard let length = sequenceLength(lead), place + length <= count, isTail(bytes, lead, place, length) else { return place }
            place += length
        }
        return nil
    }

    @inline(__always)
    private static func sequenceLength(_ lead: UInt8) -> Int? {
        switch lead {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: nil
        }
    }

    @inline(__always)
    private static func isTail(_ bytes: UnsafeRawBufferPointer, _ lead: UInt8, _ place: Int, _ length: Int) -> Bool {
        let second = bytes[place + 1]
        let allowed: ClosedRange<UInt8> = switch lead {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
        guard allowed.contains(second) else { return false }
        for next in 2..<max(2, length) where bytes[place + next] & 0xC0 != 0x80 { return false }
        return true
    }
}
