import Kernels

@testable import Assuring

/// Clusters of labelled rows with planted trouble, and probabilities of a model that knows the clusters.
struct DrawnDataset {
    var features: [Double] = []
    var labels: [Int32] = []
    var probabilities: [Double] = []
    let columns = 6
    let classCount = 3
    var count: Int { labels.count }

    init(_ count: Int, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<count {
            let label = random.below(3)
            for column in 0..<columns { features.append((column % 3 == label ? 4 : 0) + random.uniform() * 2) }
            labels.append(Int32(label))
            let sure = 0.5 + 0.4 * random.uniform()
            probabilities += (0..<3).map { $0 == label ? sure : (1 - sure) / 2 }
        }
    }

    mutating func setRow(_ row: Int, _ values: [Double]) { features.replaceSubrange(row * columns..<(row + 1) * columns, with: values) }
    func row(_ row: Int) -> [Double] { Array(features[row * columns..<(row + 1) * columns]) }

    func permuted(_ order: [Int]) -> DrawnDataset {
        var other = self
        other.features = order.flatMap { row($0) }
        other.labels = order.map { labels[$0] }
        other.probabilities = order.flatMap { probabilities[$0 * classCount..<($0 + 1) * classCount] }
        return other
    }

    func evidence(metric: NeighbourMetric? = nil, threads: Int = 1) throws -> DatasetEvidence {
        try DatasetEvidence(
            features: Matrix(features, rowCount: count, columnCount: columns),
            probabilities: Matrix(probabilities, rowCount: count, columnCount: classCount), labels: labels, metric: metric, threads: threads)
    }
}
