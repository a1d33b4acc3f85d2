/// Keys of documents, more than memory holds, brought together by equal key.
///
/// Written as they come, sorted a bufferful at a time, merged when asked: each bucket of documents with one key is handed
/// out once, keys ascending, documents ascending in each. Memory: the buffer, 16 bytes an entry, then 8 MiB for all runs.
struct SortedRuns: Sendable {
    struct Entry: BitwiseCopyable, Sendable {
        var key: UInt64
        var document: UInt64

        @inline(__always)
        static func isBefore(_ left: Entry, _ right: Entry) -> Bool {
            left.key != right.key ? left.key < right.key : left.document < right.document
        }
    }

    private struct Run: Sendable {
        var offset: Int
        var count: Int
    }

    private let name: String
    private var pending: [Entry] = []
    private var isSorted = true
    private var runs: [Run] = []
    private var written = 0
    /// Of all runs together while they are merged, shared out among them.
    private static let mergedEntries = 1 << 19
    private static let blockEntries = 16...4096

    init(_ name: String) { self.name = name }

    mutating func add(_ key: UInt64, _ document: Int) {
        pending.append(Entry(key: key, document: UInt64(document)))
        isSorted = false
    }

    /// How many wait in memory.
    var pendingCount: Int { pending.count }

    /// What spilling begins with, for doing it to several side by side.
    mutating func sort() {
        if !isSorted { pending.sort(by: Entry.isBefore) }
        isSorted = true
    }

    /// Sorts what is pending and writes it away.
    mutating func spill(_ store: any SpillStore) throws {
        guard !pending.isEmpty else { return }
        sort()
        try pending.withUnsafeBytes { try store.append($0, to: name) }
        runs.append(Run(offset: written, count: pending.count))
        written += pending.count * MemoryLayout<Entry>.stride
        pending.removeAll(keepingCapacity: true)
    }

    /// Keys with their documents, in order; those of fewer than `least` are passed over.
    func forEachBucket(_ store: any SpillStore, ofAtLeast least: Int = 2, _ body: (UInt64, [Int]) throws -> Void) throws {
        let block = min(max(Self.mergedEntries / max(1, runs.count), Self.blockEntries.lowerBound), Self.blockEntries.upperBound)
        var readers = runs.map { Reader(name, $0.offset, $0.count, block: block) }
        var heap = MergeHeap()
        for place in readers.indices { if let entry = try readers[place].next(store) { heap.push(entry, place) } }
        var bucket: [Int] = [], key: UInt64 = 0
        while let (entry, place) = heap.pop() {
            if entry.key != key, !bucket.isEmpty {
                if bucket.count >= least { try body(key, bucket) }
                bucket.removeAll(keepingCapacity: true)
            }
            key = entry.key
            bucket.append(Int(entry.document))
            if let next = try readers[place].next(store) { heap.push(next, place) }
        }
        if !bucket.isEmpty, bucket.count >= least { try body(key, bucket) }
    }

    /// Gives back the room of what was pending; nothing is.
    mutating func shrink() { pending = [] }

    func remove(_ store: any SpillStore) throws { try store.remove(name) }

    /// One run, a block at a time.
    private struct Reader {
        let name: String
        var offset: Int
        var left: Int
        var block: [Entry] = []
        var place = 0

        private let most: Int

        init(_ name: String, _ offset: Int, _ count: Int, block most: Int) {
            (self.name, self.offset, left, self.most) = (name, offset, count, most)
        }

        mutating func next(_ store: any SpillStore) throws -> Entry? {
            if place == block.count {
                guard left > 0 else { return nil }
                try fill(store)
            }
            place += 1
            return block[place - 1]
        }

        private mutating func fill(_ store: any SpillStore) throws {
            let count = min(left, most)
            block = [Entry](repeating: Entry(key: 0, document: 0), count: count)
            let size = count * MemoryLayout<Entry>.stride
            let read = try block.withUnsafeMutableBytes { try store.read(name, from: offset, into: $0) }
            guard read == size else { throw SpillError(name: name, offset: offset + size) }
            (offset, left, place) = (offset + size, left - count, 0)
        }
    }
}

/// The least of the heads of several runs: a binary heap.
private struct MergeHeap {
    private var nodes: [(entry: SortedRuns.Entry, run: Int)] = []

    mutating func push(_ entry: SortedRuns.Entry, _ run: Int) {
        nodes.append((entry, run))
        var place = nodes.count - 1
        while place > 0, isLess(place, (place - 1) / 2) {
            nodes.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func pop() -> (SortedRuns.Entry, Int)? {
        guard let least = nodes.first, let last = nodes.popLast() else { return nil }
        if !nodes.isEmpty {
            nodes[0] = last
            sink()
        }
        return least
    }

    private mutating func sink() {
        var place = 0
        while true {
            let left = 2 * place + 1
            guard left < nodes.count else { return }
            let child = left + 1 < nodes.count && isLess(left + 1, left) ? left + 1 : left
            guard isLess(child, place) else { return }
            nodes.swapAt(child, place)
            place = child
        }
    }

    private func isLess(_ left: Int, _ right: Int) -> Bool { SortedRuns.Entry.isBefore(nodes[left].entry, nodes[right].entry) }
}
