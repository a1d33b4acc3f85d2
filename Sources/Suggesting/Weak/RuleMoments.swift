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
        let d = votes.ruleCount * votes.classCount
        ruleCount = votes.ruleCount
        classCount = votes.classCount
        itemCount = votes.itemCount
        let size = max(1 << 16, (votes.itemCount + 15) / 16)
        let parts = Pieces(votes.itemCount, size: size).map(threads: threads) { Self.count(votes, $0, d) }
        var shares = [Double](repeating: 0, count: d * d)
        let n = Double(votes.itemCount)
        for a in 0..<d {
            for b in a..<d {
                var sum = 0
                for part in parts { sum += Int(part[a * d + b]) }
                shares[a * d + b] = Double(sum) / n
                shares[b * d + a] = shares[a * d + b]
            }
        }
        self.shares = shares
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
