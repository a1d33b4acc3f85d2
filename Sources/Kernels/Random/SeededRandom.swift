/// Random numbers that are the same on every machine and in every release.
///
/// xoshiro256** (Blackman and Vigna, 2018, doi 10.1145/3460772), its four words filled by splitmix64 from one seed.
/// Use `uniform`, `below` and `shuffle` of this file rather than the standard library's, whose algorithms are not
/// promised to stay: a split drawn today must be drawn again next year.
/// `derive` gives independent streams: one per step, fold or record, so results do not depend on who runs first.
///
/// Frozen: changing the numbers changes every seeded result.
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    public init(seed: UInt64) {
        var state = seed
        func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            return Hash64.finalise(state)
        }
        s0 = next()
        s1 = next()
        s2 = next()
        s3 = next()
    }

    /// A stream of its own for the part called `name`.
    public static func derive(_ seed: UInt64, _ name: String) -> SeededRandom {
        SeededRandom(seed: Hash64.of(name, seed: seed))
    }

    /// A stream of its own for part number `index`.
    public static func derive(_ seed: UInt64, _ index: Int) -> SeededRandom {
        SeededRandom(seed: Hash64.combine(seed, UInt64(bitPattern: Int64(index))))
    }

    public mutating func next() -> UInt64 {
        let result = Self.rotate(s1 &* 5, 7) &* 9
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = Self.rotate(s3, 45)
        return result
    }

    /// In [0, 1): the upper 53 bits.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// In 0..<bound, without bias (Lemire, 2019, doi 10.1145/3230636). `bound` is above 0.
    public mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "below(\(bound))")
        let bound = UInt64(bound)
        var (high, low) = next().multipliedFullWidth(by: bound)
        if low < bound {
            let threshold = (0 &- bound) % bound
            while low < threshold { (high, low) = next().multipliedFullWidth(by: bound) }
        }
        return Int(high)
    }

    /// Fisher-Yates from the end.
    public mutating func shuffle(_ values: inout [Int]) {
        var last = values.count - 1
        while last > 0 {
            values.swapAt(last, below(last + 1))
            last -= 1
        }
    }

    private static func rotate(_ value: UInt64, _ by: UInt64) -> UInt64 {
        value << by | value >> (64 - by)
    }
}
