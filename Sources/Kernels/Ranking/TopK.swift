/// The k highest scores of a stream of any length, in memory for k.
///
/// A heap whose top is the worst of the kept. Ties go to the lower index, so the answer does not depend on the order
/// of arrival. A score that is not a number is worse than every number. Cost: O(log k) per kept score, O(1) otherwise.
public struct TopK: Sendable {
    public struct Entry: Sendable, Hashable {
        public let index: Int
        public let score: Double
        public init(index: Int, score: Double) {
            self.index = index
            self.score = score
        }
    }

    public let capacity: Int
    /// Worst at the root.
    private var heap: [Entry] = []

    public init(_ capacity: Int) {
        precondition(capacity >= 0, "the \(capacity) best")
        self.capacity = capacity
    }

    public var count: Int { heap.count }

    public mutating func add(_ index: Int, _ score: Double) {
        let entry = Entry(index: index, score: score)
        if heap.count < capacity {
            heap.append(entry)
            rise(from: heap.count - 1)
        } else if let worst = heap.first, Self.isBetter(entry, worst) {
            heap[0] = entry
            sink()
        }
    }

    /// Best first.
    public var sorted: [Entry] { heap.sorted(by: Self.isBetter) }

    private static func isBetter(_ left: Entry, _ right: Entry) -> Bool {
        if left.score.isNaN || right.score.isNaN {
            if left.score.isNaN != right.score.isNaN { return right.score.isNaN }
        } else if left.score != right.score {
            return left.score > right.score
        }
        return left.index < right.index
    }

    private mutating func rise(from place: Int) {
        var child = place
        while child > 0 {
            let parent = (child - 1) / 2
            guard Self.isBetter(heap[parent], heap[child]) else { return }
            heap.swapAt(parent, child)
            child = parent
        }
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var worst = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if Self.isBetter(heap[worst], heap[child]) { worst = child }
            }
            if worst == parent { return }
            heap.swapAt(parent, worst)
            parent = worst
        }
    }
}
