import Records

/// One tag for every token, how sure it is, and what was learnt about the annotators.
public struct TagConsensus: Sendable, Hashable {
    /// By token over all sentences; a sequence that the scheme allows.
    public var tags: [Int32]
    /// Probability (share of the votes) of that tag at its token.
    public var posterior: [Double]
    /// Posterior less the highest other one; 0 on a tie, below 0 where the sequence as a whole overruled the token.
    public var margin: [Double]
    /// By annotator: votes are tokens; skill is the share of tokens given the settled tag; confusion as `HMMCrowd` learnt it.
    public var annotators: [AnnotatorStanding]
    public var method: String
    public var parameters: JSONObject
    public var iterations: Int
    public var stopReason: Consensus.StopReason
    /// Mean log-likelihood per token by round; empty for methods without rounds.
    public var objective: [Double]

    /// Tokens to look at: a margin of `margin` or less.
    public func doubtful(margin bar: Double = 0) -> [Int] { margin.indices.filter { margin[$0] <= bar + Consensus.tieSlack } }
}

/// A way to settle tag sequences.
public protocol TagConsensusMethod: CatalogEntry {
    init()
    var parameters: JSONObject { get }
    func consensus(of table: TagTable) throws(ConsensusError) -> TagConsensus
}

/// Every way to settle tag sequences. Adding one here is all the registration it needs.
public enum TagConsensusCatalog {
    public static let all: [any TagConsensusMethod] = [TagVote(), HMMCrowd()]

    public static func named(_ name: String) -> (any TagConsensusMethod)? {
        all.first { $0.name == name }
    }
}

extension TagTable {
    /// Share of each annotator's tags equal to the settled ones.
    func standings(_ settled: [Int32], confusion: ((Int) -> [Double])? = nil) -> [AnnotatorStanding] {
        var right = [Int](repeating: 0, count: annotatorCount)
        var given = right
        for sentence in 0..<sentenceCount {
            let tokens = tokens(ofSentence: sentence)
            for sheet in sheets(ofSentence: sentence) {
                let (annotator, first) = (Int(sheetAnnotator[sheet]), sheetTags[sheet])
                given[annotator] += tokens.count
                for token in tokens where tags[first + token - tokens.lowerBound] == settled[token] { right[annotator] += 1 }
            }
        }
        return (0..<annotatorCount).map { a in
            AnnotatorStanding(
                annotator: Int32(a), votes: given[a], skill: given[a] > 0 ? Double(right[a]) / Double(given[a]) : nil, confusion: confusion?(a))
        }
    }
}
