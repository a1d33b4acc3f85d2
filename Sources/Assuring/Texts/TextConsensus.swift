import Records

/// One text for every item, how sure it is, and how near each annotator comes to it.
public struct TextConsensus: Sendable, Hashable {
    public struct Item: Sendable, Hashable {
        public var item: Int32
        /// nil where nobody wrote anything for it.
        public var text: String?
        /// How many wrote one.
        public var annotators: Int
        /// Share of the weight behind the text, 0...1; what exactly is the method's.
        public var support: Double
        /// Support less that of the best alternative.
        public var margin: Double
        /// A tie was decided by a rule, not by votes: have somebody look.
        public var isTied: Bool
    }

    public struct Annotator: Sendable, Hashable {
        public var annotator: Int32
        public var texts: Int
        /// One less the word error rate of the annotator's texts against the settled ones, all items added up; nil without words.
        public var accuracy: Double?
    }

    /// By item of the table.
    public var items: [Item]
    /// By annotator of the table.
    public var annotators: [Annotator]
    public var method: String
    public var parameters: JSONObject
    public var iterations: Int
    public var stopReason: Consensus.StopReason
}

/// A way to settle one text from several.
public protocol TextConsensusMethod: CatalogEntry {
    /// Names after the colon of `rover:given`; empty when there is one form only.
    static var variants: [String] { get }
    init?(variant: String?)
    var parameters: JSONObject { get }
    func consensus(of table: TextTable) throws(ConsensusError) -> TextConsensus
}

/// Every way to settle texts. Adding one here is all the registration it needs.
public enum TextConsensusCatalog {
    public static let all: [any TextConsensusMethod] = [Rover(), TextMedoid()]

    /// `"rover"`, or a form of it: `"rover:given"`.
    public static func named(_ name: String) -> (any TextConsensusMethod)? {
        let asked = EntryName(name)
        return all.first { $0.name == asked.entry }.flatMap { type(of: $0).init(variant: asked.variant) }
    }
}

extension TextConsensus {
    init(_ items: [Item], of table: TextTable, by method: some TextConsensusMethod) {
        self.items = items
        annotators = Self.annotators(items, table)
        self.method = method.name
        parameters = method.parameters
        iterations = 1
        stopReason = .singlePass
    }

    private static func annotators(_ items: [Item], _ table: TextTable) -> [Annotator] {
        var index = SymbolIndex()
        for word in table.vocabulary { _ = index.index(of: word) }
        let settled = items.map { index.words(of: $0.text ?? "") }
        var distance = EditDistance(symbolCount: index.words.count)
        var sums = [PairwiseSum](repeating: PairwiseSum(), count: table.annotatorCount)
        for item in 0..<table.itemCount {
            for text in table.texts(ofItem: item) {
                let words = table.words(ofText: text)
                let longer = max(words.count, settled[item].count)
                let edits = distance.between(words, settled[item][...])
                sums[Int(table.annotators[text])].add(
                    PairwiseRow(item: Int32(item), 0, 0, agreed: Double(longer - edits), possible: Double(longer)))
            }
        }
        return sums.indices.map { a in
            Annotator(annotator: Int32(a), texts: sums[a].count, accuracy: sums[a].possible > 0 ? sums[a].agreed / sums[a].possible : nil)
        }
    }
}
