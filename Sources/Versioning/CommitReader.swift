import Records

/// Reads a commit: its definition, its items one by one, their revisions. Every object's hash is checked as it is read.
public struct CommitReader: Sendable {
    public let hash: String
    public let commit: Commit
    public let tree: Tree
    let store: any ObjectStore

    public init(_ hash: String, in store: any ObjectStore) async throws {
        self.hash = hash
        self.store = store
        commit = try await ObjectReader.decode(Commit.self, hash, in: store)
        tree = try await ObjectReader.decode(Tree.self, commit.tree, in: store)
    }

    public func definition() async throws -> TaskDefinition {
        try await ObjectReader.decode(TaskDefinition.self, tree.definition, in: store)
    }

    /// All items in the order of source and key; memory: a page per level.
    public var items: ItemRecords { ItemRecords(cursor: PageCursor(root: tree.items, in: store), object: tree.items) }

    /// All revisions in the order of their items.
    public var revisions: RevisionRecords {
        RevisionRecords(content: PageCursor(root: tree.revisions, in: store), times: PageCursor(root: commit.times, in: store), object: tree.revisions)
    }

    /// The commit and its ancestors, the newest first.
    public static func log(from hash: String, in store: any ObjectStore, limit: Int = .max) async throws -> [(hash: String, commit: Commit)] {
        var entries: [(hash: String, commit: Commit)] = []
        var next: String? = hash
        while let current = next, entries.count < limit {
            let commit = try await ObjectReader.decode(Commit.self, current, in: store)
            entries.append((current, commit))
            next = commit.parent
        }
        return entries
    }
}

/// A commit's items as an asynchronous sequence.
public struct ItemRecords: AsyncSequence, AsyncIteratorProtocol, Sendable {
    public typealias Element = ItemRecord
    var cursor: PageCursor
    let object: String

    public mutating func next() async throws -> ItemRecord? {
        guard let (key, value) = try await cursor.record() else { return nil }
        return try Self.item(key, value, object)
    }

    public func makeAsyncIterator() -> ItemRecords { self }

    static func item(_ key: RecordKey, _ value: JSONValue, _ object: String) throws -> ItemRecord {
        do {
            let item = try value.decode(ItemRecord.self)
            guard item.recordKey == key else { throw VersionError.malformed(object: object, "the record \(key) holds the item \(item.recordKey)") }
            return item
        } catch let error as DecodingError {
            throw VersionError.malformed(object: object, "the record \(key): \(error)")
        }
    }
}

/// A commit's revisions with their items' names.
public struct RevisionRecords: AsyncSequence, AsyncIteratorProtocol, Sendable {
    public typealias Element = (item: ItemName, revision: RevisionRecord)
    var content: PageCursor
    var times: PageCursor
    let object: String

    public mutating func next() async throws -> Element? {
        guard let (key, value) = try await content.record() else { return nil }
        let time = try await times.record()
        guard key.parts.count == 6, time?.key == key else { throw VersionError.malformed(object: object, "the revision \(key) has no time") }
        do {
            return (ItemName(source: key.parts[0], key: key.parts[1]), try RevisionRecord(content: value, times: time?.value))
        } catch let error as DecodingError {
            throw VersionError.malformed(object: object, "the revision \(key): \(error)")
        }
    }

    public func makeAsyncIterator() -> RevisionRecords { self }
}
