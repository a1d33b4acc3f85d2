import Records

/// Which revisions one commit has and the other has not, in the order of their items.
///
/// A revision never changes, so none is in both and different; its content hash says which it is.
public struct RevisionDiff: AsyncSequence, Sendable {
    public struct Change: Sendable, Hashable {
        public var item: ItemName
        public var contentHash: String
        /// In the later of the two commits; else only in the earlier.
        public var isAdded: Bool
    }

    private let before: CommitReader
    private let after: CommitReader

    public init(from before: CommitReader, to after: CommitReader) {
        self.before = before
        self.after = after
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(records: RecordDiff(from: before.tree.revisions, in: before.store, to: after.tree.revisions, in: after.store), object: after.tree.revisions)
    }

    public struct Iterator: AsyncIteratorProtocol {
        private var records: RecordDiff
        private let object: String

        init(records: RecordDiff, object: String) {
            self.records = records
            self.object = object
        }

        public mutating func next() async throws -> Change? {
            switch try await records.next() {
            case nil: return nil
            case .removed(let key, _)?: return try change(key, isAdded: false)
            case .added(let key, _)?: return try change(key, isAdded: true)
            case .changed(let key, _, _)?: throw VersionError.malformed(object: object, "the revision \(key) differs under the hash of its content")
            }
        }

        private func change(_ key: RecordKey, isAdded: Bool) throws -> Change {
            guard key.parts.count == 6 else { throw VersionError.malformed(object: object, "\(key) names no revision") }
            return Change(item: ItemName(source: key.parts[0], key: key.parts[1]), contentHash: key.parts[5], isAdded: isAdded)
        }
    }
}
