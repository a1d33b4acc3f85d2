import Kernels

/// Which rows are kept to compare columns: those with the least hash of seed and number.
///
/// A row's luck depends on its number only, so the sample is the same for any cut of the stream.
struct RowSample: Sendable {
    let capacity: Int
    private let seed: UInt64
    private(set) var keys: [UInt64] = []
    private var limit = UInt64.max

    init(capacity: Int, seed: UInt64) {
        self.capacity = max(0, capacity)
        self.seed = seed
    }

    /// Places in the stretch of the rows that are in for now.
    mutating func choose(from first: Int, count: Int) -> [Int] {
        guard capacity > 0 else { return [] }
        var chosen: [Int] = []
        for place in 0..<count {
            let key = Hash64.combine(seed, UInt64(first + place))
            guard key <= limit else { continue }
            chosen.append(place)
            keys.append(key)
        }
        return chosen
    }

    var isTooLarge: Bool { keys.count > 2 * capacity }

    /// Leaves the best ones; returns their places, in order.
    mutating func shrink() -> [Int] {
        guard keys.count > capacity else { return Array(keys.indices) }
        limit = keys.sorted()[max(0, capacity - 1)]
        let places = keys.indices.filter { keys[$0] <= limit }
        keys = places.map { keys[$0] }
        return places
    }
}
