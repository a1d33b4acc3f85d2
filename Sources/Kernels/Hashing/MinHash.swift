/// A short signature of a set whose agreement estimates the Jaccard index of two sets.
///
/// Broder (1997), doi 10.1109/SEQUEN.1997.666900: under a random permutation the least elements of two sets are equal
/// with probability |A and B| / |A or B|. Here permutation i is x -> a_i * x + b_i modulo 2^32 with odd a_i, after the
/// 64-bit shingle hash was folded to 32 bits; the shingles are well mixed already, which the linear maps rely on.
///
/// Shapes: S shingles in, `count` values out. Cost: O(S * count), 8 permutations at a time, no allocation.
/// The standard error of an estimate is sqrt(J (1 - J) / count): 0.04 at J 0.7 with 128.
public struct MinHash: Sendable {
    public let count: Int
    private let multipliers: [SIMD8<UInt32>]
    private let offsets: [SIMD8<UInt32>]

    /// `count` is a multiple of 8.
    public init(count: Int = 128, seed: UInt64 = 1) {
        precondition(count > 0 && count % 8 == 0, "\(count) permutations: not a multiple of 8")
        var random = SeededRandom.derive(seed, "minhash")
        func lanes(odd: Bool) -> [SIMD8<UInt32>] {
            (0..<count / 8).map { _ in
                var lane = SIMD8<UInt32>(repeating: 0)
                for place in 0..<8 { lane[place] = UInt32(truncatingIfNeeded: random.next() >> 32) | (odd ? 1 : 0) }
                return lane
            }
        }
        self.count = count
        multipliers = lanes(odd: true)
        offsets = lanes(odd: false)
    }

    /// Writes `count` values. An empty set gives the greatest value everywhere.
    public func sign(_ shingles: UnsafeBufferPointer<UInt64>, into signature: UnsafeMutableBufferPointer<UInt32>) {
        precondition(signature.count >= count, "signature holds \(signature.count) of \(count) values")
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: shingles.count) { folded in
            for place in shingles.indices { folded[place] = UInt32(truncatingIfNeeded: shingles[place] ^ shingles[place] >> 32) }
            for block in multipliers.indices {
                let least = Self.least(UnsafeBufferPointer(folded), multipliers[block], offsets[block])
                for lane in 0..<8 { signature[block * 8 + lane] = least[lane] }
            }
        }
    }

    public func signature(of shingles: [UInt64]) -> [UInt32] {
        var values = [UInt32](repeating: .max, count: count)
        shingles.withUnsafeBufferPointer { shingles in
            values.withUnsafeMutableBufferPointer { sign(shingles, into: $0) }
        }
        return values
    }

    /// The offset carries 2^31, so that the order of signed lanes, which old processors have, is that of unsigned ones.
    @inline(__always)
    private static func least(
        _ folded: UnsafeBufferPointer<UInt32>, _ multiplier: SIMD8<UInt32>, _ offset: SIMD8<UInt32>
    ) -> SIMD8<UInt32> {
        let shifted = offset &+ 0x8000_0000
        var least = SIMD8<Int32>(repeating: .max)
        for value in folded {
            let permuted = SIMD8<Int32>(truncatingIfNeeded: SIMD8<UInt32>(repeating: value) &* multiplier &+ shifted)
            least.replace(with: permuted, where: permuted .< least)
        }
        return SIMD8<UInt32>(truncatingIfNeeded: least) &+ 0x8000_0000
    }

    /// The share of equal places: the estimate of the Jaccard index.
    public static func similarity(_ left: [UInt32], _ right: [UInt32]) -> Double {
        precondition(left.count == right.count && !left.isEmpty, "signatures of \(left.count) and \(right.count) values")
        var equal = 0
        for place in left.indices where left[place] == right[place] { equal += 1 }
        return Double(equal) / Double(left.count)
    }
}
