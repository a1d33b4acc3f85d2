@testable import Assuring

/// A method of the catalogue with what it needs to be tried on drawn votes.
struct LawfulMethod: Sendable, CustomStringConvertible {
    let name: String
    var description: String { name }

    static let all = ConsensusCatalog.all.map { LawfulMethod(name: $0.name) }
    /// MACE believes one of two who differ, and gold decides by itself: neither can be tied by two votes.
    static let tying = all.filter { !["mace", "gold-majority"].contains($0.name) }

    /// The most classes it settles, up to `wanted`.
    func classes(_ wanted: Int) -> Int { name == "kos" ? min(wanted, KOS.mostClasses) : wanted }

    /// The method; where it learns from gold alone, every third item with votes is known to be what most said.
    func method(for votes: VoteTable) throws -> any ConsensusMethod {
        var method = ConsensusCatalog.named(name)!
        guard name == "gold-majority", !votes.isEmpty else { return method }
        let winner = try MajorityVote().consensus(of: votes).winner
        method.gold = winner.enumerated().map { $0.offset % 3 == 0 ? $0.element : -1 }
        return method
    }

    func consensus(of votes: VoteTable, threads: Int = 1) throws -> Consensus {
        try method(for: votes).consensus(of: votes, threads: threads)
    }
}
