import Kernels

/// Clusters of a graph of neighbours by density.
///
/// DBSCAN (Ester, Kriegel, Sander and Xu, 1996, KDD) on the graph's own distances: a row with `least` rows within `radius`,
/// itself counted, is a core; cores within the radius of each other share a cluster; other rows within the radius of a core
/// belong to it. Only the k neighbours of the graph are seen.
struct RowGroups {
    var radius = 0.5
    var least = 5

    /// An id for each row, below 0 for none. Ids count from 0 by the first core; a row near several clusters goes to that of
    /// its nearest core, so the order of the rows does not matter. "Near" holds both ways, whoever has whom for a neighbour.
    func groups(_ graph: NeighbourGraph) -> [Int32] {
        let isCore = cores(graph)
        var union = UnionFind(count: graph.rowCount)
        var nearest = [(distance: Double, core: Int32)](repeating: (.infinity, -1), count: graph.rowCount)
        func offer(_ core: Int, to row: Int, _ distance: Double) {
            if (distance, Int32(core)) < (nearest[row].distance, nearest[row].core) { nearest[row] = (distance, Int32(core)) }
        }
        for row in 0..<graph.rowCount {
            for (other, distance) in near(row, graph) {
                switch (isCore[row], isCore[other]) {
                case (true, true): union.join(row, other)
                case (true, false): offer(row, to: other, distance)
                case (false, true): offer(other, to: row, distance)
                case (false, false): break
                }
            }
        }
        var (ids, idOf) = ([Int32](repeating: -1, count: graph.rowCount), [Int32](repeating: -1, count: graph.rowCount))
        var next: Int32 = 0
        for row in 0..<graph.rowCount where isCore[row] {
            let root = union.root(of: row)
            if idOf[root] < 0 { (idOf[root], next) = (next, next + 1) }
            ids[row] = idOf[root]
        }
        for row in 0..<graph.rowCount where !isCore[row] && nearest[row].core >= 0 { ids[row] = ids[Int(nearest[row].core)] }
        return ids
    }

    /// As scikit-learn gives them for a sparse matrix of distances: edges are followed one way, from cores in the order of
    /// the rows, and a row belongs to the first cluster that reaches it.
    func groupsInOrder(_ graph: NeighbourGraph) -> [Int32] {
        let isCore = cores(graph)
        var ids = [Int32](repeating: -1, count: graph.rowCount)
        var next: Int32 = 0
        for start in 0..<graph.rowCount where ids[start] < 0 && isCore[start] {
            var stack = [start]
            while let row = stack.popLast() {
                guard ids[row] < 0 else { continue }
                ids[row] = next
                guard isCore[row] else { continue }
                for (other, _) in near(row, graph) where ids[other] < 0 { stack.append(other) }
            }
            next += 1
        }
        return ids
    }

    private func cores(_ graph: NeighbourGraph) -> [Bool] {
        (0..<graph.rowCount).map { row in 1 + graph.distances(of: row).prefix { $0 <= radius }.count >= least }
    }

    private func near(_ row: Int, _ graph: NeighbourGraph) -> [(Int, Double)] {
        zip(graph.neighbours(of: row), graph.distances(of: row)).prefix { $0.1 <= radius }.map { (Int($0.0), $0.1) }
    }
}
