import Glibc

/// Names as numbers, in order of first sight, from bytes that are not kept: for columns of millions of cells.
///
/// The bytes of a name are stored once, behind one another; a probe compares them only when 32 bits of their hash agree.
/// Cost: one XXH64 and about one comparison a look-up, no allocation for a name seen before.
public struct NameTable: Sendable {
    /// Bytes of all names, one behind the other.
    private var bytes: [UInt8] = []
    /// Name n is `starts[n] ..< starts[n + 1]`.
    private var starts: [Int] = [0]
    /// Open addressing: high half a piece of the hash, low half the name's number plus 1; 0 is free.
    private var slots = [UInt64](repeating: 0, count: 1024)

    public init() {}

    public var count: Int { starts.count - 1 }

    /// The number of a name, a new one when it was not seen before.
    public mutating func index(of name: UnsafeRawBufferPointer) -> Int32 {
        let hash = name.withMemoryRebound(to: UInt8.self) { Hash64.of($0) }
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] != 0 {
            if slots[place] >> 32 == hash >> 32 {
                let number = Int(slots[place] & 0xFFFF_FFFF) - 1
                if isName(number, name) { return Int32(truncatingIfNeeded: number) }
            }
            place = (place + 1) & mask
        }
        return add(name, hash, at: place)
    }

    public mutating func index(of name: String) -> Int32 {
        var name = name
        return name.withUTF8 { index(of: UnsafeRawBufferPointer($0)) }
    }

    /// All names by number; bytes that are no UTF-8 are mended, so check them before.
    public var names: [String] {
        bytes.withUnsafeBufferPointer { all in
            (0..<count).map { String(decoding: all[starts[$0]..<starts[$0 + 1]], as: UTF8.self) }
        }
    }

    private func isName(_ number: Int, _ name: UnsafeRawBufferPointer) -> Bool {
        let start = starts[number]
        guard starts[number + 1] - start == name.count else { return false }
        guard name.count > 0 else { return true }
        return bytes.withUnsafeBytes { memcmp($0.baseAddress! + start, name.baseAddress!, name.count) == 0 }
    }

    private mutating func add(_ name: UnsafeRawBufferPointer, _ hash: UInt64, at place: Int) -> Int32 {
        let number = count
        bytes.append(contentsOf: name)
        starts.append(bytes.count)
        slots[place] = (hash >> 32) << 32 | UInt64(number + 1)
        if count * 2 > slots.count { grow() }
        return Int32(number)
    }

    private mutating func grow() {
        var wider = [UInt64](repeating: 0, count: slots.count * 4)
        let mask = wider.count - 1
        bytes.withUnsafeBufferPointer { all in
            for number in 0..<count {
                let hash = Hash64.of(UnsafeBufferPointer(rebasing: all[starts[number]..<starts[number + 1]]))
                var place = Int(truncatingIfNeeded: hash) & mask
                while wider[place] != 0 { place = (place + 1) & mask }
                wider[place] = (hash >> 32) << 32 | UInt64(number + 1)
            }
        }
        slots = wider
    }
}
