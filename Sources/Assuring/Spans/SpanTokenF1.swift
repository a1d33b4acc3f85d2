/// Tokens both marked, twice their number over the tokens each marked: F1 = 2 |A ∩ B| / (|A| + |B|).
///
/// A token is marked when a span touches it, so a full stop more or less or half a word costs little. With labels a token counts
/// once per label. Tokens are runs of letters and digits and single other signs; where the text is not known each scalar is a
/// token. Cost: O(n log n).
public struct SpanTokenF1: SpanAgreementMeasure {
    public static let name = "span-token"
    public static let summary = "F1 of the words marked; between exact bounds and mere overlap"
    public var labels = PartMatching.Labels.equal

    public init() {}

    public func compare(_ left: [LabelledSpan], _ right: [LabelledSpan], tokenEnds: [Int32]) -> (agreed: Double, possible: Double) {
        var (a, b) = (SpanCover(left, labels), SpanCover(right, labels))
        if !tokenEnds.isEmpty { (a, b) = (a.tokens(tokenEnds), b.tokens(tokenEnds)) }
        return (Double(2 * a.shared(b)), Double(a.length + b.length))
    }
}
