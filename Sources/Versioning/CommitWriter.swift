import Records

/// Writes a commit from a stream of items in the order of their names.
///
///     var writer = CommitWriter(store: store)
///     for try await row in rows { try await writer.add(row.item, revisions: row.revisions) }   // by source, then key
///     let (hash, commit) = try await writer.finish(definition: definition, parent: head, message: "first 500", author: "ada", time: now)
///
/// Memory: one page per level of each tree, whatever the number of items. Pages that the store has already are put
/// again and cost it nothing. Unfinished writing leaves objects nobody refers to, never a broken commit.
public struct CommitWriter: Sendable {
    private let store: any ObjectStore
    private var items: PageWriter
    private var revisions: PageWriter
    private var times: PageWriter
    private var answers = 0

    public init(store: any ObjectStore) {
        self.store = store
        items = PageWriter(store: store)
        revisions = PageWriter(store: store)
        times = PageWriter(store: store)
    }

    /// Throws `VersionError.outOfOrder` unless `item` sorts after the one before it (bytes of source, then of key).
    public mutating func add(_ item: ItemRecord, revisions records: [RevisionRecord] = []) async throws {
        try await items.append(item.recordKey, JSONValue(encoding: item))
        answers += item.answers.count
        let keyed = records.map { (key: Self.key(of: $0, item), record: $0) }.sorted { $0.key < $1.key }
        for (key, record) in keyed {
            try await revisions.append(key, record.content())
            try await times.append(key, record.times)
        }
    }

    private static func key(of record: RevisionRecord, _ item: ItemRecord) -> RecordKey {
        RecordKey(item.source, item.key, record.stage.rawValue, record.author ?? "", String(record.number), record.contentHash)
    }

    public mutating func finish(
        definition: TaskDefinition, parent: String?, message: String, author: String, time: Timestamp
    ) async throws -> (hash: String, commit: Commit) {
        let tree = Tree(
            definition: try await put(definition), items: try await items.finish(), revisions: try await revisions.finish())
        let commit = Commit(
            parent: parent, tree: try await put(tree), times: try await times.finish(), message: message, author: author, time: time,
            counts: .init(items: items.count, answers: answers, revisions: revisions.count))
        return (try await put(commit), commit)
    }

    private func put(_ value: some Encodable) async throws -> String {
        try await PageWriter.put(JSONValue(encoding: value).bytes(sorted: true), in: store)
    }
}
