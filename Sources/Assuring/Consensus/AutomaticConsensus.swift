import Foundation
import Records

/// The method that the amount of votes allows, and why it was taken.
///
/// - Three votes per item and twenty per annotator or more: `DawidSkene`, smoothed by 0.01.
/// - Else two votes per item and five per annotator or more: `OneCoin`.
/// - Else `MajorityVote`: there is too little to learn about anybody.
///
/// Votes per item are the mean over items with votes, votes per annotator the median over annotators with votes, so that a few
/// who answered everything do not hide many who answered three times. Gold is passed on. The result's parameters hold
/// `method` and `reason` beside that method's own. Where a model's probabilities exist, CROWDLAB uses them too and is better
/// than all of these below five votes per item.
public struct AutomaticConsensus: ConsensusMethod {
    public static let name = "auto"
    public static let summary = "Dawid-Skene, one-coin or majority, by how many votes items and annotators have"
    public var ties = TieRule.lowerClass
    public var gold: [Int32] = []

    public init() {}

    public var parameters: JSONObject { parameters([:]) }

    /// What was taken, and the sentence that says why.
    public struct Choice: Sendable {
        public var method: any ConsensusMethod
        public var reason: String
    }

    public func consensus(of votes: VoteTable, threads: Int) throws(ConsensusError) -> Consensus {
        try SettlingCheck.input(votes, gold: gold)
        let choice = choice(for: votes)
        var consensus = try choice.method.consensus(of: votes, threads: threads)
        consensus.parameters["method"] = .string(consensus.method)
        consensus.parameters["reason"] = .string(choice.reason)
        consensus.method = Self.name
        return consensus
    }

    public func choice(for votes: VoteTable) -> Choice {
        let items = (0..<votes.itemCount).count { votes.itemStart[$0] < votes.itemStart[$0 + 1] }
        let perItem = items == 0 ? 0 : Double(votes.count) / Double(items)
        let counts = (0..<votes.annotatorCount).map { Int(votes.annotatorStart[$0 + 1] - votes.annotatorStart[$0]) }.filter { $0 > 0 }.sorted()
        let perAnnotator = counts.isEmpty ? 0 : Double(counts[(counts.count - 1) / 2] + counts[counts.count / 2]) / 2
        let facts = String(format: "%.1f votes per item and %.0f per annotator", perItem, perAnnotator)
        var method: any ConsensusMethod
        let reason: String
        if perItem >= 3, perAnnotator >= 20 {
            method = DawidSkene()
            reason = "\(facts): enough for confusion matrices (3 and 20)"
        } else if perItem >= 2, perAnnotator >= 5 {
            method = OneCoin()
            reason = "\(facts): too few for confusion matrices (3 and 20), enough for one number per annotator (2 and 5)"
        } else {
            method = MajorityVote()
            reason = "\(facts): too few to learn anything about annotators (2 and 5)"
        }
        method.ties = ties
        method.gold = gold
        return Choice(method: method, reason: reason)
    }
}
