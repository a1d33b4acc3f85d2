import Kernels

/// Groups of similar rows on which the model does much worse than on the whole.
///
/// Groups are those given, or clusters of the graph (`RowGroups`), of five rows or more. A group's ratio is its mean
/// probability of the given label over the mean of all rows; an issue for every row of every group with a ratio below
/// 0.1. Score: the ratio where it is below 1, else 1. Score of the whole: the lowest ratio, 1 at most.
///
/// Differs from cleanlab 2.9, whose loop compares a group's mean with the lowest *ratio* so far, so that the group it names
/// depends on the order of the groups, and which counts only rows in groups into the mean and names one group at most;
/// `comparison = .runningRatio` does as it does. See docs/decisions/0022-underperforming-groups.md.
public struct UnderperformingGroupCheck: DatasetIssueCheck {
    public static let name = "underperforming-group"
    public static let summary = "Groups of similar rows whose labels the model finds much less probable than on the whole"
    public static let needs: [Set<DatasetNeed>] = [[.labels, .probabilities, .groups], [.labels, .probabilities, .neighbours]]

    /// What a group is compared with.
    public enum Comparison: String, Sendable, Hashable, CaseIterable {
        /// The mean of all rows.
        case mean
        /// As cleanlab 2.9 does, clusters included: depends on the order of groups and rows.
        case runningRatio = "running-ratio"
    }

    public var comparison = Comparison.mean
    public var neighbours = 10
    /// Of the ratio.
    public var threshold = 0.1
    public var leastRows = 5

    public init() {}

    public func report(_ evidence: DatasetEvidence) throws(DatasetIssueUnavailable) -> DatasetIssueReport {
        guard let judged = evidence.labelEvidence else { throw unavailable(evidence) }
        let ids = if let given = evidence.groups { given } else { try clusters(neighbourGraph(evidence, neighbours)) }
        let confidences = try reading { try SelfConfidence().scores(judged) }
        let groups = try judge(ids, confidences)
        let flagged = comparison == .mean ? groups.filter { $0.ratio < threshold } : Self.worstByRunningRatio(groups).filter { $0.ratio < threshold }
        let flaggedIDs = Set(flagged.map(\.id))
        var scores = [Double](repeating: 1, count: ids.count)
        let ratios = Dictionary(uniqueKeysWithValues: groups.map { ($0.id, min($0.ratio, 1)) })
        for row in ids.indices { scores[row] = ratios[ids[row]] ?? 1 }
        let whole = comparison == .mean ? groups.map(\.ratio).min() : Self.worstByRunningRatio(groups).first?.ratio
        return DatasetIssueReport(
            check: Self.name, isIssue: ids.map(flaggedIDs.contains), scores: scores, score: min(whole ?? 1, 1),
            details: .groups(groups.sorted { ($0.ratio, $0.id) < ($1.ratio, $1.id) }))
    }

    private func clusters(_ graph: NeighbourGraph) -> [Int32] {
        comparison == .mean ? RowGroups().groups(graph) : RowGroups().groupsInOrder(graph)
    }

    /// By id.
    private func judge(_ ids: [Int32], _ confidences: [Double]) throws(DatasetIssueUnavailable) -> [DatasetGroup] {
        var (sums, counts): ([Int32: Double], [Int32: Int]) = ([:], [:])
        for row in ids.indices where ids[row] >= 0 {
            sums[ids[row], default: 0] += confidences[row]
            counts[ids[row], default: 0] += 1
        }
        let kept = counts.keys.filter { counts[$0, default: 0] >= leastRows }.sorted()
        guard !kept.isEmpty else { throw .noGroups(atLeast: leastRows) }
        let compared = comparison == .mean ? confidences : ids.indices.filter { counts[ids[$0], default: 0] >= leastRows && ids[$0] >= 0 }.map { confidences[$0] }
        let mean = compared.reduce(0, +) / Double(compared.count)
        guard mean > 0 else { throw .noConfidence }
        return kept.map { id in
            let (count, sum) = (counts[id, default: 0], sums[id, default: 0])
            return DatasetGroup(id: id, count: count, confidence: sum / Double(count), ratio: sum / Double(count) / mean)
        }
    }

    /// The one group that cleanlab's loop ends with, if any.
    private static func worstByRunningRatio(_ groups: [DatasetGroup]) -> [DatasetGroup] {
        var worst: DatasetGroup?
        for group in groups where group.ratio < 1 && group.confidence < worst?.ratio ?? 1 { worst = group }
        return worst.map { [$0] } ?? []
    }
}
