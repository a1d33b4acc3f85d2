import Kernels

/// The most typical item of each part of the pool: for the first labels, when no model is worth asking.
///
/// The pool is put into min(held + budget, `maximumClusters`) clusters; in turn the cluster with the fewest held rows, the
/// largest of those, gives its most typical row: 1 / (mean distance to its `neighbours` nearest in the cluster + 1e-5).
/// Clusters below `minimumSize` give rows only when no other is left. Paper: Hacohen, Dekel and Weinshall (2022),
/// arXiv:2202.02794. Held are the labelled rows and those in flight.
///
/// Differs from it: in a cluster above 1,000 rows nearness is measured to 1,000 of them, spaced evenly, so that a few large
/// clusters do not take N^2. Cost: that of `FeatureClusters`, and 1,000 D a row of the clusters that are asked.
public struct TypiClust: SelectionMethod {
    public static let name = "typiclust"
    public static let summary = "The most typical row of each cluster that has no label yet: for the first batch, without a model"
    public static let needs: [SelectionNeed] = [.features]
    public var neighbours = 20
    public var maximumClusters = 500
    public var minimumSize = 5

    public init() {}

    public func select(_ budget: Int, from pool: SelectionPool, seed: UInt64) throws(SelectionError) -> Selection {
        try pool.check(name, needs)
        guard let matrix = pool.features else { throw .missing(.features, method: name) }
        let features = PoolFeatures(matrix, threads: pool.threads)
        try features.check()
        let held = pool.held
        let excluded = Set(pool.excluded).subtracting(held)
        let rows = (0..<pool.rowCount).filter { !excluded.contains($0) }
        let clusters = try FeatureClusters(features, rows: rows, count: min(held.count + max(budget, 1), maximumClusters), seed: seed)
        let isHeld = Set(held)
        var groups = clusters.members.map { Group($0.map { rows[$0] }, isHeld: isHeld) }
        var choices: [Selection.Choice] = []
        while choices.count < budget, let next = groups.indices.filter({ groups[$0].hasOpen }).min(by: { isBefore(groups[$0], groups[$1]) }) {
            let best = try mostTypical(groups[next], features)
            choices.append(best)
            groups[next].take(best.row)
        }
        return Selection(choices, asked: budget)
    }

    /// One cluster: what it has and what may be picked, ascending.
    private struct Group {
        let size: Int
        var heldCount: Int
        var open: [Int]

        init(_ members: [Int], isHeld: Set<Int>) {
            size = members.count
            open = members.filter { !isHeld.contains($0) }
            heldCount = size - open.count
        }

        var hasOpen: Bool { !open.isEmpty }

        mutating func take(_ row: Int) {
            open.removeAll { $0 == row }
            heldCount += 1
        }
    }

    /// Large ones first, then the fewest held, then the most rows; the lower row decides between equals.
    private func isBefore(_ left: Group, _ right: Group) -> Bool {
        let (small, other) = (left.size < minimumSize ? 1 : 0, right.size < minimumSize ? 1 : 0)
        return (small, left.heldCount, -left.size, left.open[0]) < (other, right.heldCount, -right.size, right.open[0])
    }

    private func mostTypical(_ group: Group, _ features: PoolFeatures) throws(SelectionError) -> Selection.Choice {
        let columns = features.columnCount
        let (open, size) = (group.open, min(group.open.count, 1000))
        let sample = (0..<size).map { open[$0 * open.count / size] }
        let near = try features.gather(sample)
        let wanted = min(neighbours, size - 1)
        let pieces = Pieces(open.count, size: 256)
        let means = try pieces.map(threads: features.threads) { (range: Range<Int>) throws(SelectionError) -> [Double] in
            var means: [Double] = []
            for place in range {
                means.append(try features.floats(open[place]..<open[place] + 1) { own in
                    Self.meanDistance(own, row: open[place], near, sample, columns, wanted)
                })
            }
            return means
        }.flatMap(\.self)
        var best = 0
        for place in means.indices where means[place] < means[best] { best = place }
        return Selection.Choice(row: open[best], score: 1 / (means[best] + 1e-5))
    }

    private static func meanDistance(_ own: UnsafeBufferPointer<Float>, row: Int, _ near: [Float], _ sample: [Int], _ columns: Int, _ wanted: Int) -> Double {
        guard wanted > 0, let base = own.baseAddress else { return 0 }
        return near.withUnsafeBufferPointer { near in
            guard let other = near.baseAddress else { return 0 }
            var best = TopK(wanted)
            withUnsafeTemporaryAllocation(of: Float.self, capacity: sample.count) { squares in
                guard let first = squares.baseAddress else { return }
                SquaredDistances.from(base, to: other, count: sample.count, columns: columns, into: first)
                for place in 0..<sample.count where sample[place] != row { best.add(place, -Double(squares[place])) }
            }
            let found = best.sorted
            return found.reduce(0.0) { $0 + (-$1.score).squareRoot() } / Double(max(found.count, 1))
        }
    }
}
