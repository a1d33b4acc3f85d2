/// How often each value of a stream occurs: all of them up to a bound, above it the frequent ones.
///
/// Up to `bound` different values every count is exact. Above, the different ones are counted by HyperLogLog, and the table
/// keeps `kept` values by the rule of Misra and Gries (1982, doi 10.1016/0167-6423(82)90012-0): when it is full, all counts
/// go down together until half of the values are gone. A count is then short by at most `shortBy`, so every value more
/// frequent than that is in the table.
///
/// Bytes of a value are stored once, cut to 96. Deterministic; depends on the order of arrival above the bound only.
/// Memory: about 36 bytes a value and its text.
public struct FrequentValues: Sendable {
    public struct Entry: Sendable {
        public var text: String
        public var count: Int
        public var hash: UInt64
    }

    public static let mostBytes = 96
    private let bound: Int
    private let kept: Int
    /// Open addressing: number of the entry plus 1; 0 is free.
    private var slots = [Int32](repeating: 0, count: 64)
    private var hashes: [UInt64] = []
    private var counts: [Int] = []
    /// Where the text of entry n begins; it ends where the next begins.
    private var starts: [Int32] = [0]
    private var bytes: [UInt8] = []
    private var sketch: HyperLogLog?
    /// How many occurrences a count may lack.
    public private(set) var shortBy = 0

    public init(bound: Int, kept: Int = 4096) {
        self.bound = max(1, min(bound, 1 << 24))
        self.kept = max(64, kept)
    }

    public var isExact: Bool { sketch == nil }
    /// Different values; an estimate unless `isExact`.
    public var distinct: Int { sketch.map { Int($0.estimate.rounded()) } ?? counts.count }

    /// - Parameter hash: well mixed, as of `Hash64`; equal for equal values.
    @inline(__always)
    public mutating func add(_ hash: UInt64, _ text: UnsafeRawBufferPointer) {
        sketch?.add(hash: hash)
        let found = find(hash)
        if found >= 0 { counts[found] += 1 } else { insert(hash, text) }
    }

    /// The most frequent, ties by text.
    public func top(_ count: Int) -> [Entry] {
        let order = counts.indices.sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1 }
        guard count > 0, let last = order.prefix(count).last else { return [] }
        let candidates = order.prefix { counts[$0] >= counts[last] }.prefix(max(count * 64, 4096))
        let entries = candidates.map { Entry(text: text(of: $0), count: counts[$0], hash: hashes[$0]) }
        return Array(entries.sorted { $0.count != $1.count ? $0.count > $1.count : $0.text < $1.text }.prefix(count))
    }

    /// Every value that is kept, in the order of first occurrence.
    public var entries: [Entry] { counts.indices.map { Entry(text: text(of: $0), count: counts[$0], hash: hashes[$0]) } }
    public var allCounts: [Int] { counts }

    private func text(of entry: Int) -> String {
        String(decoding: bytes[Int(starts[entry])..<Int(starts[entry + 1])], as: UTF8.self)
    }

    /// Number of the entry, or -1.
    @inline(__always)
    private func find(_ hash: UInt64) -> Int {
        slots.withUnsafeBufferPointer { slots in
            hashes.withUnsafeBufferPointer { hashes in
                let mask = slots.count - 1
                var place = Int(truncatingIfNeeded: hash) & mask
                while slots[place] != 0 {
                    let entry = Int(slots[place]) - 1
                    if hashes[entry] == hash { return entry }
                    place = (place + 1) & mask
                }
                return -1
            }
        }
    }

    @inline(never)
    private mutating func insert(_ hash: UInt64, _ text: UnsafeRawBufferPointer) {
        if sketch == nil, counts.count == bound { startSketch(with: hash) }
        if sketch != nil, counts.count >= kept { shrink() }
        hashes.append(hash)
        counts.append(1)
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text.prefix(Self.cut(text))))
        starts.append(Int32(truncatingIfNeeded: bytes.count))
        if counts.count * 2 > slots.count {
            index(slotCount: slots.count * 4)
        } else {
            point(entry: counts.count - 1)
        }
    }

    /// At the end of a scalar.
    private static func cut(_ text: UnsafeRawBufferPointer) -> Int {
        guard text.count > mostBytes else { return text.count }
        var end = mostBytes
        while end > mostBytes - 4, text[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }

    private mutating func startSketch(with hash: UInt64) {
        var sketch = HyperLogLog()
        for known in hashes { sketch.add(hash: known) }
        sketch.add(hash: hash)
        self.sketch = sketch
    }

    /// Takes the count of the middle one of `kept` places off all counts.
    private mutating func shrink() {
        let half = kept / 2
        let ones = counts.reduce(0) { $0 + ($1 == 1 ? 1 : 0) }
        let loss = counts.count - ones <= half ? 1 : counts.sorted(by: >)[half]
        shortBy += loss
        let (oldHashes, oldCounts, oldStarts, oldBytes) = (hashes, counts, starts, bytes)
        (hashes, counts, starts, bytes) = ([], [], [0], [])
        for entry in oldCounts.indices where oldCounts[entry] > loss {
            hashes.append(oldHashes[entry])
            counts.append(oldCounts[entry] - loss)
            bytes.append(contentsOf: oldBytes[Int(oldStarts[entry])..<Int(oldStarts[entry + 1])])
            starts.append(Int32(truncatingIfNeeded: bytes.count))
        }
        var wanted = 64
        while wanted < kept * 2 { wanted *= 2 }
        index(slotCount: wanted)
    }

    private mutating func index(slotCount: Int) {
        slots = [Int32](repeating: 0, count: slotCount)
        for entry in counts.indices { point(entry: entry) }
    }

    private mutating func point(entry: Int) {
        slots.withUnsafeMutableBufferPointer { slots in
            let mask = slots.count - 1
            var place = Int(truncatingIfNeeded: hashes[entry]) & mask
            while slots[place] != 0 { place = (place + 1) & mask }
            slots[place] = Int32(truncatingIfNeeded: entry + 1)
        }
    }
}
