import Records

/// A way to settle what the answer to each item is from what several annotators said.
///
/// Votes count by their weight in every method: a vote of weight 2 is two equal votes (`KOS` and `MMSR` say where that is
/// only nearly so). Every method gives the same bits on any number of threads.
public protocol ConsensusMethod: CatalogEntry {
    init()
    var ties: TieRule { get set }
    /// Known class of each item, -1 where unknown; empty for none. Known items are never overruled, and teach where the
    /// method learns anything about annotators.
    var gold: [Int32] { get set }
    /// The settings that shape the result, as stored with it.
    var parameters: JSONObject { get }
    /// - Parameter threads: at most this many at a time; does not change the result.
    func consensus(of votes: VoteTable, threads: Int) throws(ConsensusError) -> Consensus
}

extension ConsensusMethod {
    public func consensus(of votes: VoteTable) throws(ConsensusError) -> Consensus {
        try consensus(of: votes, threads: 1)
    }

    /// The settings all methods have, and then `own`.
    func parameters(_ own: JSONObject) -> JSONObject {
        var all: JSONObject = ["ties": .string(ties.rawValue), "gold": .int(Int64(gold.count { $0 >= 0 }))]
        for (key, value) in own.members { all[key] = value }
        return all
    }
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
    /// A method that learns from gold has none with votes on it.
    case noGold
    /// A method for `most` classes was given more.
    case tooManyClasses(Int, most: Int, method: String)
    /// A table given with the settings has another size than the votes call for.
    case unequalStart(name: String, count: Int, expected: Int)
    /// A table of `bytes` would be needed and `limit` may be used; nil bytes: more than can be counted.
    case tooLarge(table: String, bytes: Int?, limit: Int)
}
