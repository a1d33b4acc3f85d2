/// A set of hashes up to a bound: to tell what was seen before in a stream of millions.
///
/// Open addressing in one array, since Swift's own set hashes its members once more. Beyond the bound nothing is taken in,
/// which `isFull` says. Memory: 16 to 32 bytes a member.
public struct HashSet64: Sendable {
    public let bound: Int
    public private(set) var count = 0
    /// 0 is free; the hash 0 is kept as 1.
    private var slots = [UInt64](repeating: 0, count: 1024)

    public init(bound: Int) { self.bound = bound }

    public var isFull: Bool { count >= bound }

    /// True when the hash is new. In a full set every unknown hash is.
    public mutating func insert(_ hash: UInt64) -> Bool {
        let key = hash == 0 ? 1 : hash
        let place = slots.withUnsafeBufferPointer { Self.place(of: key, in: $0) }
        if slots[place] == key { return false }
        if isFull { return true }
        slots[place] = key
        count += 1
        if count * 2 > slots.count { grow() }
        return true
    }

    private static func place(of key: UInt64, in slots: UnsafeBufferPointer<UInt64>) -> Int {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: key) & mask
        while slots[place] != 0, slots[place] != key { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        var wider = [UInt64](repeating: 0, count: slots.count * 2)
        wider.withUnsafeMutableBufferPointer { wider in
            for key in slots where key != 0 { wider[Self.place(of: key, in: UnsafeBufferPointer(wider))] = key }
        }
        slots = wider
    }
}
