/// The k nearest other rows of each row: built once from a matrix of features, read by everything that looks at
/// neighbours - outliers, near duplicates, order, value, groups, density.
///
/// N rows, k neighbours each; `indices` and `distances` are N x k, row-major, nearest first, rows equally near by index. A
/// row is no neighbour of itself; its exact duplicates are, at distance 0.
///
/// Up to `exactRows` rows the graph is exact: equal, order included, to sorting the distances of all pairs in double
/// precision. Above that it is searched in a navigable graph (`NavigableGraph`), and `recall` says how much of the truth a
/// seeded sample of rows found. The same rows give the same graph on any number of threads.
///
/// Exact: O(N^2 D) in 16-bit integers, over half of the pairs (see `ExactNeighbours`), or through a tree for few columns (see
/// `TreeNeighbours`), which gives the same numbers; memory 2 N D bytes and 20 N k per thread. NaN or infinity is refused with its place.
public struct NeighbourGraph: Sendable, Equatable {
    public let rowCount: Int
    /// How many neighbours each row has, k.
    public let neighbourCount: Int
    public let metric: NeighbourMetric
    /// N x k.
    public let indices: [Int32]
    /// N x k, of `metric`.
    public let distances: [Double]
    /// Share of the true neighbours that a sample of rows has; nil where the graph is exact.
    public let recall: Double?

    /// A graph made elsewhere. Each row's neighbours are put into this type's order.
    /// - Precondition: both arrays hold `rowCount * neighbourCount`; indices are rows.
    public init(rowCount: Int, neighbourCount: Int, metric: NeighbourMetric, indices: [Int32], distances: [Double], recall: Double? = nil) {
        precondition(indices.count == rowCount * neighbourCount && distances.count == indices.count)
        self.rowCount = rowCount
        self.neighbourCount = neighbourCount
        self.metric = metric
        self.recall = recall
        var (indices, distances) = (indices, distances)
        for row in 0..<rowCount {
            let range = row * neighbourCount..<(row + 1) * neighbourCount
            guard !Self.isOrdered(indices, distances, range) else { continue }
            let order = range.sorted { (distances[$0], indices[$0]) < (distances[$1], indices[$1]) }
            indices.replaceSubrange(range, with: order.map { indices[$0] })
            distances.replaceSubrange(range, with: order.map { distances[$0] })
        }
        self.indices = indices
        self.distances = distances
    }

    public func neighbours(of row: Int) -> ArraySlice<Int32> { indices[row * neighbourCount..<(row + 1) * neighbourCount] }

    public func distances(of row: Int) -> ArraySlice<Double> { distances[row * neighbourCount..<(row + 1) * neighbourCount] }

    /// The graph of the `k` nearest of those at hand; nil when there are fewer.
    public func nearest(_ k: Int) -> NeighbourGraph? {
        guard k != neighbourCount else { return self }
        guard k > 0, k < neighbourCount else { return nil }
        let places = (0..<rowCount).flatMap { row in row * neighbourCount..<row * neighbourCount + k }
        return NeighbourGraph(
            rowCount: rowCount, neighbourCount: k, metric: metric, indices: places.map { indices[$0] },
            distances: places.map { distances[$0] }, recall: recall)
    }

    private static func isOrdered(_ indices: [Int32], _ distances: [Double], _ range: Range<Int>) -> Bool {
        for place in range.dropFirst() where (distances[place - 1], indices[place - 1]) > (distances[place], indices[place]) { return false }
        return true
    }
}

extension NeighbourGraph {
    /// Above this many rows a graph is searched rather than computed, unless asked for otherwise.
    public static let exactRows = 100_000

    public enum Search: Sendable, Hashable, CaseIterable {
        /// Exact up to `exactRows`, navigable above.
        case automatic
        case exact
        case navigable
    }

    /// The graph of a matrix.
    ///
    /// - Parameters:
    ///   - k: neighbours for each row, fewer than there are rows.
    ///   - metric: nil takes `NeighbourMetric.usual`.
    ///   - seed: of the navigable graph's levels and of the sample its recall is measured on; exact graphs use none.
    /// - Throws: `NeighbourError` with the place, for features that have no distance.
    public static func of<Rows: MatrixRows>(
        _ rows: Rows, k: Int = 10, metric: NeighbourMetric? = nil, search: Search = .automatic, seed: UInt64 = 0, threads: Int = 1
    ) throws(NeighbourError) -> NeighbourGraph {
        guard rows.rowCount > 1 else { throw .tooFewRows(rows.rowCount) }
        guard rows.columnCount > 0 else { throw .noColumns }
        guard k > 0, k < rows.rowCount else { throw .neighboursOutOfRange(k, rows: rows.rowCount) }
        let features = try FeatureRows(rows, metric: metric ?? .usual(columns: rows.columnCount))
        let distinct = try DistinctRows(features)
        let isExact = search == .exact || search == .automatic && rows.rowCount <= exactRows
        let isLow = rows.columnCount <= TreeNeighbours<Rows>.mostColumns && distinct.count >= TreeNeighbours<Rows>.leastRows
        let found = isExact
            ? isLow ? try TreeNeighbours(features, distinct, k: k).find(threads: threads)
                : try ExactNeighbours(features, distinct, k: k).find(threads: threads)
            : try NavigableNeighbours(features, distinct, k: k, seed: seed).find(threads: threads)
        return found.graph(of: distinct, k: k, metric: features.metric)
    }
}
