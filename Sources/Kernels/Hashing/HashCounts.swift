/// How often each of very many hashes was seen: a table that grows, of 12 bytes a place.
///
/// Keys are taken as well mixed. At most three quarters of the places are used, so a key costs 16 to 32 bytes. For one
/// document at a time use `HashTally`, which is emptied for nothing.
public struct HashCounts: Sendable {
    private var keys: [UInt64]
    /// 0: the place is free.
    private var counts: [UInt32]
    public private(set) var distinct = 0

    public init(expecting count: Int = 0) {
        var places = 1024
        while places / 4 * 3 < min(count, 1 << 30) { places *= 2 }
        keys = [UInt64](repeating: 0, count: places)
        counts = [UInt32](repeating: 0, count: places)
    }

    /// How often the key was seen, this time included; stays at `UInt32.max`.
    @discardableResult
    public mutating func add(_ key: UInt64, _ times: UInt32 = 1) -> Int {
        let place = place(of: key)
        if counts[place] == 0 {
            keys[place] = key
            distinct += 1
        }
        let (sum, isOver) = counts[place].addingReportingOverflow(times)
        counts[place] = isOver ? .max : sum
        let seen = Int(counts[place])
        if distinct * 4 > keys.count * 3 { grow() }
        return seen
    }

    public func count(of key: UInt64) -> Int { Int(counts[place(of: key)]) }

    private func place(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: key) & mask
        while counts[place] != 0, keys[place] != key { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        let (oldKeys, oldCounts) = (keys, counts)
        keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
        counts = [UInt32](repeating: 0, count: oldKeys.count * 2)
        for old in oldKeys.indices where oldCounts[old] != 0 {
            let place = place(of: oldKeys[old])
            keys[place] = oldKeys[old]
            counts[place] = oldCounts[old]
        }
    }
}
