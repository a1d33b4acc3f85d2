import Records

/// What differs between two trees of records, in the order of their keys.
///
/// Pages with equal hashes are skipped whole, so the cost follows the change, not the dataset; memory: a page per level
/// of both trees.
struct RecordDiff {
    enum Change {
        case removed(RecordKey, JSONValue)
        case added(RecordKey, JSONValue)
        case changed(RecordKey, JSONValue, JSONValue)
    }

    private var left: PageCursor
    private var right: PageCursor
    private let areEqual: Bool

    init(from before: String, in beforeStore: any ObjectStore, to after: String, in afterStore: any ObjectStore) {
        left = PageCursor(root: before, in: beforeStore)
        right = PageCursor(root: after, in: afterStore)
        areEqual = before == after
    }

    /// Pages read so far on both sides.
    var pagesRead: Int { left.pagesRead + right.pagesRead }

    mutating func next() async throws -> Change? {
        if areEqual { return nil }
        while true {
            switch (try await left.peek(), try await right.peek()) {
            case (nil, nil): return nil
            case (.record(let key, let value)?, nil): return removed(key, value)
            case (nil, .record(let key, let value)?): return added(key, value)
            case (.record(let a, let before)?, .record(let b, let after)?):
                if let change = compared(a, before, b, after) { return change }
            case (.page(let a)?, .page(let b)?) where a.hash == b.hash:
                left.skip()
                right.skip()
            case (.record(let key, let value)?, .page(let page)?) where key < page.first: return removed(key, value)
            case (.page(let page)?, .record(let key, let value)?) where key < page.first: return added(key, value)
            case (.page(let a)?, .page(let b)?):
                // The taller side first; of equals both, since neither can be skipped.
                if a.level >= b.level { try await left.enter() }
                if b.level >= a.level { try await right.enter() }
            case (.page?, _): try await left.enter()
            case (_, .page?): try await right.enter()
            }
        }
    }

    private mutating func removed(_ key: RecordKey, _ value: JSONValue) -> Change {
        left.skip()
        return .removed(key, value)
    }

    private mutating func added(_ key: RecordKey, _ value: JSONValue) -> Change {
        right.skip()
        return .added(key, value)
    }

    private mutating func compared(_ a: RecordKey, _ before: JSONValue, _ b: RecordKey, _ after: JSONValue) -> Change? {
        if a < b { return removed(a, before) }
        if b < a { return added(b, after) }
        left.skip()
        right.skip()
        // By bytes: `==` on text would not see another normalisation of the same letters.
        return before.bytes(sorted: true) == after.bytes(sorted: true) ? nil : .changed(a, before, after)
    }
}
