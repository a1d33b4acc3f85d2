import Records

/// Writes sorted records into a tree of pages whose borders depend on the keys alone.
///
/// A page ends behind a key whose hash has its low bits zero: on average every 128th record, every 64th page. Where one
/// record is added, removed or changed, only the page that holds it and those above it change; all other pages keep
/// their hashes and are not stored again. So that a page fits into memory it also ends at 1024 entries or 1 MiB.
/// The shape depends on the records only, never on the order of earlier edits.
///
/// Memory: one page per level.
struct PageWriter {
    static let recordBits: UInt64 = 7
    static let pageBits: UInt64 = 6
    static let maximumEntries = 1024
    static let maximumBytes = 1 << 20

    private let store: any ObjectStore
    /// Level 0 in the making: canonical bytes of the records, joined by commas.
    private var leaf = JSONWriter(sorted: true)
    private var leafCount = 0
    private var leafFirst: RecordKey?
    private var last: RecordKey?
    /// References waiting at levels 1, 2, ...
    private var levels: [[PageReference]] = []
    private(set) var count = 0

    init(store: any ObjectStore) { self.store = store }

    mutating func append(_ key: RecordKey, _ value: JSONValue) async throws {
        if let last, !(last < key) { throw VersionError.outOfOrder(key, after: last) }
        if leafCount > 0 { leaf.write(raw: ",") }
        leaf.write([key.json, value])
        leafCount += 1
        leafFirst = leafFirst ?? key
        last = key
        count += 1
        let isBorder = key.boundaryHash & ((1 << Self.recordBits) - 1) == 0
        if isBorder || leafCount >= Self.maximumEntries || leaf.bytes.count >= Self.maximumBytes { try await closeLeaf() }
    }

    /// Writes what is left and returns the root's hash.
    mutating func finish() async throws -> String {
        if leafCount > 0 || levels.isEmpty {
            guard leafCount > 0 else { return try await Self.put(Array(#"{"level":0,"records":[]}"#.utf8), in: store) }
            try await closeLeaf()
        }
        var level = 0
        while level < levels.count {
            let isTop = level == levels.count - 1
            if isTop, levels[level].count == 1 { return levels[level][0].hash }
            if !levels[level].isEmpty { try await closePages(level) }
            level += 1
        }
        return levels[level - 1][0].hash
    }

    private mutating func closeLeaf() async throws {
        guard let first = leafFirst, let last else { return }
        let hash = try await Self.put(Array(#"{"level":0,"records":["#.utf8) + leaf.bytes + Array("]}".utf8), in: store)
        let page = PageReference(level: 0, hash: hash, first: first, last: last, count: leafCount)
        leaf.removeAll()
        leafCount = 0
        leafFirst = nil
        try await add(page, to: 0)
    }

    /// `levels[n]` collects pages of level n, to become one page of level n + 1.
    private mutating func add(_ page: PageReference, to level: Int) async throws {
        if levels.count == level { levels.append([]) }
        levels[level].append(page)
        // Other bits of the key's hash than the level below used, so that pages of pages end independently.
        let bits = page.last.boundaryHash >> (Self.recordBits + Self.pageBits * UInt64(level))
        if bits & ((1 << Self.pageBits) - 1) == 0 || levels[level].count >= Self.maximumEntries { try await closePages(level) }
    }

    private mutating func closePages(_ level: Int) async throws {
        let pages = levels[level]
        levels[level] = []
        let json: JSONValue = ["level": .int(Int64(level + 1)), "pages": .array(pages.map(\.json))]
        let hash = try await Self.put(json.bytes(sorted: true), in: store)
        let sum = pages.reduce(0) { $0 + $1.count }
        try await add(PageReference(level: level + 1, hash: hash, first: pages[0].first, last: pages[pages.count - 1].last, count: sum), to: level + 1)
    }

    static func put(_ bytes: [UInt8], in store: any ObjectStore) async throws -> String {
        let hash = ContentHash.hex(of: bytes)
        let stored = try await store.put(bytes)
        guard stored == hash else { throw VersionError.storeDisagrees(expected: hash, got: stored) }
        return hash
    }
}
