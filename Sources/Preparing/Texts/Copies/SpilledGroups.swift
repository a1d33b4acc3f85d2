import Records

/// Groups put in the order of their least members without holding them: documents come together by their root, groups are
/// written away as they are made, and read back in order.
///
/// Memory: `bufferedKeys` times 16 bytes, and one group.
struct SpilledGroups {
    private let store: any SpillStore
    private let bufferedKeys: Int
    private var byRoot = SortedRuns("groups-by-root")
    private var byLeast = SortedRuns("groups-by-least-member")
    /// Of each group its kind, how many members it has, and those.
    private var written = SpillWriter("groups")

    init(store: any SpillStore, bufferedKeys: Int) { (self.store, self.bufferedKeys) = (store, bufferedKeys) }

    /// A document of the group whose first one is `root`, which is not added itself.
    mutating func add(_ document: Int, root: Int) throws {
        byRoot.add(UInt64(root), document)
        if byRoot.pendingCount >= bufferedKeys { try byRoot.spill(store) }
    }

    /// - Parameter make: the group of these documents.
    mutating func forEach(_ make: ([Int]) throws -> DuplicateGroup, _ give: (DuplicateGroup) throws -> Void) throws {
        try byRoot.spill(store)
        try byRoot.forEachBucket(store, ofAtLeast: 1) { root, documents in try write(try make([Int(root)] + documents)) }
        try byRoot.remove(store)
        try byLeast.spill(store)
        try written.flush(store)
        try byLeast.forEachBucket(store, ofAtLeast: 1) { _, places in
            // Of one least member when an id was added twice.
            let groups = try places.map { try read(at: $0) }
            for group in groups.enumerated().sorted(by: { ($0.element.members.count, $0.offset) < ($1.element.members.count, $1.offset) }) { try give(group.element) }
        }
        try byLeast.remove(store)
        try store.remove(written.name)
    }

    private mutating func write(_ group: DuplicateGroup) throws {
        // Ids in the order of signed numbers.
        byLeast.add(UInt64(bitPattern: group.id.raw) ^ 1 << 63, written.written)
        if byLeast.pendingCount >= bufferedKeys { try byLeast.spill(store) }
        let numbers = [group.kind == .exact ? 1 : 0, Int64(group.members.count)] + group.members.map(\.raw)
        try numbers.withUnsafeBytes { try written.append($0, store) }
    }

    private func read(at offset: Int) throws -> DuplicateGroup {
        let head = try numbers(2, at: offset)
        let members = try numbers(Int(head[1]), at: offset + 16)
        return DuplicateGroup(members: members.map { ItemID(raw: $0) }, kind: head[0] == 1 ? .exact : .near)
    }

    private func numbers(_ count: Int, at offset: Int) throws -> [Int64] {
        var numbers = [Int64](repeating: 0, count: count)
        let read = try numbers.withUnsafeMutableBytes { try store.read(written.name, from: offset, into: $0) }
        guard read == count * 8 else { throw SpillError(name: written.name, offset: offset + count * 8) }
        return numbers
    }
}
