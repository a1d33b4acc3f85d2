import Synchronization

/// Counts that several closures add to.
final class SuggestCounter: Sendable {
    private let counts = Mutex((items: 0, suggestions: 0))

    /// The items done so far.
    func add(items: Int, suggestions: Int) -> Int {
        counts.withLock { counts in
            counts.items += items
            counts.suggestions += suggestions
            return counts.items
        }
    }

    var suggestions: Int { counts.withLock { $0.suggestions } }
}
