import Kernels

/// Points far from their neighbours: dust, rain, reflections, wrong returns.
///
/// Statistical: a point whose mean distance to its k nearest others is above the mean of all by more than `factor` standard
/// deviations (n - 1) of all. The definition of the Point Cloud Library's StatisticalOutlierRemoval (Rusu et al., 2008,
/// doi 10.1016/j.robot.2008.08.005) and its customary 50 and 1.0. Open3D's differs: it counts the point as its own neighbour.
/// By radius: a point with fewer than so many others within a radius.
///
/// Of a sample of a larger cloud the mean distances are those of the thinner cloud; the comparison with the others of the
/// sample still holds, the radius does not.
struct PointOutliers {
    /// Mean distance to the k nearest others, of each point.
    let meanDistances: [Double]
    let neighbours: Int
    let mean: Double
    let deviation: Double
    let threshold: Double
    /// Places of the outliers, ascending.
    let places: [Int]
    /// Places of those with too few others within the radius.
    let lonely: [Int]?

    /// nil below two points, or when distances are larger than numbers can hold.
    /// - Parameter points: x, y, z of each, all finite.
    init?(_ points: [Double], neighbours: Int, factor: Double, radius: Double?, radiusNeighbours: Int, threads: Int) {
        let count = points.count / 3
        guard count > 1 else { return nil }
        let k = min(max(1, neighbours, radius == nil ? 1 : radiusNeighbours), count - 1), used = min(max(1, neighbours), count - 1)
        let matrix = Matrix(points, rowCount: count, columnCount: 3)
        guard let graph = try? NeighbourGraph.of(matrix, k: k, metric: .euclidean, search: .exact, threads: threads) else { return nil }
        let distances = graph.distances
        let means = (0..<count).map { row in
            var sum = 0.0
            for place in row * k..<row * k + used { sum += distances[place] }
            return sum / Double(used)
        }
        guard let mean = Moments.mean(means), let deviation = Moments.standardDeviation(means), deviation.isFinite else { return nil }
        let threshold = mean + factor * deviation
        (self.meanDistances, self.neighbours, self.mean, self.deviation, self.threshold) = (means, used, mean, deviation, threshold)
        places = means.indices.filter { means[$0] > threshold }
        lonely = radius.map { radius in
            radiusNeighbours > k ? Array(0..<count) : (0..<count).filter { distances[$0 * k + radiusNeighbours - 1] > radius }
        }
    }
}
