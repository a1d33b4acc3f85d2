import Records

/// What was marked, settled: for every text the spans that count, those that stay open, and who had them.
public struct SpanConsensus: Sendable, Hashable {
    public struct Mark: Sendable, Hashable {
        public var annotator: Int32
        /// Place of the span in the annotator's sheet.
        public var place: Int
        /// Overlap with the settled bounds.
        public var iou: Double
    }

    public struct Span: Sendable, Hashable {
        /// As `Shape.ranges` has them: bounds that somebody marked.
        public var ranges: [[Int]]
        /// Place in the table's labels.
        public var label: Int32
        /// Probability (share of the votes) that there is a span, and of its label among all outcomes.
        public var support: Double
        public var posterior: Double
        /// That label's posterior less the best other one's, "nothing here" included.
        public var margin: Double
        public var marks: [Mark]
    }

    public struct Item: Sendable, Hashable {
        public var item: Int32
        public var annotators: Int
        /// By place in the text.
        public var settled: [Span]
        /// Below the bar, for somebody to decide.
        public var open: [Span]
        /// Surely nothing, as far as the bar goes.
        public var dismissed: [Span]
        public var isSettled: Bool { annotators > 0 && open.isEmpty }
    }

    /// How one annotator's spans compare with the settled ones.
    public struct Annotator: Sendable, Hashable {
        public var annotator: Int32
        public var sheets: Int
        public var spans: Int
        /// Spans that went into a settled one, those of them with its label, and settled spans of the texts seen.
        public var confirmed: Int
        public var rightLabels: Int
        public var expected: Int
        public var precision: Double? { spans == 0 ? nil : Double(confirmed) / Double(spans) }
        public var recall: Double? { expected == 0 ? nil : Double(confirmed) / Double(expected) }
        public var f1: Double? { sheets == 0 ? nil : spans + expected == 0 ? 1 : Double(2 * confirmed) / Double(spans + expected) }
        public var labelAccuracy: Double? { confirmed == 0 ? nil : Double(rightLabels) / Double(confirmed) }
    }

    public var items: [Item]
    public var annotators: [Annotator]
    public var method: String
    public var parameters: JSONObject
    public var iterations: Int
    public var stopReason: Consensus.StopReason
}

/// A way to settle spans.
public protocol SpanConsensusMethod: CatalogEntry {
    /// Names after the colon of `span-vote:exact`; empty when there is one form only.
    static var variants: [String] { get }
    init?(variant: String?)
    var parameters: JSONObject { get }
    func consensus(of table: SpanTable) throws(ConsensusError) -> SpanConsensus
}

/// Every way to settle spans. Adding one here is all the registration it needs.
public enum SpanConsensusCatalog {
    public static let all: [any SpanConsensusMethod] = [SpanVote(), SpanDawidSkene()]

    /// `"span-vote"`, or a form of it: `"span-vote:exact"`.
    public static func named(_ name: String) -> (any SpanConsensusMethod)? {
        let asked = EntryName(name)
        return all.first { $0.name == asked.entry }.flatMap { type(of: $0).init(variant: asked.variant) }
    }
}
