/// A 64-bit hash of bytes that is the same everywhere: for buckets, shingles and ordering, not for security.
///
/// XXH64 as specified by Yann Collet (xxHash fast digest algorithm, version 0.1.1). Swift's own `Hasher` is seeded
/// anew in each process, so nothing stored or compared across runs may use it.
/// Frozen: splits, models and groups depend on these numbers.
public enum Hash64 {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    /// Of the text's UTF-8.
    public static func of(_ text: String, seed: UInt64 = 0) -> UInt64 {
        var text = text
        return text.withUTF8 { of($0, seed: seed) }
    }

    public static func of(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
        bytes.withUnsafeBufferPointer { of($0, seed: seed) }
    }

    public static func of(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
        let count = bytes.count
        guard count > 0, let start = UnsafeRawPointer(bytes.baseAddress) else { return avalanche(seed &+ prime5) }
        var place = 0
        var hash = seed &+ prime5
        if count >= 32 { (hash, place) = stripes(start, count, seed) }
        hash &+= UInt64(count)
        return avalanche(tail(start, count, from: place, hash))
    }

    /// One hash from two, order kept.
    public static func combine(_ left: UInt64, _ right: UInt64) -> UInt64 {
        finalise(rotate(left, 27) &* prime1 ^ finalise(right &+ prime4))
    }

    /// The finaliser of splitmix64: a bijection that spreads every bit over all others.
    @inlinable
    public static func finalise(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// Whole stripes of 32 bytes through four lanes.
    private static func stripes(_ start: UnsafeRawPointer, _ count: Int, _ seed: UInt64) -> (UInt64, Int) {
        var lane1 = seed &+ prime1 &+ prime2
        var lane2 = seed &+ prime2
        var lane3 = seed
        var lane4 = seed &- prime1
        var place = 0
        while place + 32 <= count {
            lane1 = round(lane1, word(start, place))
            lane2 = round(lane2, word(start, place + 8))
            lane3 = round(lane3, word(start, place + 16))
            lane4 = round(lane4, word(start, place + 24))
            place += 32
        }
        var hash = rotate(lane1, 1) &+ rotate(lane2, 7) &+ rotate(lane3, 12) &+ rotate(lane4, 18)
        hash = merge(hash, lane1)
        hash = merge(hash, lane2)
        hash = merge(hash, lane3)
        hash = merge(hash, lane4)
        return (hash, place)
    }

    private static func tail(_ start: UnsafeRawPointer, _ count: Int, from first: Int, _ seed: UInt64) -> UInt64 {
        var hash = seed
        var place = first
        while place + 8 <= count {
            hash = rotate(hash ^ round(0, word(start, place)), 27) &* prime1 &+ prime4
            place += 8
        }
        if place + 4 <= count {
            let half = UInt64(UInt32(littleEndian: start.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
            hash = rotate(hash ^ half &* prime1, 23) &* prime2 &+ prime3
            place += 4
        }
        while place < count {
            let byte = UInt64(start.load(fromByteOffset: place, as: UInt8.self))
            hash = rotate(hash ^ byte &* prime5, 11) &* prime1
            place += 1
        }
        return hash
    }

    private static func avalanche(_ value: UInt64) -> UInt64 {
        var hash = value
        hash = (hash ^ hash >> 33) &* prime2
        hash = (hash ^ hash >> 29) &* prime3
        return hash ^ hash >> 32
    }

    @inline(__always)
    private static func word(_ start: UnsafeRawPointer, _ place: Int) -> UInt64 {
        UInt64(littleEndian: start.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    @inline(__always)
    private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
        rotate(lane &+ input &* prime2, 31) &* prime1
    }

    @inline(__always)
    private static func merge(_ hash: UInt64, _ lane: UInt64) -> UInt64 {
        (hash ^ round(0, lane)) &* prime1 &+ prime4
    }

    @inline(__always)
    private static func rotate(_ value: UInt64, _ by: UInt64) -> UInt64 {
        value << by | value >> (64 - by)
    }
}
