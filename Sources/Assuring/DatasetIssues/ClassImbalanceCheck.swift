import Kernels

/// A class too rare to be learnt.
///
/// An issue for every row of the rarest class when its share is below 0.1 / K. Score: the share for rows of the rarest class
/// (the lower one of equals), 1 for others. Score of the whole: the share. Matches cleanlab 2.9; a class without rows is
/// not counted as the rarest, for no row could show it.
public struct ClassImbalanceCheck: DatasetIssueCheck {
    public static let name = "class-imbalance"
    public static let summary = "A class with less than a tenth of its even share of the rows"
    public static let needs: [Set<DatasetNeed>] = [[.labels]]

    /// Of the even share 1 / K.
    public var threshold = 0.1

    public init() {}

    public func report(_ evidence: DatasetEvidence) throws(DatasetIssueUnavailable) -> DatasetIssueReport {
        guard let labels = evidence.labels else { throw unavailable(evidence) }
        var counts = [Int](repeating: 0, count: evidence.classCount)
        for label in labels { counts[Int(label)] += 1 }
        guard let rarest = counts.indices.filter({ counts[$0] > 0 }).min(by: { (counts[$0], $0) < (counts[$1], $1) }) else { throw unavailable(evidence) }
        let share = Double(counts[rarest]) / Double(labels.count)
        let isRare = share < threshold / Double(evidence.classCount)
        return DatasetIssueReport(
            check: Self.name, isIssue: labels.map { isRare && Int($0) == rarest }, scores: labels.map { Int($0) == rarest ? share : 1 }, score: share,
            details: .rarestClass(rarest, share: share))
    }
}
