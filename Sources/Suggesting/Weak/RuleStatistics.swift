import Kernels

/// What a label model learns from, batch by batch: how many items had which two votes together.
///
/// Counts of whole items, so batches added in any order give the same numbers, and a fit can be saved and continued with
/// items that come later: nothing else of the earlier ones is needed. Snorkel has no such fit. Memory: (M K)^2 / 2 counts.
public struct RuleStatistics: Sendable, Hashable, Codable {
    /// Whose votes these are; votes of other rules or classes are never added.
    public let rules: [String]
    public let labels: [String]
    public private(set) var itemCount = 0
    /// Upper triangle with the diagonal, row by row, of d x d with d = M K.
    private(set) var counts: [Int]

    public init(rules: [String], labels: [String]) throws(WeakError) {
        guard !rules.isEmpty else { throw .noRules }
        guard !labels.isEmpty, rules.count * labels.count < 1 << 16 else { throw .badClassCount(labels.count, rules: rules.count) }
        (self.rules, self.labels) = (rules, labels)
        let d = rules.count * labels.count
        counts = [Int](repeating: 0, count: d * (d + 1) / 2)
    }

    public mutating func add(_ votes: RuleVotes, threads: Int = 1) throws(WeakError) {
        guard votes.ruleCount == rules.count, votes.classCount == labels.count else {
            throw .otherRules(rules: votes.ruleCount, classes: votes.classCount, expectedRules: rules.count, expectedClasses: labels.count)
        }
        guard votes.itemCount > 0 else { return }
        let d = rules.count * labels.count
        let table = RuleMoments.counts(votes, threads: threads)
        var place = 0
        for a in 0..<d { for b in a..<d { counts[place] += table[a * d + b]; place += 1 } }
        itemCount += votes.itemCount
    }

    public mutating func add(_ other: RuleStatistics) throws(WeakError) {
        guard other.rules == rules, other.labels == labels else { throw .otherStatistics("it is of other rules or labels") }
        for place in counts.indices { counts[place] += other.counts[place] }
        itemCount += other.itemCount
    }

    public func moments() throws(WeakError) -> RuleMoments { try RuleMoments(self) }

    private enum Key: String, CodingKey { case rules, labels, items, counts }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(rules, forKey: .rules)
        try container.encode(labels, forKey: .labels)
        try container.encode(itemCount, forKey: .items)
        try container.encode(counts, forKey: .counts)
    }

    /// Every count is checked: no pair of votes is more frequent than either, none more frequent than there are items.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        try self.init(rules: container.decode([String].self, forKey: .rules), labels: container.decode([String].self, forKey: .labels))
        let (items, counts) = (try container.decode(Int.self, forKey: .items), try container.decode([Int].self, forKey: .counts))
        guard counts.count == self.counts.count else { throw WeakError.otherStatistics("it has \(counts.count) counts, where \(self.counts.count) are due") }
        guard items >= 0, items < 1 << 53, counts.allSatisfy({ $0 >= 0 && $0 <= items }) else { throw WeakError.otherStatistics("a count is below 0 or above the number of items") }
        (itemCount, self.counts) = (items, counts)
    }
}
