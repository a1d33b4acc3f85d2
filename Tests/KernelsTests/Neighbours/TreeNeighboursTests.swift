import Testing
@testable import Kernels

@Suite("Neighbours by a tree")
struct TreeNeighboursTests {
    /// Clouds, lines, grids with many ties, far outliers and copies.
    private func rows(_ shape: String, count: Int, columns: Int) -> Matrix {
        var random = SeededRandom.derive(7, shape)
        let values = (0..<count * columns).map { place -> Double in
            let (row, column) = (place / columns, place % columns)
            switch shape {
            case "cloud": return random.normal()
            case "line": return Double(row) * 1e-3 + random.normal() * 1e-6 + 1e9
            case "grid": return Double(random.below(5))
            case "tiny": return random.normal() * 1e-150
            case "far": return row % 97 == 0 ? random.normal() * 1e12 : random.normal()
            case "copies": return Double((row / 40 * 7919 + column * 31) % 101)
            default: return random.uniform() < 0.9 ? 0 : random.normal()
            }
        }
        return Matrix(values, rowCount: count, columnCount: columns)
    }

    @Test("gives the same graph as looking at all pairs, ties and digits included",
        arguments: ["cloud", "line", "grid", "far", "copies", "sparse", "tiny"], [1, 3, 12])
    func same(shape: String, columns: Int) throws {
        let matrix = rows(shape, count: 700, columns: columns)
        for (k, metric) in [(1, .euclidean), (20, .euclidean), (40, .cosine)] as [(Int, NeighbourMetric)] {
            let features = try FeatureRows(matrix, metric: metric)
            let distinct = try DistinctRows(features)
            guard distinct.count > 1 else { continue }
            let tree = try TreeNeighbours(features, distinct, k: k).find(threads: 2).graph(of: distinct, k: k, metric: metric)
            let pairs = try ExactNeighbours(features, distinct, k: k).find(threads: 1).graph(of: distinct, k: k, metric: metric)
            #expect(tree == pairs)
        }
    }

    @Test("is the same graph on any number of threads, in a tree of many leaves", arguments: ["cloud", "grid", "copies"])
    func threads(shape: String) throws {
        let features = try FeatureRows(rows(shape, count: 4000, columns: 4), metric: .euclidean)
        let distinct = try DistinctRows(features)
        guard distinct.count > 1 else { return }
        func graph(_ threads: Int) throws -> NeighbourGraph {
            try TreeNeighbours(features, distinct, k: 15).find(threads: threads).graph(of: distinct, k: 15, metric: .euclidean)
        }
        let (one, three) = (try graph(1), try graph(3))
        let pairs = try ExactNeighbours(features, distinct, k: 15).find(threads: 1).graph(of: distinct, k: 15, metric: .euclidean)
        #expect(one == three)
        #expect(one == pairs)
    }
}
