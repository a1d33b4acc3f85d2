/// Two people's segments cut into stretches within which nobody starts or stops.
///
/// Shapes: S stretches in order; labels of each side as places in `firstLabels` and `secondLabels`, both ascending. Cost:
/// O(n log n + S x labels active at once) for n segments.
struct Timeline {
    struct Stretch {
        var length: Double
        /// Labels that are on, ascending.
        var first: [Int]
        var second: [Int]
    }

    let firstLabels: [String]
    let secondLabels: [String]
    private(set) var stretches: [Stretch] = []

    /// - Parameter collar: seconds to either side of each boundary of the first side that are left out.
    init(_ first: [TimeSegment], _ second: [TimeSegment], collar: Double = 0) {
        firstLabels = Set(first.map(\.label)).sorted()
        secondLabels = Set(second.map(\.label)).sorted()
        var events = Self.events(first, firstLabels, side: 0) + Self.events(second, secondLabels, side: 1)
        if collar > 0 {
            for edge in events where edge.side == 0 {
                events.append(Event(time: edge.time - collar, side: 2, label: 0, change: 1))
                events.append(Event(time: edge.time + collar, side: 2, label: 0, change: -1))
            }
        }
        events.sort { ($0.time, $0.side, $0.label, $0.change) < ($1.time, $1.side, $1.label, $1.change) }
        sweep(events)
    }

    private struct Event {
        var time: Double
        /// 0 and 1 the two sides, 2 what is left out.
        var side: Int
        var label: Int
        var change: Int
    }

    private static func events(_ segments: [TimeSegment], _ labels: [String], side: Int) -> [Event] {
        labels.indices.flatMap { label in
            SegmentUnion.joined(segments.filter { $0.label == labels[label] }).flatMap {
                [Event(time: $0.from, side: side, label: label, change: 1), Event(time: $0.to, side: side, label: label, change: -1)]
            }
        }
    }

    private mutating func sweep(_ events: [Event]) {
        var active = [[Int](repeating: 0, count: firstLabels.count), [Int](repeating: 0, count: secondLabels.count), [0]]
        var time = events.first?.time ?? 0
        for event in events {
            if event.time > time {
                let (first, second) = (active[0].indices.filter { active[0][$0] > 0 }, active[1].indices.filter { active[1][$0] > 0 })
                if active[2][0] == 0, !(first.isEmpty && second.isEmpty) {
                    stretches.append(Stretch(length: event.time - time, first: first, second: second))
                }
                time = event.time
            }
            active[event.side][event.label] += event.change
        }
    }

    /// First labels x second labels, row-major: seconds both are on.
    var shared: [Double] {
        var shared = [Double](repeating: 0, count: firstLabels.count * secondLabels.count)
        for stretch in stretches {
            for a in stretch.first { for b in stretch.second { shared[a * secondLabels.count + b] += stretch.length } }
        }
        return shared
    }
}
