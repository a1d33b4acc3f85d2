import Foundation
import Kernels

/// Rows far from all others; or, without features, rows the model cannot place.
///
/// With neighbours: score exp(-d / median d), d the mean distance to the 10 nearest, 1 where d is nothing but rounding; an
/// issue where d > Q3 + (1 / 0.37037 - 1) (Q3 - Q1), the quartiles of d. With labels and probabilities: `UncertaintyScore`
/// by entropy, adjusted; an issue below 0.13 of the median. Score of the whole: mean. Matches cleanlab 2.9.
///
/// Distances: Kuan and Mueller (2022), arXiv 2207.03061. Cost: O(N k) and a sort.
public struct OutlierCheck: DatasetIssueCheck {
    public static let name = "outlier"
    public static let summary = "Rows far from all others, or rows the model cannot place"
    public static let needs: [Set<DatasetNeed>] = [[.neighbours], [.labels, .probabilities]]

    public var neighbours = 10
    public var distanceThreshold = 0.37037
    public var probabilityThreshold = 0.13

    public init() {}

    public func report(_ evidence: DatasetEvidence) throws(DatasetIssueUnavailable) -> DatasetIssueReport {
        if evidence.graph == nil, evidence.labelEvidence != nil { return try byProbabilities(evidence) }
        let graph = try neighbourGraph(evidence, neighbours)
        let means = Self.meanDistances(graph)
        let sorted = means.sorted()
        let (lower, upper) = (Percentile.at(0.25, ofSorted: sorted) ?? 0, Percentile.at(0.75, ofSorted: sorted) ?? 0)
        let limit = upper + (1 / distanceThreshold - 1) * (upper - lower)
        return DatasetIssueReport(check: Self.name, isIssue: means.map { $0 > limit }, scores: Self.scores(means, graph.metric), details: .threshold(limit))
    }

    private func byProbabilities(_ evidence: DatasetEvidence) throws(DatasetIssueUnavailable) -> DatasetIssueReport {
        let scores = try UncertaintyScore(.entropy, isAdjusted: true).scores(evidence)
        let limit = probabilityThreshold * (Percentile.at(0.5, ofSorted: scores.sorted()) ?? 0)
        return DatasetIssueReport(check: Self.name, isIssue: scores.map { $0 < limit }, scores: scores, details: .threshold(limit))
    }

    static func meanDistances(_ graph: NeighbourGraph) -> [Double] {
        let k = graph.neighbourCount
        return graph.distances.withUnsafeBufferPointer { distances in
            (0..<graph.rowCount).map { row in
                var sum = 0.0
                for place in row * k..<(row + 1) * k { sum += distances[place] }
                return sum / Double(k)
            }
        }
    }

    static func scores(_ means: [Double], _ metric: NeighbourMetric) -> [Double] {
        let rounding = 100 * Double.ulpOfOne
        let scale = max(Percentile.at(0.5, ofSorted: means.sorted()) ?? 0, 1e-6)
        let nothing = metric == .cosine ? rounding / 2 : rounding.squareRoot()
        return means.map { $0 < nothing ? 1 : exp(-$0 / scale) }
    }
}
