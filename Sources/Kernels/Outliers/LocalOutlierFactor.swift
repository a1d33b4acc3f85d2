/// How much thinner a row's surroundings are than those of its neighbours: about 1 inside a cloud, above it outside.
///
///     reach(a, b) = max(distance(a, b), distance of b to its k-th neighbour)
///     density(a)  = 1 / (mean of reach(a, b) over the k neighbours b + 1e-10)
///     factor(a)   = mean of density(b) over them / density(a)
///
/// Paper: Breunig, Kriegel, Ng & Sander (2000), SIGMOD, 93-104, doi 10.1145/342009.335388; k neighbours exactly, where the
/// paper takes all as near as the k-th. Cost beyond the graph: O(N k).
public struct LocalOutlierFactor: Sendable, Hashable, Codable {
    /// Distance of each row to its k-th neighbour.
    public let reaches: [Double]
    public let densities: [Double]
    /// Of the rows themselves.
    public let factors: [Double]

    public init(_ graph: NeighbourGraph) {
        let (rows, k) = (graph.rowCount, graph.neighbourCount)
        let reaches = (0..<rows).map { graph.distances[$0 * k + k - 1] }
        let densities = (0..<rows).map { row in Self.density(graph.neighbours(of: row), graph.distances(of: row), reaches) }
        factors = (0..<rows).map { row in Self.factor(graph.neighbours(of: row), densities, own: densities[row]) }
        (self.reaches, self.densities) = (reaches, densities)
    }

    /// Of a row that is none of the graph's, from its nearest among them.
    public func factor(neighbours: [Int32], distances: [Double]) -> Double {
        Self.factor(neighbours[...], densities, own: Self.density(neighbours[...], distances[...], reaches))
    }

    private static func density(_ neighbours: ArraySlice<Int32>, _ distances: ArraySlice<Double>, _ reaches: [Double]) -> Double {
        var sum = 0.0
        for (neighbour, distance) in zip(neighbours, distances) { sum += max(distance, reaches[Int(neighbour)]) }
        return 1 / (sum / Double(neighbours.count) + 1e-10)
    }

    private static func factor(_ neighbours: ArraySlice<Int32>, _ densities: [Double], own: Double) -> Double {
        var sum = 0.0
        for neighbour in neighbours { sum += densities[Int(neighbour)] / own }
        return sum / Double(neighbours.count)
    }
}
