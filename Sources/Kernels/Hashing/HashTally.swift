/// How often each of many hashes was seen, for a document at a time.
///
/// Open addressing; `clear` only moves a stamp on, so a table grown for a long text costs nothing for the next short one.
/// Keys are taken as well mixed. Cost: about one look-up per `add`, 16 bytes per slot, at most half of the slots used.
public struct HashTally: Sendable {
    @usableFromInline struct Slot: Sendable {
        @usableFromInline var key: UInt64 = 0
        @usableFromInline var count: UInt32 = 0
        /// Taken when it is the tally's.
        @usableFromInline var stamp: UInt32 = 0
        @inlinable init() {}
    }

    @usableFromInline var slots: [Slot] = []
    @usableFromInline var stamp: UInt32 = 0

    public init() {}

    /// Forgets everything and makes room for so many different keys; more than that must not be added.
    public mutating func clear(expecting count: Int) {
        var wanted = max(16, slots.count)
        while wanted < count * 2 { wanted *= 2 }
        if wanted > slots.count || stamp == .max {
            slots = [Slot](repeating: Slot(), count: wanted)
            stamp = 0
        }
        stamp += 1
    }

    /// How often the key was seen, this time included.
    @inlinable
    public mutating func add(_ key: UInt64) -> Int {
        let stamp = stamp
        return slots.withUnsafeMutableBufferPointer { slots in
            let mask = slots.count - 1
            var place = Int(truncatingIfNeeded: key) & mask
            while slots[place].stamp == stamp {
                if slots[place].key == key {
                    slots[place].count &+= 1
                    return Int(slots[place].count)
                }
                place = (place + 1) & mask
            }
            slots[place].key = key
            slots[place].count = 1
            slots[place].stamp = stamp
            return 1
        }
    }

    @inlinable
    public func count(of key: UInt64) -> Int {
        slots.withUnsafeBufferPointer { slots in
            let mask = slots.count - 1
            var place = Int(truncatingIfNeeded: key) & mask
            while slots[place].stamp == stamp {
                if slots[place].key == key { return Int(slots[place].count) }
                place = (place + 1) & mask
            }
            return 0
        }
    }
}
