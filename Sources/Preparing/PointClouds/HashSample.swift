/// Counts how often each of many hashes came, in bounded memory: all of them, or a fair share.
///
/// Distinct sampling (Gibbons, VLDB 2001): when the table is full, only hashes that end in one more zero bit are kept on,
/// with their whole counts. Which are kept depends on the hashes alone, so what is counted of a kept one is exact, and
/// shares and quantiles over the kept ones estimate those over all. Results do not depend on the order of arrival.
///
/// Cost: one probe of an open table a hash. Memory: 32 bytes per kept hash.
struct HashSample {
    private let capacity: Int
    /// Hashes that end in this many zero bits are kept.
    private(set) var level = 0
    private(set) var count = 0
    /// 0 is an empty place.
    private var hashes: [UInt64]
    private var counts: [UInt32]

    /// - Parameter capacity: most hashes kept, at least 64.
    init(capacity: Int) {
        self.capacity = max(64, capacity)
        (hashes, counts) = Self.table(256)
    }

    /// Every hash that came is counted.
    var isWhole: Bool { level == 0 }

    /// How many different hashes came; an estimate above level 0.
    var distinct: Double { Double(count) * Double(sign: .plus, exponent: level, significand: 1) }

    /// The counts of the kept ones, ascending.
    var sortedCounts: [UInt32] { counts.filter { $0 > 0 }.sorted() }

    /// - Parameter hash: well mixed in all bits.
    mutating func add(_ hash: UInt64) {
        let hash = hash == 0 ? 1 << 63 : hash
        guard hash.trailingZeroBitCount >= level else { return }
        insert(hash, 1)
        if count * 2 > hashes.count { grow() }
    }

    private mutating func insert(_ hash: UInt64, _ times: UInt32) {
        let mask = hashes.count - 1
        var place = Int(truncatingIfNeeded: hash >> 24) & mask
        while hashes[place] != 0, hashes[place] != hash { place = (place + 1) & mask }
        if hashes[place] == 0 {
            hashes[place] = hash
            count += 1
        }
        counts[place] &+= times
    }

    private mutating func grow() {
        let isFull = count >= capacity
        if isFull { level += 1 }
        let (oldHashes, oldCounts) = (hashes, counts)
        (hashes, counts) = Self.table(isFull ? hashes.count : hashes.count * 2)
        count = 0
        for place in oldHashes.indices where oldHashes[place] != 0 && oldHashes[place].trailingZeroBitCount >= level { insert(oldHashes[place], oldCounts[place]) }
    }

    private static func table(_ size: Int) -> ([UInt64], [UInt32]) { ([UInt64](repeating: 0, count: size), [UInt32](repeating: 0, count: size)) }
}
