import Records

/// Spans that enough annotators marked, with the label most of them gave.
///
/// Spans are grouped (`SpanGroups`): overlap of 0.5 by default, equal bounds as `exact`. Support is the share of those who saw the
/// text that have the span; it is settled when support and the share of its label among them reach `bar` (0.6: two of three
/// settle, one of two stays open), and labels are not tied. Bounds are those most members marked.
/// Needs nothing but the spans; `SpanDawidSkene` where some annotators miss or invent much.
public struct SpanVote: SpanConsensusMethod {
    public static let name = "span-vote"
    public static let summary = "Spans that enough annotators marked, grouped by overlap, with the commonest bounds and label"
    public static let variants = ["exact"]
    /// Overlap from which two spans are the same; 1 asks for equal bounds.
    public var iou = 0.5
    public var bar = 0.6

    public init() {}
    public init?(variant: String?) {
        guard let variant else { return }
        guard variant == "exact" else { return nil }
        iou = 1
    }

    public var parameters: JSONObject { ["iou": .double(iou), "bar": .double(bar)] }

    public func consensus(of table: SpanTable) throws(ConsensusError) -> SpanConsensus {
        try SpanVotes.check(table, iou: iou, bar: bar)
        let votes = SpanVotes(table, iou: iou)
        let shares = PosteriorTable.shares(votes.voteTable)
        return votes.settle(shares.values, bar: bar, by: self, iterations: 1, stopReason: .singlePass)
    }
}

extension SpanVotes {
    static func check(_ table: SpanTable, iou: Double, bar: Double) throws(ConsensusError) {
        guard !table.sheets.isEmpty else { throw .noVotes }
        for (name, value) in [("iou", iou), ("bar", bar)] where !(value > 0 && value <= 1) {
            throw .settingOutOfRange(name: name, value: value, allowed: "above 0 and up to 1")
        }
    }
}
