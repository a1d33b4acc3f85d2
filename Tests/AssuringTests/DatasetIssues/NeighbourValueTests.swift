import Kernels
import Testing

@testable import Assuring

@Suite("Value of rows to their neighbours")
struct NeighbourValueTests {
    /// The Shapley value by its definition: every subset of the others, for one test row.
    private func plain(_ matches: [Bool], k: Int) -> [Double] {
        let n = matches.count
        func worth(_ subset: [Int]) -> Double { Double(subset.sorted().prefix(k).filter { matches[$0] }.count) / Double(k) }
        func choose(_ n: Int, _ r: Int) -> Double { (0..<r).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) } }
        return (0..<n).map { player in
            let others = (0..<n).filter { $0 != player }
            return (0..<1 << (n - 1)).reduce(0.0) { sum, bits in
                let subset = others.indices.filter { bits >> $0 & 1 == 1 }.map { others[$0] }
                return sum + (worth(subset + [player]) - worth(subset)) / choose(n - 1, subset.count) / Double(n)
            }
        }
    }

    @Test("over all other rows it is the Shapley value by definition", arguments: [1, 2, 3, 6])
    func exact(k: Int) throws {
        var random = SeededRandom(seed: 3)
        let n = 8
        let graph = try NeighbourGraph.of(Matrix((0..<n).map { _ in random.uniform() }, rowCount: n, columnCount: 1), k: n - 1)
        let labels = (0..<n).map { _ in Int32(random.below(2)) }
        var expected = [Double](repeating: 0, count: n)
        for row in 0..<n {
            let order = graph.neighbours(of: row).map(Int.init)
            for (place, value) in plain(order.map { labels[$0] == labels[row] }, k: k).enumerated() { expected[order[place]] += value / Double(n) }
        }
        let values = NeighbourValue(neighbours: k, reach: .graph).values(graph, labels: labels)
        for row in 0..<n { #expect(abs(values[row] - expected[row]) < 1e-12) }
    }

    /// Five rows on a line, classes in turn, k = 4: the exact values are those in the documentation of cleanlab's function,
    /// whose code stops at the k-th neighbour and gives the others.
    @Test("stopping at the k-th neighbour leaves out what the last one is worth")
    func nearest() throws {
        let graph = try NeighbourGraph.of(Matrix([0, 1, 2, 3, 4], rowCount: 5, columnCount: 1), k: 4)
        let expected: [(NeighbourValue.Reach, [Double])] = [(.graph, [0.55, 0.525, 0.55, 0.525, 0.55]), (.nearest, [0.5, 0.45, 0.5, 0.45, 0.5])]
        for (reach, scores) in expected {
            let values = NeighbourValue(neighbours: 4, reach: reach).values(graph, labels: [0, 1, 0, 1, 0]).map { 0.5 * ($0 + 1) }
            for (value, score) in zip(values, scores) { #expect(abs(value - score) < 1e-12) }
        }
    }
}
