/// Ranges of one span, sorted and apart, with its label: what spans are compared by.
public struct LabelledSpan: Sendable, Hashable {
    public struct Range: Sendable, Hashable {
        public var start: Int32
        public var end: Int32
    }

    public let ranges: [Range]
    public let label: Int32

    /// nil where nothing is covered. Every range has a start and an end not below it.
    init?(_ given: [[Int]], label: Int32) {
        var ranges: [Range] = []
        for pair in given.sorted(by: { ($0[0], $0[1]) < ($1[0], $1[1]) }) where pair[1] > pair[0] {
            if let last = ranges.last, Int(last.end) >= pair[0] {
                ranges[ranges.count - 1].end = max(last.end, Int32(pair[1]))
            } else {
                ranges.append(Range(start: Int32(pair[0]), end: Int32(pair[1])))
            }
        }
        guard !ranges.isEmpty else { return nil }
        self.ranges = ranges
        self.label = label
    }

    public var start: Int32 { ranges[0].start }
    public var end: Int32 { ranges[ranges.count - 1].end }
    /// Scalars covered.
    public var length: Int { ranges.reduce(0) { $0 + Int($1.end - $1.start) } }
    /// As `Shape.ranges` has them.
    public var bounds: [[Int]] { ranges.map { [Int($0.start), Int($0.end)] } }

    /// Scalars both cover.
    public func shared(_ other: LabelledSpan) -> Int {
        end <= other.start || other.end <= start ? 0 : Self.shared(ranges, other.ranges)
    }

    /// Scalars both cover of those either covers.
    public func iou(_ other: LabelledSpan) -> Double {
        let shared = shared(other)
        return Double(shared) / Double(length + other.length - shared)
    }

    /// Of two sorted lists of ranges that are apart.
    static func shared(_ left: [Range], _ right: [Range]) -> Int {
        var (i, j, sum) = (0, 0, 0)
        while i < left.count, j < right.count {
            sum += max(0, Int(min(left[i].end, right[j].end) - max(left[i].start, right[j].start)))
            if left[i].end < right[j].end { i += 1 } else { j += 1 }
        }
        return sum
    }

    /// By place, then length, then label.
    static func precedes(_ left: LabelledSpan, _ right: LabelledSpan) -> Bool {
        for (a, b) in zip(left.ranges, right.ranges) where a != b { return (a.start, a.end) < (b.start, b.end) }
        return left.ranges.count != right.ranges.count ? left.ranges.count < right.ranges.count : left.label < right.label
    }
}
