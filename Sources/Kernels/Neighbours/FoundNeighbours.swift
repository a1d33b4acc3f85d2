/// The nearest groups of equal rows of each group, before they are spelled out as rows.
struct FoundNeighbours: Sendable {
    /// Neighbours of each group: at most k.
    let width: Int
    /// Groups, `count` x `width`, nearest first, equally near by group (which is by first row).
    let groups: [Int32]
    let distances: [Double]
    let recall: Double?

    /// The graph over all rows. The k nearest groups of a group hold its k nearest rows, for each holds one at least and
    /// groups equally near come in the order of their first rows.
    func graph(of distinct: DistinctRows, k: Int, metric: NeighbourMetric) -> NeighbourGraph {
        // Without copies a group is a row.
        if distinct.count == distinct.rowCount, width == k {
            return NeighbourGraph(rowCount: distinct.rowCount, neighbourCount: k, metric: metric, indices: groups, distances: distances, recall: recall)
        }
        var indices = [Int32](repeating: 0, count: distinct.rowCount * k)
        var distances = [Double](repeating: 0, count: distinct.rowCount * k)
        func write(_ row: Int32, _ nearest: [(distance: Double, row: Int32)]) {
            var place = Int(row) * k
            for neighbour in nearest.lazy.filter({ $0.row != row }).prefix(k) {
                indices[place] = neighbour.row
                distances[place] = neighbour.distance
                place += 1
            }
        }
        for group in 0..<distinct.count {
            let members = distinct.members(ofGroup: group)
            var nearest: [(distance: Double, row: Int32)] = members.prefix(k + 1).map { (0, $0) }
            for place in group * width..<(group + 1) * width {
                for row in distinct.members(ofGroup: Int(groups[place])).prefix(k) { nearest.append((self.distances[place], row)) }
            }
            for row in distinct.directionless.prefix(k) { nearest.append((1, row)) }
            nearest.sort { ($0.distance, $0.row) < ($1.distance, $1.row) }
            for row in members { write(row, nearest) }
        }
        if !distinct.directionless.isEmpty {
            let zeros: [(distance: Double, row: Int32)] = distinct.directionless.prefix(k + 1).map { (0, $0) }
            let others: [(distance: Double, row: Int32)] = distinct.members.sorted().prefix(k).map { (1, $0) }
            for row in distinct.directionless { write(row, zeros + others) }
        }
        return NeighbourGraph(rowCount: distinct.rowCount, neighbourCount: k, metric: metric, indices: indices, distances: distances, recall: recall)
    }
}
