/// Which boxes of one list overlap which of another, without trying all pairs.
///
/// A sweep from left to right keeps the boxes under the line. O((n + m) log + k) for k pairs that overlap in x, and all
/// of n * m only when everything lies above everything else.
public enum BoxPairs {
    public struct Pair: Sendable, Hashable {
        public var first: Int32
        public var second: Int32
        public init(_ first: Int32, _ second: Int32) {
            self.first = first
            self.second = second
        }
    }

    /// Pairs that share area, by (first, second).
    public static func overlapping(_ first: [Box], _ second: [Box]) -> [Pair] {
        var found: [Pair] = []
        sweep(first, second) { found.append(Pair($0, $1)) }
        return found.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    private static func sweep(_ first: [Box], _ second: [Box], _ body: (Int32, Int32) -> Void) {
        let order = arrivals(first, second)
        var (left, right): ([Int32], [Int32]) = ([], [])
        for arrival in order {
            if arrival.isFirst {
                meet(first[Int(arrival.place)], second, &right) { body(arrival.place, $0) }
                left.append(arrival.place)
            } else {
                meet(second[Int(arrival.place)], first, &left) { body($0, arrival.place) }
                right.append(arrival.place)
            }
        }
    }

    /// Reports those under the line that share rows with `box`, and forgets those the line has left behind.
    private static func meet(_ box: Box, _ others: [Box], _ active: inout [Int32], _ body: (Int32) -> Void) {
        var kept = 0
        for place in active.indices {
            let candidate = active[place]
            let other = others[Int(candidate)]
            guard other.x1 > box.x0 else { continue }
            active[kept] = candidate
            kept += 1
            if other.sharedArea(with: box) > 0 { body(candidate) }
        }
        active.removeLast(active.count - kept)
    }

    private static func arrivals(_ first: [Box], _ second: [Box]) -> [(x: Double, isFirst: Bool, place: Int32)] {
        var all: [(x: Double, isFirst: Bool, place: Int32)] = []
        all.reserveCapacity(first.count + second.count)
        for (place, box) in first.enumerated() where box.area > 0 { all.append((box.x0, true, Int32(place))) }
        for (place, box) in second.enumerated() where box.area > 0 { all.append((box.x0, false, Int32(place))) }
        return all.sorted { $0.x != $1.x ? $0.x < $1.x : $0.isFirst != $1.isFirst ? $0.isFirst : $0.place < $1.place }
    }
}
