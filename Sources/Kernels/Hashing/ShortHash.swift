/// A hash for pieces of a few bytes, where the set-up of a general hash costs more than the bytes.
///
/// Up to 8 bytes are packed into one word and mixed, which is a bijection per length; longer pieces go to `Hash64`.
public enum ShortHash {
    @inline(__always)
    public static func of(_ bytes: [UInt8], _ start: Int, _ end: Int, seed: UInt64) -> UInt64 {
        bytes.withUnsafeBufferPointer { of($0, start, end, seed: seed) }
    }

    public static func of(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, seed: UInt64) -> UInt64 {
        guard end - start <= 8 else { return Hash64.of(UnsafeBufferPointer(rebasing: bytes[start..<end]), seed: seed) }
        var packed: UInt64 = 0
        for place in start..<end { packed = packed << 8 | UInt64(bytes[place]) }
        return Hash64.finalise(packed &+ (seed &* 16 &+ UInt64(end - start)) &* 0x9E37_79B9_7F4A_7C15)
    }
}
