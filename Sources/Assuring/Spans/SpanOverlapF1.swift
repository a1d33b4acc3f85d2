/// Spans that any span of the other one touches, over all spans: (found of A + found of B) / (|A| + |B|).
///
/// Lenient: one shared scalar is enough, and one long span finds all it covers. With labels, those must be equal. Equal to
/// F1 where spans find each other one to one. Cost: O(|A| |B|).
public struct SpanOverlapF1: SpanAgreementMeasure {
    public static let name = "span-overlap"
    public static let summary = "Share of spans that the other one touched; for spans whose borders are a matter of taste"
    public var labels = PartMatching.Labels.equal

    public init() {}

    public func compare(_ left: [LabelledSpan], _ right: [LabelledSpan], tokenEnds: [Int32]) -> (agreed: Double, possible: Double) {
        (Double(found(left, right) + found(right, left)), Double(left.count + right.count))
    }

    private func found(_ spans: [LabelledSpan], _ others: [LabelledSpan]) -> Int {
        spans.count { span in others.contains { (labels == .ignored || span.label == $0.label) && span.shared($0) > 0 } }
    }
}
