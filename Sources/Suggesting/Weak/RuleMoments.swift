import Kernels

/// How often rules say what together: all that a label model needs to know of the items.
///
/// O[a, b] is the share of items with both votes a and b, a and b being columns rule * K + class; the diagonal is how often
/// each vote is given. Counted in integers in one pass over the votes, so that the numbers are exact and the same on any
/// number of threads; after it the items are needed no more. Cost: O(sum of votes an item squared), O((M K)^2) memory.
public struct RuleMoments: Sendable, Hashable {
    public let ruleCount: Int
    public let classCount: Int
    public let itemCount: Int
    /// d x d with d = M K, row-major, symmetric.
    public let shares: [Double]

    /// d.
    public var columnCount: Int { ruleCount * classCount }

    public init(_ votes: RuleVotes, threads: Int = 1) throws(WeakError) {
        guard votes.itemCount > 0 else { throw .noItems }
        ruleCount = votes.ruleCount
        classCount = votes.classCount
        itemCount = votes.itemCount
        let n = Double(votes.itemCount)
        shares = Self.counts(votes, threads: threads).map { Double($0) / n }
    }

    /// Of what was counted in batches.
    public init(_ statistics: RuleStatistics) throws(WeakError) {
        guard statistics.itemCount > 0 else { throw .noItems }
        let d = statistics.rules.count * statistics.labels.count
        (ruleCount, classCount, itemCount) = (statistics.rules.count, statistics.labels.count, statistics.itemCount)
        var (shares, place) = ([Double](repeating: 0, count: d * d), 0)
        for a in 0..<d {
            for b in a..<d {
                shares[a * d + b] = Double(statistics.counts[place]) / Double(statistics.itemCount)
                shares[b * d + a] = shares[a * d + b]
                place += 1
            }
        }
        self.shares = shares
    }

    /// d x d, symmetric: items with both votes.
    static func counts(_ votes: RuleVotes, threads: Int) -> [Int] {
        let d = votes.ruleCount * votes.classCount
        let size = max(1 << 16, (votes.itemCount + 15) / 16)
        let parts = Pieces(votes.itemCount, size: size).map(threads: threads) { count(votes, $0, d) }
        var counts = [Int](repeating: 0, count: d * d)
        for a in 0..<d {
            for b in a..<d {
                for part in parts { counts[a * d + b] += Int(part[a * d + b]) }
                counts[b * d + a] = counts[a * d + b]
            }
        }
        return counts
    }

    /// How often rule `rule` speaks.
    public func coverage(_ rule: Int) -> Double {
        (rule * classCount..<(rule + 1) * classCount).reduce(0.0) { $0 + shares[$1 * columnCount + $1] }
    }

    /// Upper triangle: the votes of an item ascend.
    private static func count(_ votes: RuleVotes, _ items: Range<Int>, _ d: Int) -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: d * d)
        counts.withUnsafeMutableBufferPointer { counts in
            votes.starts.withUnsafeBufferPointer { starts in
                votes.columns.withUnsafeBufferPointer { columns in
                    guard let counts = counts.baseAddress, let columns = columns.baseAddress else { return }
                    for item in items {
                        var place = starts[item]
                        let end = starts[item + 1]
                        while place < end {
                            let row = counts + Int(columns[place]) * d
                            var other = place
                            while other < end {
                                row[Int(columns[other])] &+= 1
                                other += 1
                            }
                            place += 1
                        }
                    }
                }
            }
        }
        return counts
    }
}
