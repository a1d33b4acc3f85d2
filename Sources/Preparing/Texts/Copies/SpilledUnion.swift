/// Which documents belong together, and which are copies: `UnionFind` in a store, for more documents than memory holds.
///
/// A number a document: its parent, and whether it is a copy. Pages of them are held in memory, 8 MiB whatever the number of
/// documents, and change places with those in the store. The root of a group is its least member, as in `UnionFind`.
struct SpilledUnion {
    private static let name = "parents"
    private static let pageSize = 1024
    private static let slotCount = 2048
    private static let copyBit: UInt32 = 1 << 31
    private let store: any SpillStore
    /// Slot by slot: 0 is a document that is its own parent, else its parent and 1, with the highest bit for a copy.
    private var numbers = [UInt32](repeating: 0, count: slotCount * pageSize)
    /// Which page each slot holds.
    private var pages = [Int](repeating: -1, count: slotCount)
    private var isChanged = [Bool](repeating: false, count: slotCount)

    init(_ store: any SpillStore) { self.store = store }

    /// The least member of the group.
    mutating func root(of document: Int) throws -> Int {
        var place = document
        while case let next = try parent(of: place), next != place {
            let beyond = try parent(of: next)
            if beyond != next { try set(place) { $0 & Self.copyBit | UInt32(beyond + 1) } }
            place = beyond
        }
        return place
    }

    mutating func join(_ left: Int, _ right: Int) throws {
        let (a, b) = (try root(of: left), try root(of: right))
        guard a != b else { return }
        try set(max(a, b)) { $0 & Self.copyBit | UInt32(min(a, b) + 1) }
    }

    mutating func isCopy(_ document: Int) throws -> Bool { numbers[try place(of: document)] & Self.copyBit != 0 }

    mutating func markCopy(_ document: Int) throws { try set(document) { $0 | Self.copyBit } }

    func remove() throws { try store.remove(Self.name) }

    private mutating func parent(of document: Int) throws -> Int {
        let number = numbers[try place(of: document)] & ~Self.copyBit
        return number == 0 ? document : Int(number) - 1
    }

    private mutating func set(_ document: Int, _ change: (UInt32) -> UInt32) throws {
        let place = try place(of: document)
        numbers[place] = change(numbers[place])
        isChanged[place / Self.pageSize] = true
    }

    /// Where the number of a document is in memory, after its page was brought there.
    private mutating func place(of document: Int) throws -> Int {
        let page = document / Self.pageSize, slot = page % Self.slotCount
        if pages[slot] != page { try bring(page, into: slot) }
        return slot * Self.pageSize + document % Self.pageSize
    }

    private mutating func bring(_ page: Int, into slot: Int) throws {
        let (bytes, held) = (Self.pageSize * MemoryLayout<UInt32>.stride, pages[slot])
        let (store, isChanged) = (store, isChanged[slot])
        try numbers.withUnsafeMutableBytes { all in
            let room = UnsafeMutableRawBufferPointer(rebasing: all[slot * bytes..<(slot + 1) * bytes])
            if isChanged { try store.write(UnsafeRawBufferPointer(room), to: Self.name, at: held * bytes) }
            let count = try store.read(Self.name, from: page * bytes, into: room)
            // What was never written: every document its own.
            UnsafeMutableRawBufferPointer(rebasing: room[count...]).initializeMemory(as: UInt8.self, repeating: 0)
        }
        (pages[slot], self.isChanged[slot]) = (page, false)
    }
}
