import Kernels

/// What is known of a data set, checked once: what every dataset check reads.
///
/// Rows are items. `features` are N x D (an embedding, or columns of a table; NaN means missing), `probabilities` N x K of
/// a model that did not train on the row, `labels` N classes below `classCount`, `groups` N ids of known subsets. Anything
/// may be absent; checks that need it say so. The graph of nearest neighbours is made once, here, and shared.
public struct DatasetEvidence: Sendable {
    public let rowCount: Int
    public let features: (any MatrixRows)?
    public let probabilities: (any MatrixRows)?
    public let labels: [Int32]?
    public let classCount: Int
    /// A group for each row, below 0 for none.
    public let groups: [Int32]?
    /// Of the features; nil with `graphProblem` when they have no distances.
    public let graph: NeighbourGraph?
    public let graphProblem: NeighbourError?
    /// Labels and probabilities together; nil without both.
    let labelEvidence: LabelEvidence?
    public let seed: UInt64

    /// - Parameters:
    ///   - classCount: nil takes the columns of the probabilities, or one more than the highest label.
    ///   - graph: one made before; nil makes it of the features.
    ///   - neighbours: k of the graph; fewer where there are not as many other rows.
    ///   - seed: of permutations, and of a graph too large to be exact.
    public init(
        features: (any MatrixRows)? = nil, probabilities: (any MatrixRows)? = nil, labels: [Int32]? = nil, classCount: Int? = nil,
        groups: [Int32]? = nil, graph: NeighbourGraph? = nil, neighbours: Int = 10, metric: NeighbourMetric? = nil, seed: UInt64 = 0,
        threads: Int = 1
    ) throws(DatasetEvidenceError) {
        let counts = [
            ("features", features?.rowCount), ("probabilities", probabilities?.rowCount), ("labels", labels?.count),
            ("groups", groups?.count), ("graph", graph?.rowCount),
        ]
        guard let (firstName, rowCount) = counts.lazy.compactMap({ part in part.1.map { (part.0, $0) } }).first, rowCount > 0 else { throw .nothing }
        for (name, count) in counts { if let count, count != rowCount { throw .unequal(firstName, rowCount, name, count) } }
        self.rowCount = rowCount
        (self.features, self.probabilities, self.labels, self.groups, self.seed) = (features, probabilities, labels, groups, seed)
        let classes = classCount ?? probabilities?.columnCount ?? Int(labels?.max() ?? -1) + 1
        self.classCount = classes
        if let probabilities, probabilities.columnCount != classes { throw .classes(classes, columns: probabilities.columnCount) }
        if let labels, let row = labels.firstIndex(where: { $0 < 0 || Int($0) >= classes }) {
            throw .labelOutOfRange(labels[row], classCount: classes, row: row)
        }
        if let labels, let probabilities {
            do { labelEvidence = try LabelEvidence(labels: labels, rows: probabilities, threads: threads) } catch { throw .probabilities(error) }
        } else {
            labelEvidence = nil
        }
        var problem: NeighbourError?
        var made = graph
        if made == nil, let features {
            let k = max(min(neighbours, rowCount - 1), neighbours > 0 ? 1 : neighbours)
            do { made = try NeighbourGraph.of(features, k: k, metric: metric, seed: seed, threads: threads) } catch { problem = error }
        }
        (self.graph, graphProblem) = (made, problem)
    }
}
