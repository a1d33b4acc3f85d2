import Foundation
import Kernels

/// Rows that nearly equal another.
///
/// Two rows are near duplicates when their distance is below 0.13 of the median distance to the nearest neighbour, and one
/// is among the other's neighbours; whoever is named by a row names it too. Score: 1 - exp(-d / median), d the distance to
/// the nearest, 0 where d is nothing but rounding. Score of the whole: mean. Matches cleanlab 2.9, sets and their order
/// too.
public struct NearDuplicateCheck: DatasetIssueCheck {
    public static let name = "near-duplicate"
    public static let summary = "Rows that nearly equal another, with the others"
    public static let needs: [Set<DatasetNeed>] = [[.neighbours]]

    public var neighbours = 10
    /// Share of the median distance to the nearest.
    public var threshold = 0.13

    public init() {}

    public func report(_ evidence: DatasetEvidence) throws(DatasetIssueUnavailable) -> DatasetIssueReport {
        let graph = try neighbourGraph(evidence, neighbours)
        let nearest = (0..<graph.rowCount).map { graph.distances[$0 * graph.neighbourCount] }
        let median = max(Percentile.at(0.5, ofSorted: nearest.sorted()) ?? 0, 1e-6)
        let sets = Self.sets(graph, below: threshold * median)
        let scores = nearest.map { $0 <= 1e-8 ? 0 : 1 - exp(-$0 / median) }
        return DatasetIssueReport(check: Self.name, isIssue: sets.map { !$0.isEmpty }, scores: scores, details: .sets(sets))
    }

    private static func sets(_ graph: NeighbourGraph, below limit: Double) -> [[Int32]] {
        var sets = (0..<graph.rowCount).map { row in zip(graph.neighbours(of: row), graph.distances(of: row)).filter { $0.1 < limit }.map(\.0) }
        let own = sets
        for row in own.indices {
            for other in own[row] where !own[Int(other)].contains(Int32(row)) { sets[Int(other)].append(Int32(row)) }
        }
        return sets
    }
}
