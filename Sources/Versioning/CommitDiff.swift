import Records

/// What differs between two commits, item by item, without reading what they share.
///
/// The cost follows the change, not the dataset (`RecordDiff`).
public struct CommitDiff: AsyncSequence, Sendable {
    public enum Change: Sendable, Hashable {
        case added(ItemRecord)
        case removed(ItemRecord)
        case changed(ItemChange)

        public var name: ItemName {
            switch self {
            case .added(let item), .removed(let item): ItemName(source: item.source, key: item.key)
            case .changed(let change): ItemName(source: change.after.source, key: change.after.key)
            }
        }
    }

    public struct ItemChange: Sendable, Hashable {
        public var before: ItemRecord
        public var after: ItemRecord

        /// Questions whose settled answer came, went or changed, in order of name.
        public var questions: [QuestionChange] {
            Set(before.answers.keys).union(after.answers.keys).sorted().compactMap { name in
                let change = QuestionChange(question: name, before: before.answers[name], after: after.answers[name])
                return change.before == change.after ? nil : change
            }
        }

        /// Whether anything but answers changed.
        public var isItemChanged: Bool {
            var copy = before
            copy.answers = after.answers
            return copy != after
        }
    }

    public struct QuestionChange: Sendable, Hashable {
        public var question: String
        public var before: SettledRecord?
        public var after: SettledRecord?
    }

    private let before: CommitReader
    private let after: CommitReader

    public init(from before: CommitReader, to after: CommitReader) {
        self.before = before
        self.after = after
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(records: RecordDiff(from: before.tree.items, in: before.store, to: after.tree.items, in: after.store), roots: (before.tree.items, after.tree.items))
    }

    public struct Iterator: AsyncIteratorProtocol {
        private var records: RecordDiff
        private let roots: (String, String)

        init(records: RecordDiff, roots: (String, String)) {
            self.records = records
            self.roots = roots
        }

        /// Pages read so far on both sides.
        public var pagesRead: Int { records.pagesRead }

        public mutating func next() async throws -> Change? {
            switch try await records.next() {
            case nil: return nil
            case .removed(let key, let value)?: return .removed(try ItemRecords.item(key, value, roots.0))
            case .added(let key, let value)?: return .added(try ItemRecords.item(key, value, roots.1))
            case .changed(let key, let before, let after)?:
                return .changed(ItemChange(before: try ItemRecords.item(key, before, roots.0), after: try ItemRecords.item(key, after, roots.1)))
            }
        }
    }
}
