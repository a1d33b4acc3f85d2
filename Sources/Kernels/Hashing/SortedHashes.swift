/// Sorts hashes faster than a sort that compares, because their upper bits already say where they belong.
///
/// One pass deals the values into about as many buckets as there are values, by their upper bits; a bucket of mixed hashes
/// holds one or two and is put in order by insertion. A bucket above 32, which only values that are no hashes make, goes to
/// the standard sort, so the worst case stays n log n.
///
/// Keep one value for many sets: the arrays are reused. Cost: about 6 ns a value up to a few thousand.
public struct SortedHashes: Sendable {
    private var ends: [Int32] = []
    private var dealt: [UInt64] = []

    public init() {}

    /// Ascending, without repeats, in place.
    public mutating func sortToSet(_ hashes: inout [UInt64]) {
        guard hashes.count > 1 else { return }
        if hashes.count > 1 << 20 { hashes.sort() } else { deal(&hashes) }
        var kept = 1
        hashes.withUnsafeMutableBufferPointer { hashes in
            for place in 1..<hashes.count where hashes[place] != hashes[kept - 1] {
                hashes[kept] = hashes[place]
                kept += 1
            }
        }
        hashes.removeSubrange(kept...)
    }

    private mutating func deal(_ hashes: inout [UInt64]) {
        let bits = max(4, Int.bitWidth - (hashes.count - 1).leadingZeroBitCount)
        let shift = UInt64(64 - bits)
        if ends.count < (1 << bits) + 1 { ends = [Int32](repeating: 0, count: (1 << bits) + 1) }
        if dealt.count < hashes.count { dealt = [UInt64](repeating: 0, count: hashes.count) }
        ends.withUnsafeMutableBufferPointer { ends in
            dealt.withUnsafeMutableBufferPointer { dealt in
                hashes.withUnsafeMutableBufferPointer { hashes in
                    Self.deal(hashes, into: dealt, UnsafeMutableBufferPointer(rebasing: ends[0...1 << bits]), shift)
                }
            }
        }
    }

    /// Counts, sums, deals, orders each bucket, copies back.
    private static func deal(
        _ hashes: UnsafeMutableBufferPointer<UInt64>, into dealt: UnsafeMutableBufferPointer<UInt64>,
        _ ends: UnsafeMutableBufferPointer<Int32>, _ shift: UInt64
    ) {
        ends.update(repeating: 0)
        for hash in hashes { ends[Int(hash >> shift) + 1] += 1 }
        for bucket in 1..<ends.count { ends[bucket] += ends[bucket - 1] }
        for hash in hashes {
            let bucket = Int(hash >> shift)
            dealt[Int(ends[bucket])] = hash
            ends[bucket] += 1
        }
        var start = 0
        for bucket in 0..<ends.count - 1 {
            order(dealt, start, Int(ends[bucket]))
            start = Int(ends[bucket])
        }
        for place in hashes.indices { hashes[place] = dealt[place] }
    }

    private static func order(_ values: UnsafeMutableBufferPointer<UInt64>, _ start: Int, _ end: Int) {
        guard end - start > 1 else { return }
        guard end - start <= 32 else {
            var bucket = UnsafeMutableBufferPointer(rebasing: values[start..<end])
            bucket.sort()
            return
        }
        for place in start + 1..<end {
            let value = values[place]
            var gap = place
            while gap > start, values[gap - 1] > value {
                values[gap] = values[gap - 1]
                gap -= 1
            }
            values[gap] = value
        }
    }
}
