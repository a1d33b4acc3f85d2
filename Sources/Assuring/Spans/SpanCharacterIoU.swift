/// Scalars both marked over scalars either marked: |A ∩ B| / |A ∪ B|.
///
/// With labels a scalar counts once per label: marked by both only where the label is the same. A span marked twice counts
/// once. Long spans weigh more than short ones, and borders cost what they are off. Cost: O(n log n).
public struct SpanCharacterIoU: SpanAgreementMeasure {
    public static let name = "span-iou"
    public static let summary = "Scalars marked by both of those marked by either; for long passages"
    public var labels = PartMatching.Labels.equal

    public init() {}

    public func compare(_ left: [LabelledSpan], _ right: [LabelledSpan], tokenEnds: [Int32]) -> (agreed: Double, possible: Double) {
        let (a, b) = (SpanCover(left, labels), SpanCover(right, labels))
        let shared = a.shared(b)
        return (Double(shared), Double(a.length + b.length - shared))
    }
}

/// What a sheet covers, by label, as ranges that are apart.
struct SpanCover {
    /// By label; one entry for all where labels are not looked at.
    private(set) var ranges: [(label: Int32, ranges: [LabelledSpan.Range])] = []

    init(_ spans: [LabelledSpan], _ labels: PartMatching.Labels) {
        let all = spans.flatMap { span in span.ranges.map { (label: labels == .equal ? span.label : 0, range: $0) } }
            .sorted { ($0.label, $0.range.start, $0.range.end) < ($1.label, $1.range.start, $1.range.end) }
        for (label, range) in all {
            if ranges.last?.label != label { ranges.append((label, [])) }
            let place = ranges.count - 1
            if let last = ranges[place].ranges.last, last.end >= range.start {
                ranges[place].ranges[ranges[place].ranges.count - 1].end = max(last.end, range.end)
            } else {
                ranges[place].ranges.append(range)
            }
        }
    }

    var length: Int { ranges.reduce(0) { $0 + $1.ranges.reduce(0) { $0 + Int($1.end - $1.start) } } }

    func shared(_ other: SpanCover) -> Int {
        var (i, j, sum) = (0, 0, 0)
        while i < ranges.count, j < other.ranges.count {
            if ranges[i].label == other.ranges[j].label {
                sum += LabelledSpan.shared(ranges[i].ranges, other.ranges[j].ranges)
                (i, j) = (i + 1, j + 1)
            } else if ranges[i].label < other.ranges[j].label {
                i += 1
            } else {
                j += 1
            }
        }
        return sum
    }

    /// The same with tokens for scalars: whatever is touched is covered.
    func tokens(_ ends: [Int32]) -> SpanCover {
        var cover = self
        for place in ranges.indices {
            var tokens: [LabelledSpan.Range] = []
            for range in ranges[place].ranges {
                let touched = SpanTokens.touched(range, ends)
                guard !touched.isEmpty else { continue }
                if let last = tokens.last, Int(last.end) >= touched.lowerBound {
                    tokens[tokens.count - 1].end = max(last.end, Int32(touched.upperBound))
                } else {
                    tokens.append(.init(start: Int32(touched.lowerBound), end: Int32(touched.upperBound)))
                }
            }
            cover.ranges[place].ranges = tokens
        }
        return cover
    }
}
