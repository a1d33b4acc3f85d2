/// Spans with the same bounds, twice their number over all spans: F1 = 2 m / (|A| + |B|).
///
/// Strict: one scalar more or less is a miss on both sides. With labels, those must be equal too. Cost: O(n log n).
public struct SpanExactF1: SpanAgreementMeasure {
    public static let name = "span-exact"
    public static let summary = "F1 of spans with the same bounds and label; for entities with clear borders"
    public var labels = PartMatching.Labels.equal

    public init() {}

    public func compare(_ left: [LabelledSpan], _ right: [LabelledSpan], tokenEnds: [Int32]) -> (agreed: Double, possible: Double) {
        let (a, b) = (sorted(left), sorted(right))
        var (i, j, matched) = (0, 0, 0)
        while i < a.count, j < b.count {
            if isEqual(a[i], b[j]) {
                (i, j, matched) = (i + 1, j + 1, matched + 1)
            } else if LabelledSpan.precedes(a[i], b[j]) {
                i += 1
            } else {
                j += 1
            }
        }
        return (Double(2 * matched), Double(a.count + b.count))
    }

    private func sorted(_ spans: [LabelledSpan]) -> [LabelledSpan] { spans.sorted(by: LabelledSpan.precedes) }

    private func isEqual(_ a: LabelledSpan, _ b: LabelledSpan) -> Bool { a.ranges == b.ranges && (labels == .ignored || a.label == b.label) }
}
