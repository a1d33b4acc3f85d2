import Records

/// Items in order of preference, with how sure the order is and how each annotator's choices fit it.
public struct PairRanking: Sendable, Hashable {
    public struct Item: Sendable, Hashable {
        public var item: Int32
        /// What it means is the method's; higher is better. nil where the comparisons do not tell.
        public var score: Double?
        public var standardError: Double?
        /// 1 is best; equal scores share the better rank. nil where no order of all items exists.
        public var rank: Int?
        /// Scores can be compared within a component only; 0 is the best one as far as that is known.
        public var component: Int32
        public var comparisons: Int
        /// Weight of the comparisons won, ties counting half, and of all.
        public var wins: Double
        public var weight: Double
    }

    public struct Annotator: Sendable, Hashable {
        public var annotator: Int32
        public var comparisons: Int
        /// Share of comparisons that prefer the item with the higher score; half for a tie on either side. nil without any.
        public var agreement: Double?
        /// Share of choices for what was on the left: far from a half, somebody may not be looking.
        public var leftShare: Double?
        /// Probability of answering by the items' strengths, and of preferring the left when not: `NoisyBradleyTerry` only.
        public var skill: Double?
        public var leftBias: Double?
    }

    /// By item of the table.
    public var items: [Item]
    /// By annotator of the table.
    public var annotators: [Annotator]
    public var componentCount: Int
    public var method: String
    public var parameters: JSONObject
    public var iterations: Int
    public var stopReason: Consensus.StopReason
    /// Log-likelihood by round, where there is one.
    public var objective: [Double]
    /// Items without a score, groups that cannot be compared.
    public var findings: [Finding]

    /// Items from the best; those without a rank come last, by component and score.
    public var order: [Int32] {
        items.sorted {
            ($0.rank ?? .max, $0.component, -($0.score ?? -.infinity), $0.item) < ($1.rank ?? .max, $1.component, -($1.score ?? -.infinity), $1.item)
        }.map(\.item)
    }

    /// Scores this close are equal.
    public static let tieSlack = 1e-9
}

/// A way to rank items from comparisons of two.
public protocol PairRankingMethod: CatalogEntry {
    init()
    /// The settings that shape the result, as stored with it.
    var parameters: JSONObject { get }
    func ranking(of pairs: PairTable) throws(ConsensusError) -> PairRanking
}

/// Every way to rank from comparisons. Adding one here is all the registration it needs.
public enum PairRankingCatalog {
    public static let all: [any PairRankingMethod] = [BradleyTerry(), NoisyBradleyTerry(), Elo(), WinShare()]

    public static func named(_ name: String) -> (any PairRankingMethod)? {
        all.first { $0.name == name }
    }
}
