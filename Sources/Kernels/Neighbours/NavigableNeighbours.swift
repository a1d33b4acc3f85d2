/// The k nearest of every row by walking in a `NavigableGraph`, and how many of the true ones that finds.
///
/// Each row's walk starts at the row itself and keeps max(96, 4 k) rows; the nearest of them are ranked by their distances
/// in double precision. `recall` is measured on 200 rows drawn by the seed, whose true neighbours are found by looking at
/// all rows.
struct NavigableNeighbours<Rows: MatrixRows>: Sendable {
    let features: FeatureRows<Rows>
    let distinct: DistinctRows
    let k: Int
    let seed: UInt64

    init(_ features: FeatureRows<Rows>, _ distinct: DistinctRows, k: Int, seed: UInt64) {
        (self.features, self.distinct, self.k, self.seed) = (features, distinct, k, seed)
    }

    func find(threads: Int) throws(NeighbourError) -> FoundNeighbours {
        let width = min(k, distinct.count - 1)
        let breadth = max(96, 4 * k)
        // Too few to be worth a walk, and a walk could miss one that must be there.
        guard distinct.count > 4 * breadth else { return try ExactNeighbours(features, distinct, k: k).find(threads: threads) }
        let quantised = try QuantisedRows(features, distinct)
        let ranking = ExactRanking(features: features, distinct: distinct, quantised: quantised, width: width)
        let graph = NavigableGraph(quantised, seed: seed)
        let parts = try Pieces(distinct.count, size: 8192).map(threads: threads) { (groups: Range<Int>) throws(NeighbourError) -> RankedPart in
            var part = RankedPart()
            var visits = NavigableGraph.Visits(count: distinct.count)
            for group in groups {
                let met = graph.near(group, breadth: breadth, &visits).lazy.map(\.row).filter { $0 != Int32(group) }.prefix(width + max(6, k / 2))
                var nearest = try ranking.nearest(to: group, among: met)
                if nearest.count < width { nearest = try everything(group, ranking) }
                part.append(nearest, ranking)
            }
            return part
        }
        let (groups, distances) = (parts.flatMap(\.groups), parts.flatMap(\.distances))
        let recall = try recall(of: groups, ranking, threads: threads)
        return FoundNeighbours(width: width, groups: groups, distances: distances, recall: recall)
    }

    /// For a row that its links cut off from the others.
    private func everything(_ group: Int, _ ranking: ExactRanking<Rows>) throws(NeighbourError) -> [ExactRanking<Rows>.Ranked] {
        try ranking.nearest(to: group, among: (0..<Int32(distinct.count)).lazy.filter { $0 != Int32(group) })
    }

    private func recall(of groups: [Int32], _ ranking: ExactRanking<Rows>, threads: Int) throws(NeighbourError) -> Double {
        var random = SeededRandom.derive(seed, "recall")
        let drawn = (0..<200).map { _ in random.below(distinct.count) }
        let width = ranking.width
        let hits = try Pieces(drawn.count, size: 8).map(threads: threads) { (range: Range<Int>) throws(NeighbourError) -> Int in
            var hits = 0
            for place in range {
                let found = groups[drawn[place] * width..<(drawn[place] + 1) * width]
                let known = try ranking.nearest(to: drawn[place], among: found)
                let truth = Set(try ranking.nearest(to: drawn[place], knowing: known).map(\.group))
                hits += found.filter { truth.contains($0) }.count
            }
            return hits
        }
        return Double(hits.reduce(0, +)) / Double(drawn.count * width)
    }
}
