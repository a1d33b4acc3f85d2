import Kernels

/// Items between two labels, taken in turn from different parts of the pool.
///
/// The `poolFactor` * budget rows of least margin are candidates; they are grouped by their features, and the batch goes
/// round the groups from the smallest to the largest, one row at a time, until it is full. Paper: Citovsky, DeSalvo,
/// Gentile, Karydas, Rajagopalan, Rostamizadeh and Kumar (2021), arXiv:2107.14263.
///
/// Differs from it: groups are `FeatureClusters` of the candidates (k-means, one per row of the budget, at most 500), not
/// average-linkage clusters of the whole pool, which take N^2; within a group the least margin comes first, not a draw.
/// Rows in flight are grouped along, and a group that has one waits a round for each. Cost: O(N K) and the clusters.
public struct ClusterMargin: SelectionMethod {
    public static let name = "cluster-margin"
    public static let summary = "Rows of small margin, taken in turn from clusters of like ones: for large batches"
    public static let needs: [SelectionNeed] = [.probabilities, .features]
    /// Candidates per row of the budget.
    public var poolFactor: Int

    public init(poolFactor: Int = 10) { self.poolFactor = poolFactor }

    public func select(_ budget: Int, from pool: SelectionPool, seed: UInt64) throws(SelectionError) -> Selection {
        try pool.check(name, needs)
        guard poolFactor > 0 else { throw .badSetting("pool factor", Double(poolFactor), allowed: "1 or more") }
        guard let matrix = pool.features else { throw .missing(.features, method: name) }
        let features = PoolFeatures(matrix, threads: pool.threads)
        try features.check()
        let margins = try UncertaintyScores(SmallestMargin()).priorities(of: pool)
        let (wanted, overflows) = budget.multipliedReportingOverflow(by: poolFactor)
        let candidates = Selection.greatest(overflows ? margins.count : wanted, of: margins, where: pool.open)
        let busy = Array(Set(pool.inFlight)).sorted()
        let clusters = try FeatureClusters(features, rows: candidates.map(\.row) + busy, count: min(budget, 500), seed: seed)
        let picked = Self.inTurn(clusters, candidates: candidates.count, budget: budget)
        return Selection(picked.map { Selection.Choice(row: candidates[$0].row, score: -candidates[$0].score) }, asked: budget)
    }

    /// Places of candidates, which come by margin; those after them are in flight.
    private static func inTurn(_ clusters: FeatureClusters, candidates: Int, budget: Int) -> [Int] {
        let members = clusters.members
        let groups = members.map { $0.filter { $0 < candidates } }
        let order = (0..<groups.count).sorted { (groups[$0].count, groups[$0].first ?? 0) < (groups[$1].count, groups[$1].first ?? 0) }
        var wait = zip(members, groups).map { $0.count - $1.count }
        var taken = [Int](repeating: 0, count: groups.count)
        var picked: [Int] = []
        while picked.count < min(budget, candidates) {
            for cluster in order where taken[cluster] < groups[cluster].count && picked.count < budget {
                if wait[cluster] > 0 { wait[cluster] -= 1; continue }
                picked.append(groups[cluster][taken[cluster]])
                taken[cluster] += 1
            }
        }
        return picked
    }
}
