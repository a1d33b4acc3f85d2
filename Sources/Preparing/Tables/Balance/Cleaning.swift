import Kernels

/// Rows that stand where classes meet, as places in the graph.
enum Cleaning {
    /// Rows of the meant classes that are the nearest of a row of another class, and it theirs.
    static func tomekLinks(_ graph: NeighbourGraph, _ classes: [Int], among isMeant: [Bool]) -> [Int] {
        func nearest(_ row: Int) -> Int { Int(graph.indices[row * graph.neighbourCount]) }
        return classes.indices.filter { row in
            isMeant[classes[row]] && classes[nearest(row)] != classes[row] && nearest(nearest(row)) == row
        }
    }

    /// Rows of the meant classes whose neighbours do not all have their class; or whose most frequent class among the
    /// neighbours, the first by name on a tie, is another.
    static func disputed(_ graph: NeighbourGraph, _ classes: [Int], among isMeant: [Bool], unlessAll: Bool) -> [Int] {
        classes.indices.filter { row in
            guard isMeant[classes[row]] else { return false }
            let others = graph.neighbours(of: row).map { classes[Int($0)] }
            if unlessAll { return others.contains { $0 != classes[row] } }
            var votes = [Int](repeating: 0, count: isMeant.count)
            for other in others { votes[other] += 1 }
            return votes.firstIndex(of: votes.max() ?? 0) != classes[row]
        }
    }
}
