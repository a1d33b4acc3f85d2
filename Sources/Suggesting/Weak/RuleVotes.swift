/// What labelling rules say: which rule gave which class to which item. The one input of weak supervision.
///
/// A rule is a program, a pattern, a lookup or a model that labels some items and is silent on the others. Only votes are
/// stored, by item: a column is rule * K + class, in 4 bytes, so a million items under twenty rules that speak half the
/// time take 48 MB, and a rule that seldom speaks costs what it says.
///
/// Shapes: N items, M rules, K classes, V votes; `starts` has N + 1 places in `columns`, ascending within an item.
/// A rule has at most one vote on an item.
public struct RuleVotes: Sendable, Hashable {
    public let ruleCount: Int
    public let classCount: Int
    /// Where the votes of each item start.
    public private(set) var starts: [Int] = [0]
    /// rule * K + class.
    public private(set) var columns: [UInt32] = []

    /// Without items; `append` adds them.
    public init(ruleCount: Int, classCount: Int) throws(WeakError) {
        guard ruleCount > 0 else { throw .noRules }
        guard classCount > 0, ruleCount * classCount < Int(UInt32.max) else { throw .badClassCount(classCount, rules: ruleCount) }
        self.ruleCount = ruleCount
        self.classCount = classCount
    }

    /// A full table, N x M, row-major: a class, or -1 where the rule is silent.
    /// - Parameter classCount: nil takes one more than the greatest class, at least two.
    public init(table: [Int], ruleCount: Int, classCount: Int? = nil) throws(WeakError) {
        try self.init(ruleCount: ruleCount, classCount: classCount ?? max((table.max() ?? 0) + 1, 2))
        guard table.count % ruleCount == 0 else { throw .rowTooShort(item: table.count / ruleCount, rules: table.count % ruleCount, expected: ruleCount) }
        starts.reserveCapacity(table.count / ruleCount + 1)
        for first in stride(from: 0, to: table.count, by: ruleCount) { try append(table[first..<first + ruleCount]) }
    }

    /// Votes in any order.
    public init(_ votes: [(item: Int, rule: Int, class: Int)], itemCount: Int, ruleCount: Int, classCount: Int) throws(WeakError) {
        try self.init(ruleCount: ruleCount, classCount: classCount)
        starts = Array(repeating: 0, count: itemCount + 1)
        for vote in votes {
            guard (0..<itemCount).contains(vote.item) else { throw .itemOutOfRange(vote.item, itemCount: itemCount) }
            guard (0..<ruleCount).contains(vote.rule) else { throw .ruleOutOfRange(vote.rule, ruleCount: ruleCount, item: vote.item) }
            guard (0..<classCount).contains(vote.class) else { throw .classOutOfRange(vote.class, classCount: classCount, item: vote.item, rule: vote.rule) }
            starts[vote.item + 1] += 1
        }
        for item in 0..<itemCount { starts[item + 1] += starts[item] }
        var next = starts
        columns = Array(repeating: 0, count: votes.count)
        for vote in votes {
            columns[next[vote.item]] = UInt32(vote.rule * classCount + vote.class)
            next[vote.item] += 1
        }
        for item in 0..<itemCount { try sortVotes(of: item) }
    }

    public var itemCount: Int { starts.count - 1 }
    public var voteCount: Int { columns.count }

    /// One more item: a class or -1 of each rule.
    public mutating func append(_ row: some Sequence<Int>) throws(WeakError) {
        var rule = 0
        for label in row {
            guard rule < ruleCount else { throw .rowTooLong(item: itemCount, expected: ruleCount) }
            guard label >= -1, label < classCount else { throw .classOutOfRange(label, classCount: classCount, item: itemCount, rule: rule) }
            if label >= 0 { columns.append(UInt32(rule * classCount + label)) }
            rule += 1
        }
        guard rule == ruleCount else { throw .rowTooShort(item: itemCount, rules: rule, expected: ruleCount) }
        starts.append(columns.count)
    }

    mutating func appendChecked(_ row: ArraySlice<Int32>) {
        let classes = UInt32(classCount)
        row.withUnsafeBufferPointer { row in
            for rule in row.indices where row[rule] >= 0 { columns.append(UInt32(rule) * classes + UInt32(row[rule])) }
        }
        starts.append(columns.count)
    }

    /// The same votes among more classes, those of further labels behind the present ones.
    public func widened(classCount: Int) throws(WeakError) -> RuleVotes {
        guard classCount >= self.classCount else { throw .badClassCount(classCount, rules: ruleCount) }
        var result = try RuleVotes(ruleCount: ruleCount, classCount: classCount)
        let (own, wider) = (UInt32(self.classCount), UInt32(classCount))
        result.columns = columns.map { $0 / own * wider + $0 % own }
        result.starts = starts
        return result
    }

    /// The votes on these items alone, as items from 0 on.
    public func items(_ range: Range<Int>) -> RuleVotes {
        var result = self
        let first = starts[range.lowerBound]
        result.columns = Array(columns[first..<starts[range.upperBound]])
        result.starts = starts[range.lowerBound...range.upperBound].map { $0 - first }
        return result
    }

    /// The votes of an item: rule and class, by rule.
    public func votes(of item: Int) -> [(rule: Int, class: Int)] {
        columns[starts[item]..<starts[item + 1]].map { (Int($0) / classCount, Int($0) % classCount) }
    }

    private mutating func sortVotes(of item: Int) throws(WeakError) {
        let range = starts[item]..<starts[item + 1]
        guard range.count > 1 else { return }
        columns[range].sort()
        for place in range.dropFirst() where Int(columns[place]) / classCount == Int(columns[place - 1]) / classCount {
            throw .twoVotes(item: item, rule: Int(columns[place]) / classCount)
        }
    }
}
