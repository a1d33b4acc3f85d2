/// The k nearest of every row, as if the distances of all pairs had been computed in double precision and sorted.
///
/// Two steps. `PairScan` compares all pairs in 16-bit integers and keeps for each row somewhat more than k candidates by a
/// lower bound of the distance. Their distances are then computed in doubles; when the k-th of them is below the bound of
/// everything turned away, nothing was missed. Where it is not - many rows almost equally near - `ExactRanking` measures
/// every row that its bound does not rule out. Result and order do not depend on threads, for both steps end in the truth.
struct ExactNeighbours<Rows: MatrixRows>: Sendable {
    let features: FeatureRows<Rows>
    let distinct: DistinctRows
    let k: Int

    init(_ features: FeatureRows<Rows>, _ distinct: DistinctRows, k: Int) {
        (self.features, self.distinct, self.k) = (features, distinct, k)
    }

    func find(threads: Int) throws(NeighbourError) -> FoundNeighbours {
        let others = max(distinct.count - 1, 0)
        let width = min(k, others)
        guard width > 0 else { return FoundNeighbours(width: 0, groups: [], distances: [], recall: nil) }
        let quantised = try QuantisedRows(features, distinct)
        let candidates = scan(quantised, width: min(others, k + max(6, k / 2)), workers: max(threads, 1))
        let ranking = ExactRanking(features: features, distinct: distinct, quantised: quantised, width: width)
        let parts = try Pieces(distinct.count, size: 128).map(threads: threads) { (groups: Range<Int>) throws(NeighbourError) -> RankedPart in
            var part = RankedPart()
            for group in groups { part.append(try nearest(to: group, candidates, ranking), ranking) }
            return part
        }
        return FoundNeighbours(width: width, groups: parts.flatMap(\.groups), distances: parts.flatMap(\.distances), recall: nil)
    }

    private func scan(_ quantised: QuantisedRows, width: Int, workers: Int) -> NearestCandidates {
        let scan = PairScan(quantised: quantised, width: width)
        var parts = Pieces(workers, size: 1).map(threads: workers) { scan.candidates(worker: $0.lowerBound, of: workers) }
        var merged = parts.removeFirst()
        for part in parts { merged.merge(part) }
        return merged
    }

    private func nearest(to group: Int, _ candidates: NearestCandidates, _ ranking: ExactRanking<Rows>) throws(NeighbourError) -> [ExactRanking<Rows>.Ranked] {
        let places = group * candidates.width..<(group + 1) * candidates.width
        let nearest = try ranking.nearest(to: group, among: candidates.rows[places].lazy.filter { $0 >= 0 })
        guard candidates.width < distinct.count - 1, let farthest = nearest.last else { return nearest }
        let turnedAway = Double(ranking.quantised.norms[group]) + Double(candidates.bounds[places.upperBound - 1])
        if farthest.squaredGap * ranking.quantised.scale + 1e-30 < turnedAway { return nearest }
        return try ranking.nearest(to: group, knowing: nearest)
    }
}

/// The neighbours of a piece of the groups.
struct RankedPart: Sendable {
    var groups: [Int32] = []
    var distances: [Double] = []

    mutating func append<Rows: MatrixRows>(_ ranked: [ExactRanking<Rows>.Ranked], _ ranking: ExactRanking<Rows>) {
        groups.append(contentsOf: ranked.map(\.group))
        distances.append(contentsOf: ranking.distances(ranked))
    }
}
