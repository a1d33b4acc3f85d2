/// Hashes numbered in the order they are added.
struct HashSlots: Sendable {
    private var keys = [UInt64](repeating: 0, count: 1024)
    /// Number plus 1; 0 is free.
    private var numbers = [Int32](repeating: 0, count: 1024)
    private var count = 0

    /// A hash added twice keeps its later number.
    mutating func add(_ key: UInt64) {
        count += 1
        let place = place(of: key)
        (keys[place], numbers[place]) = (key, Int32(clamping: count))
        guard count * 2 > keys.count else { return }
        let (oldKeys, oldNumbers) = (keys, numbers)
        keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
        numbers = [Int32](repeating: 0, count: oldKeys.count * 2)
        for old in oldKeys.indices where oldNumbers[old] > 0 {
            let place = self.place(of: oldKeys[old])
            (keys[place], numbers[place]) = (oldKeys[old], oldNumbers[old])
        }
    }

    func number(of key: UInt64) -> Int? {
        let number = numbers[place(of: key)]
        return number > 0 ? Int(number) - 1 : nil
    }

    private func place(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: key) & mask
        while numbers[place] > 0, keys[place] != key { place = (place + 1) & mask }
        return place
    }
}
