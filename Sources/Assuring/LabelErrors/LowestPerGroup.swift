/// The items of lowest score in each of many groups, as many as each group may hold; equal scores by lower index.
///
/// A heap per group, all in one stretch of memory with the worst of each kept at hand: most items are turned away by one
/// comparison. Items of a group must come in ascending order. Cost: O(log capacity) for an item that is kept; 12 bytes per
/// place.
final class LowestPerGroup {
    private let starts: [Int]
    private let filled: UnsafeMutableBufferPointer<Int>
    /// The score that keeps others out, once a group is full.
    private let bars: UnsafeMutableBufferPointer<Double>
    private let scores: UnsafeMutableBufferPointer<Double>
    private let items: UnsafeMutableBufferPointer<Int32>

    init(_ capacities: [Int]) {
        var starts = [0]
        starts.reserveCapacity(capacities.count + 1)
        for capacity in capacities { starts.append(starts[starts.count - 1] + capacity) }
        self.starts = starts
        filled = .allocate(capacity: capacities.count)
        filled.initialize(repeating: 0)
        bars = .allocate(capacity: capacities.count)
        for (group, capacity) in capacities.enumerated() { bars.initializeElement(at: group, to: capacity > 0 ? .infinity : -.infinity) }
        scores = .allocate(capacity: starts[capacities.count])
        items = .allocate(capacity: starts[capacities.count])
    }

    deinit {
        filled.deallocate()
        bars.deallocate()
        scores.deallocate()
        items.deallocate()
    }

    @inline(__always)
    func add(_ item: Int32, _ score: Double, to group: Int) {
        if score < bars[group] { keep(item, score, group) }
    }

    /// All that are kept, in no order.
    func forEachKept(_ body: (Int32) -> Void) {
        for group in filled.indices { for place in 0..<filled[group] { body(items[starts[group] + place]) } }
    }

    private func keep(_ item: Int32, _ score: Double, _ group: Int) {
        let start = starts[group]
        let capacity = starts[group + 1] - start
        if filled[group] < capacity {
            rise(item, score, start, filled[group])
            filled[group] += 1
        } else {
            sink(item, score, start, capacity)
        }
        if filled[group] == capacity { bars[group] = scores[start] }
    }

    /// Whether the left one leaves the heap before the right one.
    @inline(__always)
    private func isWorse(_ left: Double, _ leftItem: Int32, _ right: Double, _ rightItem: Int32) -> Bool {
        left != right ? left > right : leftItem > rightItem
    }

    private func rise(_ item: Int32, _ score: Double, _ start: Int, _ end: Int) {
        var hole = end
        while hole > 0 {
            let parent = (hole - 1) / 2
            guard isWorse(score, item, scores[start + parent], items[start + parent]) else { break }
            scores[start + hole] = scores[start + parent]
            items[start + hole] = items[start + parent]
            hole = parent
        }
        scores[start + hole] = score
        items[start + hole] = item
    }

    /// Takes the place of the worst.
    private func sink(_ item: Int32, _ score: Double, _ start: Int, _ count: Int) {
        var hole = 0
        while true {
            var child = 2 * hole + 1
            guard child < count else { break }
            if child + 1 < count, isWorse(scores[start + child + 1], items[start + child + 1], scores[start + child], items[start + child]) { child += 1 }
            guard isWorse(scores[start + child], items[start + child], score, item) else { break }
            scores[start + hole] = scores[start + child]
            items[start + hole] = items[start + child]
            hole = child
        }
        scores[start + hole] = score
        items[start + hole] = item
    }
}
