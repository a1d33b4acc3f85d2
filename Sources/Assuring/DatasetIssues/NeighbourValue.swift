import Kernels

/// What each row is worth to a k-nearest-neighbour classifier: its Shapley value.
///
/// Every row is in turn the test row for its neighbours. With neighbours in order of distance, m_j whether neighbour j has
/// the test row's label,
///
///     s_last = m_last / last  (complete)  or  0  (truncated)
///     s_j = s_(j+1) + (m_j - m_(j+1)) / k * min(k, j) / j
///
/// and a row's value is the sum of what it gets, over N. Jia et al. (2019), PVLDB 12(11), 1610-1623, arXiv 1908.08619,
/// theorem 1 and equations 18 and 19.
///
/// `.nearest` stops at the k-th neighbour, as cleanlab 2.9 does. `.graph` goes through all neighbours of the graph, which is
/// exact where they are all other rows, and else within 1 / neighbours of it for one test row. Cost: O(N k) time, N numbers of memory; the peer holds N x N.
public struct NeighbourValue: Sendable {
    public enum Reach: String, Sendable, Hashable, CaseIterable {
        case nearest
        case graph
    }

    /// k of the classifier.
    public var neighbours: Int
    public var reach: Reach

    public init(neighbours: Int = 10, reach: Reach = .nearest) { (self.neighbours, self.reach) = (neighbours, reach) }

    /// In -1...1; N of them. `graph` has `neighbours` or more, or all there are.
    public func values(_ graph: NeighbourGraph, labels: [Int32]) -> [Double] {
        precondition(labels.count == graph.rowCount)
        let (n, width) = (graph.rowCount, graph.neighbourCount)
        let k = min(neighbours, width)
        let isComplete = reach == .graph && width == n - 1
        let last = reach == .graph ? width : k
        // What a step from neighbour j + 1 to j, counted from 1, is multiplied with.
        let shares = (0...last).map { j in j == 0 ? 0 : Double(min(k, j)) / Double(j) / Double(k) }
        var sums = [Double](repeating: 0, count: n)
        graph.indices.withUnsafeBufferPointer { indices in
            labels.withUnsafeBufferPointer { labels in
                sums.withUnsafeMutableBufferPointer { sums in
                    for row in 0..<n {
                        let start = row &* width
                        var place = last &- 1
                        var matches = labels[Int(indices[start &+ place])] == labels[row]
                        var value = isComplete && matches ? 1 / Double(max(last, k)) : 0
                        sums[Int(indices[start &+ place])] += value
                        while place > 0 {
                            place &-= 1
                            let other = Int(indices[start &+ place])
                            let isSame = labels[other] == labels[row]
                            if isSame != matches { value += isSame ? shares[place &+ 1] : -shares[place &+ 1] }
                            matches = isSame
                            sums[other] += value
                        }
                    }
                }
            }
        }
        return sums.map { $0 / Double(n) }
    }
}
