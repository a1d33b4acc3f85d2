/// Comparisons added up by pair of items: what a model without annotators needs.
///
/// E edges, each two items with the weight of their comparisons; O(comparisons) to build by two counting sorts, no dictionary.
struct PairGraph {
    let itemCount: Int
    /// Lower and higher index, sorted.
    private(set) var low: [Int32] = []
    private(set) var high: [Int32] = []
    /// Weight of all comparisons of the two.
    private(set) var weight: [Double] = []
    /// Part of it won by the lower index, ties counting half.
    private(set) var lowWins: [Double] = []

    init(_ pairs: PairTable) {
        itemCount = pairs.itemCount
        let lows = pairs.left.indices.map { min(pairs.left[$0], pairs.right[$0]) }
        let highs = pairs.left.indices.map { max(pairs.left[$0], pairs.right[$0]) }
        let byHigh = CountingSort.order(of: highs, starts: CountingSort.starts(of: highs, bucketCount: itemCount))
        let sortedLows = byHigh.map { lows[Int($0)] }
        let byLow = CountingSort.order(of: sortedLows, starts: CountingSort.starts(of: sortedLows, bucketCount: itemCount))
        for place in byLow {
            let row = Int(byHigh[Int(place)])
            if low.last != lows[row] || high.last != highs[row] {
                low.append(lows[row])
                high.append(highs[row])
                weight.append(0)
                lowWins.append(0)
            }
            let share: Double = switch pairs.outcomes[row] {
            case .tie: 0.5
            case .left: pairs.left[row] == lows[row] ? 1 : 0
            case .right: pairs.right[row] == lows[row] ? 1 : 0
            }
            weight[weight.count - 1] += pairs.weights[row]
            lowWins[lowWins.count - 1] += share * pairs.weights[row]
        }
    }

    var edgeCount: Int { low.count }

    /// Weight won by each item.
    var wins: [Double] {
        var wins = [Double](repeating: 0, count: itemCount)
        for edge in 0..<edgeCount {
            wins[Int(low[edge])] += lowWins[edge]
            wins[Int(high[edge])] += weight[edge] - lowWins[edge]
        }
        return wins
    }

    /// Weight of each item's comparisons.
    var degrees: [Double] {
        var degrees = [Double](repeating: 0, count: itemCount)
        for edge in 0..<edgeCount {
            degrees[Int(low[edge])] += weight[edge]
            degrees[Int(high[edge])] += weight[edge]
        }
        return degrees
    }

    /// Only the comparisons within a component.
    func within(_ components: [Int32]) -> PairGraph {
        var graph = self
        let kept = (0..<edgeCount).filter { components[Int(low[$0])] == components[Int(high[$0])] }
        graph.low = kept.map { low[$0] }
        graph.high = kept.map { high[$0] }
        graph.weight = kept.map { weight[$0] }
        graph.lowWins = kept.map { lowWins[$0] }
        return graph
    }
}
