/// How often each of many hashes was seen, for a document at a time.
///
/// Open addressing; `clear` only moves a stamp on, so a table grown for a long text costs nothing for the next short one.
/// Keys are taken as well mixed. Cost: about one look-up per `add`, 16 bytes per slot, at most half of the slots used.
public struct HashTally: Sendable {
    @usableFromInline var keys: [UInt64] = []
    @usableFromInline var counts: [UInt32] = []
    @usableFromInline var stamps: [UInt32] = []
    @usableFromInline var stamp: UInt32 = 0

    public init() {}

    /// Forgets everything and makes room for so many different keys; more than that must not be added.
    public mutating func clear(expecting count: Int) {
        var slots = max(16, keys.count)
        while slots < count * 2 { slots *= 2 }
        if slots > keys.count || stamp == .max {
            keys = [UInt64](repeating: 0, count: slots)
            counts = [UInt32](repeating: 0, count: slots)
            stamps = [UInt32](repeating: 0, count: slots)
            stamp = 0
        }
        stamp += 1
    }

    /// How often the key was seen, this time included.
    @inlinable
    public mutating func add(_ key: UInt64) -> Int {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: key) & mask
        while stamps[place] == stamp {
            if keys[place] == key {
                counts[place] &+= 1
                return Int(counts[place])
            }
            place = (place + 1) & mask
        }
        stamps[place] = stamp
        keys[place] = key
        counts[place] = 1
        return 1
    }

    @inlinable
    public func count(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: key) & mask
        while stamps[place] == stamp {
            if keys[place] == key { return Int(counts[place]) }
            place = (place + 1) & mask
        }
        return 0
    }
}
