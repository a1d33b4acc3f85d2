import Kernels
import Records

/// A side for each item from its own key alone: stays the same when items come and go.
///
/// The hash of the group (or the key) under the seed is a number in [0, 1); the side is where it falls among the shares
/// laid end to end. Shares are met on average, within about sqrt(share / n); strata are not balanced.
public struct StableSplit: Sendable, Hashable {
    public let shares: [SplitShare]
    public let seed: UInt64

    public init(shares: [SplitShare], seed: UInt64) throws(Finding) {
        try Split.check(shares)
        self.shares = shares
        self.seed = seed
    }

    /// A place in `shares`.
    public func side(key: String, group: String? = nil) -> Int {
        let hash = group.map { Hash64.of("group:" + $0, seed: seed) } ?? Hash64.of("key:" + key, seed: seed)
        let point = Double(hash >> 11) * 0x1p-53
        var end = 0.0
        for place in shares.indices {
            end += shares[place].share
            if point < end { return place }
        }
        return shares.count - 1
    }
}
