import Records

/// A batch of a dataset once it is known which items are there: answers for those, records of those to be added.
struct SortedImports: Sendable {
    var present: [(item: Item, answers: [String: Answer])] = []
    var absent: [ReadyRecord] = []
    /// With the item they are about; nil: of none that is there.
    var findings: [(item: ItemID?, finding: Finding)] = []
    var counts: [ImportCounter.Count: Int] = [:]

    mutating func leaveOut(_ finding: Finding) {
        findings.append((nil, finding))
        counts[.leftOut, default: 0] += 1
    }
}
