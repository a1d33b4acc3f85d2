/// One scalar after the other out of bytes of UTF-8.
///
/// Bytes that are no UTF-8 are read one by one as U+FFFD, so nothing traps and every byte is passed once.
public enum ScalarReader {
    /// The scalar at `place` and how many bytes it takes; `place` is inside.
    @inlinable @inline(__always)
    public static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> (value: UInt32, length: Int) {
        let first = bytes[place]
        if first < 0x80 { return (UInt32(first), 1) }
        return readLonger(bytes, place)
    }

    @inlinable
    static func readLonger(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> (value: UInt32, length: Int) {
        let first = bytes[place]
        let length = first & 0xE0 == 0xC0 ? 2 : first & 0xF0 == 0xE0 ? 3 : first & 0xF8 == 0xF0 ? 4 : 0
        guard length > 0, place + length <= bytes.count else { return (0xFFFD, 1) }
        var value = UInt32(first & (0x7F >> UInt8(length)))
        for next in 1..<length {
            guard bytes[place + next] & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            value = value << 6 | UInt32(bytes[place + next] & 0x3F)
        }
        let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x1_0000
        guard value >= least, value <= 0x10_FFFF, value & 0xFFFF_F800 != 0xD800 else { return (0xFFFD, 1) }
        return (value, length)
    }

    /// How many scalars the bytes hold.
    public static func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        for byte in bytes where ByteClass.isScalarStart(byte) { count += 1 }
        return count
    }
}
