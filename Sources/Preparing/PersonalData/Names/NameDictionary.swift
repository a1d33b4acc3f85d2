/// Which words, and which runs of words, are names or frequent words: classes by the hash of what is written.
///
/// An open table: a key lies at the slot of its lower bits or behind it, as far as `longestWalk`, so that a table without
/// a free slot ends too. Two keys of one upper half are one entry, one in some millions.
struct NameDictionary: Sendable {
    let keys: [UInt32]
    let classes: [UInt8]

    static let first: UInt8 = 1, last: UInt8 = 2, place: UInt8 = 4, country: UInt8 = 8, organisation: UInt8 = 16
    static let common: UInt8 = 32, veryCommon: UInt8 = 64
    /// Longer entries begin with this one.
    static let goesOn: UInt8 = 128
    static let longestPhrase = 5
    private static let longestWalk = 64

    /// 0 for what is not there.
    func classes(of key: UInt64) -> UInt8 {
        let mask = keys.count - 1, upper = UInt32(truncatingIfNeeded: key >> 32)
        var place = Int(truncatingIfNeeded: key) & mask
        for _ in 0..<Self.longestWalk {
            let found = classes[place]
            if found == 0 { return 0 }
            if keys[place] == upper { return found }
            place = (place + 1) & mask
        }
        return 0
    }
}
