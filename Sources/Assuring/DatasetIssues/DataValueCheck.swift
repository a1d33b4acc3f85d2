import Kernels

/// Rows that make a nearest-neighbour classifier worse.
///
/// Score: (1 + `NeighbourValue`) / 2 with k = 10 and the reach of the nearest; an issue below 0.5, that is for a value below
/// 0. Score of the whole: mean. Matches cleanlab 2.9.
public struct DataValueCheck: DatasetIssueCheck {
    public static let name = "data-value"
    public static let summary = "Rows that make a nearest-neighbour classifier worse, by their Shapley value"
    public static let needs: [Set<DatasetNeed>] = [[.labels, .neighbours]]

    public var neighbours = 10
    public var threshold = 0.5

    public init() {}

    public func report(_ evidence: DatasetEvidence) throws(DatasetIssueUnavailable) -> DatasetIssueReport {
        guard let labels = evidence.labels else { throw unavailable(evidence) }
        let graph = try neighbourGraph(evidence, neighbours)
        let scores = NeighbourValue(neighbours: neighbours).values(graph, labels: labels).map { 0.5 * ($0 + 1) }
        return DatasetIssueReport(check: Self.name, isIssue: scores.map { $0 < threshold }, scores: scores, details: .threshold(threshold))
    }
}
