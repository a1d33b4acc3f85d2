import Kernels

/// What labelling rules do, before any model: how often each speaks, how often with others, how often against them.
///
/// Shares of all items, as in snorkel's `LFAnalysis`:
/// - coverage: the rule speaks;
/// - overlap: and another does;
/// - conflict: and another says otherwise;
/// - polarity: which classes it ever gives.
/// The same three for the whole: items with a vote, with two, with two that differ. The normalised
/// overlap is of the items the rule speaks on, the normalised conflict of those it overlaps on: nil where there is none,
/// where the peer says 0.
///
/// Cost: one pass over the votes, O(V + N) time, O(M K) memory; exact counts, so any number of threads.
public struct RuleAnalysis: Sendable, Hashable, Codable {
    public struct Rule: Sendable, Hashable, Codable {
        public var coverage: Double
        public var overlap: Double
        public var conflict: Double
        /// Of what the rule covers; nil when that is nothing.
        public var normalisedOverlap: Double?
        /// Of what the rule overlaps on; nil when that is nothing.
        public var normalisedConflict: Double?
        /// Classes it gives, ascending.
        public var polarity: [Int]
        /// Items per class it gives.
        public var votes: [Int]
    }

    public var itemCount: Int
    public var coverage: Double
    public var overlap: Double
    public var conflict: Double
    public var rules: [Rule]

    public init(_ votes: RuleVotes, threads: Int = 1) throws(WeakError) {
        guard votes.itemCount > 0 else { throw .noItems }
        let pieces = Pieces(votes.itemCount, size: 1 << 16)
        let tallies = pieces.map(threads: threads) { RuleTally(votes, $0) }
        var whole = RuleTally(votes, 0..<0)
        for tally in tallies { whole.add(tally) }
        let n = Double(votes.itemCount), k = votes.classCount
        itemCount = votes.itemCount
        coverage = Double(whole.covered) / n
        overlap = Double(whole.overlapping) / n
        conflict = Double(whole.conflicting) / n
        rules = (0..<votes.ruleCount).map { rule in
            let given = Array(whole.votes[rule * k..<(rule + 1) * k])
            let spoken = given.reduce(0, +)
            return Rule(
                coverage: Double(spoken) / n, overlap: Double(whole.ruleOverlaps[rule]) / n, conflict: Double(whole.ruleConflicts[rule]) / n,
                normalisedOverlap: spoken > 0 ? Double(whole.ruleOverlaps[rule]) / Double(spoken) : nil,
                normalisedConflict: whole.ruleOverlaps[rule] > 0 ? Double(whole.ruleConflicts[rule]) / Double(whole.ruleOverlaps[rule]) : nil,
                polarity: (0..<k).filter { given[$0] > 0 }, votes: given)
        }
    }
}

/// Counts over a range of items.
private struct RuleTally: Sendable {
    var covered = 0
    var overlapping = 0
    var conflicting = 0
    /// M x K.
    var votes: [Int]
    var ruleOverlaps: [Int]
    var ruleConflicts: [Int]

    init(_ table: RuleVotes, _ items: Range<Int>) {
        let classes = UInt32(table.classCount)
        votes = Array(repeating: 0, count: table.ruleCount * table.classCount)
        ruleOverlaps = Array(repeating: 0, count: table.ruleCount)
        ruleConflicts = ruleOverlaps
        table.starts.withUnsafeBufferPointer { starts in
            table.columns.withUnsafeBufferPointer { columns in
                for item in items {
                    let own = starts[item]..<starts[item + 1]
                    guard let first = own.first else { continue }
                    let label = columns[first] % classes
                    var isDivided = false
                    for place in own where columns[place] % classes != label { isDivided = true }
                    covered += 1
                    overlapping += own.count > 1 ? 1 : 0
                    conflicting += isDivided ? 1 : 0
                    for place in own {
                        votes[Int(columns[place])] += 1
                        let rule = Int(columns[place] / classes)
                        ruleOverlaps[rule] += own.count > 1 ? 1 : 0
                        ruleConflicts[rule] += isDivided ? 1 : 0
                    }
                }
            }
        }
    }

    mutating func add(_ other: RuleTally) {
        covered += other.covered
        overlapping += other.overlapping
        conflicting += other.conflicting
        for place in votes.indices { votes[place] += other.votes[place] }
        for rule in ruleOverlaps.indices {
            ruleOverlaps[rule] += other.ruleOverlaps[rule]
            ruleConflicts[rule] += other.ruleConflicts[rule]
        }
    }
}
