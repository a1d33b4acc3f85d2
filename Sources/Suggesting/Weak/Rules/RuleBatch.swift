/// Some thousands of records as rules see them.
public struct RuleBatch: Sendable {
    public var count: Int
    /// By field of `RuleProgram.fields`; nil where a record has none.
    public var texts: [[String?]]
    /// What was found by those who know more than texts, by the number of the rule: a class or -1 for each record.
    public var given: [Int: [Int32]]

    public init(count: Int, texts: [[String?]], given: [Int: [Int32]] = [:]) {
        self.count = count
        self.texts = texts
        self.given = given
    }
}

/// What rules say of a batch: a class or -1, records by rules.
public struct RuleBlock: Sendable, Hashable {
    public let ruleCount: Int
    public internal(set) var cells: [Int32]

    public var count: Int { ruleCount == 0 ? 0 : cells.count / ruleCount }

    public func row(_ record: Int) -> ArraySlice<Int32> { cells[record * ruleCount..<(record + 1) * ruleCount] }
}

extension RuleVotes {
    /// The records of a block as further items. Its classes are this table's: they are not checked again.
    public mutating func append(_ block: RuleBlock) {
        precondition(block.ruleCount == ruleCount)
        for record in 0..<block.count { appendChecked(block.cells[record * ruleCount..<(record + 1) * ruleCount]) }
    }
}
