import Records

/// Who labels what: how many slots an item needs, and which slot is served first.
///
/// Every item starts with `overlapFrom` slots. With a range and a `settle` probability one slot is added at a time,
/// after all votes so far are in and their posterior is known, until it reaches `settle` or `overlapTo` votes are cast.
/// With a range and no `settle` nothing can stop it early, so every item gets `overlapTo`.
///
/// Pure: what it says is stored as rows by others. The same progress always gives the same plan.
public struct SlotPolicy: Sendable {
    public let policy: LabellingPolicy
    /// For the samples of review and gold.
    public let seed: UInt64

    public init(_ policy: LabellingPolicy, seed: UInt64) {
        self.policy = policy
        self.seed = seed
    }

    /// How far one item is in the label stage.
    public struct Progress: Sendable, Hashable {
        /// Slots that are open or leased.
        public var waiting: Int
        /// Annotators whose current revision counts as a vote.
        public var votes: Int
        /// The least sure question's posterior; nil until consensus was computed over these votes.
        public var posterior: Double?
        /// Adjudicated, withdrawn or otherwise in need of nothing.
        public var isClosed: Bool

        public init(waiting: Int = 0, votes: Int = 0, posterior: Double? = nil, isClosed: Bool = false) {
            self.waiting = waiting
            self.votes = votes
            self.posterior = posterior
            self.isClosed = isClosed
        }
    }

    /// What to do about an item's slots. At most one of the two is not zero.
    public struct Plan: Sendable, Hashable {
        public var open: Int
        /// Open slots, not leased ones: nobody's work is taken away.
        public var close: Int

        public init(open: Int = 0, close: Int = 0) {
            self.open = open
            self.close = close
        }
    }

    /// How many votes the item should have in all, as far as can be said now.
    public func wantedVotes(_ progress: Progress) -> Int {
        let least = max(1, policy.overlapFrom)
        let most = max(least, policy.overlapTo)
        if progress.isClosed { return progress.votes }
        guard let settle = policy.settle else { return most }
        guard progress.votes >= least else { return least }
        guard let posterior = progress.posterior else { return max(progress.votes, least) }
        return posterior >= settle ? progress.votes : max(progress.votes, min(most, progress.votes + 1))
    }

    public func plan(_ progress: Progress) -> Plan {
        let missing = wantedVotes(progress) - progress.votes - progress.waiting
        return missing >= 0 ? Plan(open: missing) : Plan(close: min(progress.waiting, -missing))
    }

    /// Whether the item's votes may be settled by consensus already.
    public func isComplete(_ progress: Progress) -> Bool {
        progress.votes >= max(1, policy.overlapFrom) && wantedVotes(progress) <= progress.votes
    }
}
