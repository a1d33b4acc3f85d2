import Kernels
import Records

/// Rows of `columns` numbers round a hundred centres, as embeddings lie.
func drawnFeatures(_ count: Int, _ columns: Int) -> Matrix {
    var random = SeededRandom(seed: 11)
    let centres = (0..<100 * columns).map { _ in random.uniform() - 0.5 }
    var values = [Double](repeating: 0, count: count * columns)
    for row in 0..<count {
        let centre = random.below(100) * columns
        for column in 0..<columns { values[row * columns + column] = centres[centre + column] + (random.uniform() - 0.5) * 2 }
    }
    return Matrix(values, rowCount: count, columnCount: columns)
}

let neighbourSpeed: [SpeedCase] = [
    SpeedCase("neighbours", size: "20,000 rows x 384, 10 neighbours", seconds: 8, peer: PeerInput { try $0.write(features: drawnFeatures(20_000, 384).values.map { Float($0) }, columns: 384) }) { scale in
        let features = drawnFeatures(scale ?? 20_000, 384)
        return {
            let graph = try NeighbourGraph.of(features, k: 10, search: .exact)
            return ["mean_distance": .double(graph.distances.reduce(0, +) / Double(graph.distances.count))]
        }
    },
    SpeedCase("neighbours-walked", size: "20,000 rows x 384, 10 neighbours") { scale in
        let features = drawnFeatures(scale ?? 20_000, 384)
        return {
            let graph = try NeighbourGraph.of(features, k: 10, search: .navigable)
            return ["recall": .double(graph.recall ?? 1)]
        }
    },
]
