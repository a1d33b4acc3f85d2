import Records

/// A way to settle what the answer to each item is from what several annotators said.
///
/// Votes count by their weight in every method: a vote of weight 2 is two equal votes.
public protocol ConsensusMethod: CatalogEntry {
    init()
    var ties: TieRule { get set }
    /// The settings that shape the result, as stored with it.
    var parameters: JSONObject { get }
    func consensus(of votes: VoteTable) throws(ConsensusError) -> Consensus
}

/// What happens when two classes share the highest posterior (within `Consensus.tieSlack`).
public enum TieRule: String, Sendable, Hashable, Codable, CaseIterable {
    /// The class declared first wins.
    case lowerClass = "lower-class"
    /// Nobody wins: winner -1, so that the item goes to review.
    case unresolved
}

/// Why a consensus could not be computed. Facts only; see `ConsensusError+Words.swift`.
public enum ConsensusError: Error, Hashable {
    case noVotes
    case settingOutOfRange(name: String, value: Double, allowed: String)
    case unequalGold(items: Int, gold: Int)
    case goldOutOfRange(Int32, classCount: Int, item: String)
}
