import Records

/// What differs between two commits, item by item, without reading what they share.
///
/// Pages with equal hashes are skipped whole, so the cost follows the change, not the dataset: an asynchronous
/// sequence with a page per level of both trees in memory.
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
        Iterator(
            left: PageCursor(root: before.tree.items, in: before.store), right: PageCursor(root: after.tree.items, in: after.store),
            roots: (before.tree.items, after.tree.items))
    }

    public struct Iterator: AsyncIteratorProtocol {
        private var left: PageCursor
        private var right: PageCursor
        private let roots: (String, String)

        init(left: PageCursor, right: PageCursor, roots: (String, String)) {
            self.left = left
            self.right = right
            self.roots = roots
        }

        /// Pages read so far on both sides.
        public var pagesRead: Int { left.pagesRead + right.pagesRead }

        public mutating func next() async throws -> Change? {
            if roots.0 == roots.1 { return nil }
            while true {
                switch (try await left.peek(), try await right.peek()) {
                case (nil, nil): return nil
                case (.record(let key, let value)?, nil): return try removed(key, value)
                case (nil, .record(let key, let value)?): return try added(key, value)
                case (.record(let a, let before)?, .record(let b, let after)?):
                    if let change = try compared(a, before, b, after) { return change }
                case (.page(let a)?, .page(let b)?) where a.hash == b.hash:
                    left.skip()
                    right.skip()
                case (.record(let key, let value)?, .page(let page)?) where key < page.first: return try removed(key, value)
                case (.page(let page)?, .record(let key, let value)?) where key < page.first: return try added(key, value)
                case (.page(let a)?, .page(let b)?):
                    // The taller side first; of equals both, since neither can be skipped.
                    if a.level >= b.level { try await left.enter() }
                    if b.level >= a.level { try await right.enter() }
                case (.page?, _): try await left.enter()
                case (_, .page?): try await right.enter()
                }
            }
        }

        private mutating func removed(_ key: RecordKey, _ value: JSONValue) throws -> Change {
            left.skip()
            return .removed(try ItemRecords.item(key, value, roots.0))
        }

        private mutating func added(_ key: RecordKey, _ value: JSONValue) throws -> Change {
            right.skip()
            return .added(try ItemRecords.item(key, value, roots.1))
        }

        private mutating func compared(_ a: RecordKey, _ before: JSONValue, _ b: RecordKey, _ after: JSONValue) throws -> Change? {
            if a < b { return try removed(a, before) }
            if b < a { return try added(b, after) }
            left.skip()
            right.skip()
            // By bytes: `==` on text would not see another normalisation of the same letters.
            if before.bytes(sorted: true) == after.bytes(sorted: true) { return nil }
            return .changed(ItemChange(before: try ItemRecords.item(a, before, roots.0), after: try ItemRecords.item(b, after, roots.1)))
        }
    }
}
