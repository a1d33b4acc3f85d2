import Kernels

/// Compares the texts of some buckets of candidates, one bucket after the other: what one thread makes of its piece of a band.
///
/// In a bucket a pair that is joined already, through others of it or in an earlier band, is passed over. Sets of shingles
/// are kept for the bucket at hand, 8 MiB of them at most, and cut again when they are needed beyond that.
struct ComparedBuckets {
    struct Outcome: Sendable {
        var accepted: [(left: Int, right: Int)] = []
        /// Pairs that were compared and are not alike.
        var refused: [UInt64] = []
        var verified = 0
        /// Buckets too large to be compared whole.
        var cut = 0
    }

    private static let shingleBound = 1 << 20
    let texts: DistinctTexts
    let order: [Int]
    let settings: NearDuplicateSettings
    let shingles: TextShingles
    let scheme: ShingleScheme
    private(set) var outcome = Outcome()
    private var sorting = SortedHashes()
    private var sets: [Int: [UInt64]] = [:]
    private var kept = 0

    init(texts: DistinctTexts, order: [Int], settings: NearDuplicateSettings, shingles: TextShingles, scheme: ShingleScheme) {
        (self.texts, self.order, self.settings, self.shingles, self.scheme) = (texts, order, settings, shingles, scheme)
    }

    /// All pairs of a bucket, ascending; in a huge one each text and the next ten.
    mutating func compare(_ bucket: [Int], _ joined: UnionFind, _ refused: Set<UInt64>) {
        let isCut = bucket.count > settings.maximumBucket
        outcome.cut += isCut ? 1 : 0
        let roots = bucket.map { joined.currentRoot(of: $0) }
        guard roots.contains(where: { $0 != roots[0] }) else { return }
        var own = Self.groups(roots)
        for left in bucket.indices {
            let end = isCut ? min(bucket.count, left + 11) : bucket.count
            for right in left + 1..<max(left + 1, end) where own.root(of: left) != own.root(of: right) {
                if isAlike(bucket[left], bucket[right], refused) {
                    outcome.accepted.append((bucket[left], bucket[right]))
                    own.join(left, right)
                }
            }
        }
        sets.removeAll(keepingCapacity: true)
        kept = 0
    }

    /// Places of one root together.
    private static func groups(_ roots: [Int]) -> UnionFind {
        var (groups, first) = (UnionFind(count: roots.count), [Int: Int]())
        for (place, root) in roots.enumerated() {
            if let other = first[root] { groups.join(other, place) } else { first[root] = place }
        }
        return groups
    }

    private mutating func isAlike(_ left: Int, _ right: Int, _ refused: Set<UInt64>) -> Bool {
        guard settings.verifies else { return true }
        let pair = UInt64(left) << 32 | UInt64(right)
        if refused.contains(pair) { return false }
        outcome.verified += 1
        let isAlike = JaccardIndex.of(set(of: left), set(of: right)) >= settings.threshold
        if !isAlike { outcome.refused.append(pair) }
        return isAlike
    }

    private mutating func set(of text: Int) -> [UInt64] {
        if let set = sets[text] { return set }
        let set = texts.withBytes(of: order[text]) { shingles.set($0, scheme, &sorting) }
        if kept + set.count <= Self.shingleBound {
            sets[text] = set
            kept += set.count
        }
        return set
    }
}
