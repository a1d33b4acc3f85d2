import Records

/// Spans by Dawid-Skene over groups, where "nothing here" is a class too: who misses, who invents, who mixes up labels.
///
/// Spans are grouped as in `SpanVote`; each annotator of the text votes for a label or for nothing, and `DawidSkene` with smoothing
/// gives each group's posterior. Settled when there is a span with probability `bar` and its label has that share of it;
/// dismissed when there is none with probability `bar`; else open. A group exists only where somebody marked something, so
/// the prior of "nothing" is that of marks, not of places in the text. For twenty groups per annotator and more.
public struct SpanDawidSkene: SpanConsensusMethod {
    public static let name = "span-dawid-skene"
    public static let summary = "Spans by what each annotator misses, invents and mixes up; for crowds with twenty spans each and more"
    public static let variants = ["exact"]
    /// Overlap from which two spans are the same; 1 asks for equal bounds.
    public var iou = 0.5
    public var bar = 0.6
    public var smoothing = 0.01

    public init() {}
    public init?(variant: String?) {
        guard let variant else { return }
        guard variant == "exact" else { return nil }
        iou = 1
    }

    public var parameters: JSONObject { ["iou": .double(iou), "bar": .double(bar), "smoothing": .double(smoothing)] }

    public func consensus(of table: SpanTable) throws(ConsensusError) -> SpanConsensus {
        try SpanVotes.check(table, iou: iou, bar: bar)
        let votes = SpanVotes(table, iou: iou)
        guard !votes.groups.isEmpty else { return votes.settle([], bar: bar, by: self, iterations: 1, stopReason: .singlePass) }
        var method = DawidSkene()
        method.smoothing = smoothing
        let fitted = try method.consensus(of: votes.voteTable)
        return votes.settle(fitted.posterior, bar: bar, by: self, iterations: fitted.iterations, stopReason: fitted.stopReason)
    }
}
