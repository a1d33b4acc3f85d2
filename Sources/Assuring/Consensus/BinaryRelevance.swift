import Records

/// Consensus on sets of classes: each class is a question of yes or no of its own, settled by any method of the catalogue.
///
/// A class that an annotator did not give is a vote of no. Source: Tsoumakas and Katakis (2007), doi 10.4018/jdwm.2007070101;
/// crowd-kit's `BinaryRelevance`. Classes are settled apart, so it does not see that two always come together; a tie of the
/// base method is a no, or is left open. Cost: the base method's on N votes for each class; O(I L) memory for L classes.
public struct BinaryRelevance: Sendable {
    public var base: any ConsensusMethod

    public init(_ base: any ConsensusMethod = MajorityVote()) { self.base = base }

    public func consensus(of sets: LabelSets, threads: Int = 1) throws(ConsensusError) -> LabelSetConsensus {
        guard sets.count > 0 else { throw .noVotes }
        try SettlingCheck.memory(
            "\(sets.itemNames.count) items by \(sets.classNames.count) classes", sets.itemNames.count, sets.classNames.count, 2)
        var labels = [[Int32]](repeating: [], count: sets.itemNames.count)
        var open = labels
        var probability = [Double](repeating: 0, count: sets.itemNames.count * sets.classNames.count)
        var margin = probability
        var classes: [LabelSetConsensus.ClassResult] = []
        for label in sets.classNames.indices {
            guard let votes = try? sets.question(Int32(label)) else { continue }
            let consensus = try base.consensus(of: votes, threads: threads)
            for item in labels.indices {
                let cell = item * sets.classNames.count + label
                probability[cell] = consensus.posterior[item * 2 + 1]
                margin[cell] = consensus.margin[item]
                switch consensus.winner[item] {
                case 1: labels[item].append(Int32(label))
                case 0: break
                default: open[item].append(Int32(label))
                }
            }
            classes.append(LabelSetConsensus.ClassResult(
                annotators: consensus.annotators, iterations: consensus.iterations, stopReason: consensus.stopReason))
        }
        return LabelSetConsensus(
            labels: labels, open: open, probability: probability, margin: margin, classCount: sets.classNames.count, classes: classes,
            method: "binary-relevance:\(base.name)", parameters: base.parameters)
    }
}

/// The settled set of classes of every item.
public struct LabelSetConsensus: Sendable, Hashable {
    /// What one class came to.
    public struct ClassResult: Sendable, Hashable {
        public var annotators: [AnnotatorStanding]
        public var iterations: Int
        public var stopReason: Consensus.StopReason
    }

    /// Classes each item has, ascending.
    public var labels: [[Int32]]
    /// Classes that are tied and wait for a person, where `TieRule.unresolved` leaves them open.
    public var open: [[Int32]]
    /// I x L, row-major: P(the item has the class); rows need not sum to 1.
    public var probability: [Double]
    /// I x L: how far yes and no are apart.
    public var margin: [Double]
    public var classCount: Int
    /// One per class.
    public var classes: [ClassResult]
    public var method: String
    public var parameters: JSONObject
}
