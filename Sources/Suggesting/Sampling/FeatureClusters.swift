import Kernels

/// Rows put into k groups of near ones: k-means, seeded.
///
/// Lloyd (1982), doi 10.1109/TIT.1982.1056489, from centres drawn by k-means++, Arthur and Vassilvitskii (2007), SODA,
/// 1027-1035, on at most 20 k rows spaced evenly over the pool. Single-precision distances, double-precision means; ties go
/// to the lower cluster; a cluster that loses all its rows keeps its place. At most `iterations` rounds.
/// Cost: O(iterations * N * k * D). The same clusters on any number of threads.
struct FeatureClusters: Sendable {
    static let iterations = 10

    let count: Int
    /// By row of the list that was clustered.
    let clusterOf: [Int32]

    /// - Parameter rows: which to cluster; places in the result are places in this list.
    init(_ features: PoolFeatures, rows: [Int], count: Int, seed: UInt64) throws(SelectionError) {
        let k = max(1, min(count, rows.count))
        self.count = k
        guard !rows.isEmpty else { clusterOf = []; return }
        var centres = try Self.start(features, rows, k, seed)
        var assigned = [Int32](repeating: -1, count: rows.count)
        for _ in 0..<Self.iterations {
            let (next, means) = try Self.round(features, rows, centres)
            centres = means
            if next == assigned { break }
            assigned = next
        }
        clusterOf = assigned
    }

    /// Members of each cluster, as places in the list, ascending.
    var members: [[Int]] {
        var result = [[Int]](repeating: [], count: count)
        for (place, cluster) in clusterOf.enumerated() { result[Int(cluster)].append(place) }
        return result
    }

    private static func start(_ features: PoolFeatures, _ rows: [Int], _ k: Int, _ seed: UInt64) throws(SelectionError) -> [Float] {
        let columns = features.columnCount
        let size = min(rows.count, 20 * k)
        let sample = try features.gather((0..<size).map { rows[$0 * rows.count / size] })
        var random = SeededRandom.derive(seed, "clusters")
        var least = [Float](repeating: .infinity, count: size)
        var centres: [Float] = []
        var next = random.below(size)
        sample.withUnsafeBufferPointer { sample in
            guard let base = sample.baseAddress else { return }
            for _ in 0..<k {
                centres.append(contentsOf: sample[next * columns..<(next + 1) * columns])
                var total = 0.0
                for place in 0..<size {
                    least[place] = min(least[place], SquaredDistances.from(base + next * columns, to: base + place * columns, columns: columns))
                    total += Double(least[place])
                }
                let mark = random.uniform() * total
                var sum = 0.0
                for place in 0..<size where least[place] > 0 {
                    sum += Double(least[place])
                    next = place
                    if sum > mark { break }
                }
            }
        }
        return centres
    }

    private struct Share: Sendable {
        var assigned: [Int32]
        var sums: [Double]
        var counts: [Int]
    }

    /// Rows to their nearest centres, and the means of what each then has.
    private static func round(_ features: PoolFeatures, _ rows: [Int], _ centres: [Float]) throws(SelectionError) -> ([Int32], [Float]) {
        let columns = features.columnCount, k = centres.count / max(columns, 1)
        let pieces = Pieces(rows.count, size: max(1024, 4 * k))
        let shares = try pieces.map(threads: features.threads) { (range: Range<Int>) throws(SelectionError) -> Share in
            var share = Share(assigned: [], sums: Array(repeating: 0, count: centres.count), counts: Array(repeating: 0, count: k))
            for place in range {
                try features.floats(rows[place]..<rows[place] + 1) { own in add(own, centres, columns, to: &share) }
            }
            return share
        }
        var (sums, counts) = ([Double](repeating: 0, count: centres.count), [Int](repeating: 0, count: k))
        for share in shares {
            for place in 0..<sums.count { sums[place] += share.sums[place] }
            for cluster in 0..<k { counts[cluster] += share.counts[cluster] }
        }
        let means = (0..<centres.count).map { counts[$0 / columns] > 0 ? Float(sums[$0] / Double(counts[$0 / columns])) : centres[$0] }
        return (shares.flatMap(\.assigned), means)
    }

    private static func add(_ own: UnsafeBufferPointer<Float>, _ centres: [Float], _ columns: Int, to share: inout Share) {
        centres.withUnsafeBufferPointer { centres in
            guard let base = centres.baseAddress, let row = own.baseAddress else { return }
            let best = withUnsafeTemporaryAllocation(of: Float.self, capacity: centres.count / columns) { found -> Int in
                guard let first = found.baseAddress else { return 0 }
                SquaredDistances.from(row, to: base, count: found.count, columns: columns, into: first)
                var best = 0
                for cluster in 1..<max(found.count, 1) where found[cluster] < found[best] { best = cluster }
                return best
            }
            share.assigned.append(Int32(best))
            share.counts[best] += 1
            for column in 0..<columns { share.sums[best * columns + column] += Double(row[column]) }
        }
    }
}
