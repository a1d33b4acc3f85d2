import Foundation
import Kernels

/// Rows whose order is not by chance: drift, blocks, copies that follow one another.
///
/// Where the order means nothing, the places of a row and of its neighbours are as far apart as any two: a gap g in the
/// places has probability 2 (N - g) / (N (N - 1)). The Kolmogorov-Smirnov distance between that and the gaps of all rows to
/// their neighbours is compared with the same for 25 permutations of the rows, drawn by the seed; p is the mass above it of
/// a Gaussian kernel density over those (Scott's bandwidth), which is finer than 1/26. Score of the whole: p.
///
/// Score of a row: 1 - tanh of the area between its own gaps' distribution and the one expected at its place, over the
/// farthest gap. Only the lowest row is an issue, and only at p < 0.05: the check is of the whole. Matches cleanlab 2.9,
/// save for the draws. Cost: O(N k) per permutation.
public struct OrderCheck: DatasetIssueCheck {
    public static let name = "order"
    public static let summary = "Neighbouring rows that also stand near each other in the data: drift, blocks, repeats"
    public static let needs: [Set<DatasetNeed>] = [[.neighbours]]

    public var neighbours = 10
    public var permutations = 25
    public var significance = 0.05

    public init() {}

    public func report(_ evidence: DatasetEvidence) throws(DatasetIssueUnavailable) -> DatasetIssueReport {
        let graph = try neighbourGraph(evidence, neighbours)
        let scores = (0..<graph.rowCount).map { Self.score(of: $0, graph) }
        let p = pValue(graph, seed: evidence.seed)
        var isIssue = [Bool](repeating: false, count: graph.rowCount)
        if p < significance, let worst = scores.indices.min(by: { (scores[$0], $0) < (scores[$1], $1) }) { isIssue[worst] = true }
        return DatasetIssueReport(check: Self.name, isIssue: isIssue, scores: scores, score: p, details: .pValue(p))
    }

    private func pValue(_ graph: NeighbourGraph, seed: UInt64) -> Double {
        var places = Array(0..<graph.rowCount)
        let found = Self.distance(graph, places)
        let drawn = (0..<permutations).map { permutation in
            var random = SeededRandom.derive(seed, "order \(permutation)")
            random.shuffle(&places)
            return Self.distance(graph, places)
        }
        let spread = Moments.standardDeviation(drawn) ?? 0
        let atLeast = Double(drawn.filter { $0 >= found }.count)
        guard spread > 0 else { return (1 + atLeast) / Double(1 + drawn.count) }
        let bandwidth = spread * pow(Double(drawn.count), -0.2)
        return drawn.reduce(0) { $0 + Normal.cumulative(($1 - found) / bandwidth) } / Double(drawn.count)
    }

    /// Kolmogorov-Smirnov distance of the gaps of `places`, the place of each row, from those expected. One gap of N - 1 is
    /// added, so that both end at 1.
    static func distance(_ graph: NeighbourGraph, _ places: [Int]) -> Double {
        let (n, k) = (graph.rowCount, graph.neighbourCount)
        var counts = [Int32](repeating: 0, count: n)
        graph.indices.withUnsafeBufferPointer { indices in
            places.withUnsafeBufferPointer { places in
                counts.withUnsafeMutableBufferPointer { counts in
                    for row in 0..<n {
                        for place in row &* k..<(row &+ 1) &* k { counts[abs(places[row] &- places[Int(indices[place])])] &+= 1 }
                    }
                }
            }
        }
        counts[n - 1] += 1
        let (total, pairs) = (Double(n * k), Double(n) * Double(n - 1))
        var (before, farthest) = (0, 0.0)
        for gap in 1..<n where counts[gap] > 0 {
            let expected = Double(gap) * Double(2 * n - gap - 1) / pairs
            let last = before + Int(counts[gap]) - 1
            farthest = max(farthest, abs(Double(before) / total - expected), abs(Double(last) / total - expected))
            before = last + 1
        }
        return farthest
    }

    private static func score(of row: Int, _ graph: NeighbourGraph) -> Double {
        let (n, k) = (graph.rowCount, graph.neighbourCount)
        let gaps = graph.neighbours(of: row).map { abs(row - Int($0)) }.sorted() + [n - 1]
        var (area, lastGap, lastExpected) = (0.0, 0, 0.0)
        for (place, gap) in gaps.enumerated() {
            let expected = expectedArea(upTo: Double(gap), row, n)
            area += abs(Double(place) / Double(k) * Double(gap - lastGap) - (expected - lastExpected))
            (lastGap, lastExpected) = (gap, expected)
        }
        return 1 - tanh(area / Double(max(row, n - row)))
    }

    /// Area under the expected distribution of gaps at a place: two rows at each gap up to the nearer end, one up to the
    /// farther, none beyond.
    private static func expectedArea(upTo gap: Double, _ row: Int, _ n: Int) -> Double {
        let (double, others) = (Double(min(row, n - 1 - row)), Double(n - 1))
        if gap <= double { return gap * gap / others }
        let end = others - double
        let middle = min(gap, end)
        let area = double * double / others + 0.5 * (middle + 3 * double) * (middle - double) / others
        return gap <= end ? area : area + (gap - end)
    }
}
