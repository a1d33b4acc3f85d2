import Records

extension PairRanking {
    /// Ranks and annotators from scores.
    ///
    /// - Parameters:
    ///   - components: of each item, 0 the best; nil when all scores can be compared.
    ///   - isOrdered: whether the components themselves have one order.
    init(
        _ scores: [Double?], _ pairs: PairTable, by method: some PairRankingMethod, standardErrors: [Double?]? = nil,
        components: [Int32]? = nil, isOrdered: Bool = true, iterations: Int = 1,
        stopReason: Consensus.StopReason = .singlePass, objective: [Double] = [], findings: [Finding] = []
    ) {
        let tally = PairCounts(pairs)
        var items = scores.indices.map { item in
            Item(
                item: Int32(item), score: tally.comparisons[item] > 0 ? scores[item] : nil, standardError: standardErrors?[item], rank: nil,
                component: components?[item] ?? 0, comparisons: tally.comparisons[item], wins: tally.wins[item], weight: tally.weight[item])
        }
        if isOrdered { Self.rank(&items) }
        self.items = items
        annotators = Self.annotators(pairs, items)
        componentCount = Int((items.filter { $0.comparisons > 0 }.map(\.component).max() ?? -1) + 1)
        self.method = method.name
        parameters = method.parameters
        self.iterations = iterations
        self.stopReason = stopReason
        self.objective = objective
        let idle = items.filter { $0.comparisons == 0 }.map { pairs.itemNames[Int($0.item)] }
        self.findings = pairs.findings + findings + (idle.isEmpty ? [] : [.neverCompared(idle)])
    }

    /// An item alone in its component has no score, and its place among the components is its rank.
    private static func rank(_ items: inout [Item]) {
        let order = items.indices.filter { items[$0].comparisons > 0 }.sorted {
            (items[$0].component, -(items[$0].score ?? 0), $0) < (items[$1].component, -(items[$1].score ?? 0), $1)
        }
        var (rank, leader) = (0, -1)
        for (place, item) in order.enumerated() {
            let isTied = leader >= 0 && items[leader].component == items[item].component
                && (items[leader].score ?? 0) - (items[item].score ?? 0) <= tieSlack
            if !isTied { (rank, leader) = (place + 1, item) }
            items[item].rank = rank
        }
    }

    private static func annotators(_ pairs: PairTable, _ items: [Item]) -> [Annotator] {
        var judged = [Double](repeating: 0, count: pairs.annotatorCount)
        var agreed = judged, chosen = judged, leftChosen = judged
        var comparisons = [Int](repeating: 0, count: pairs.annotatorCount)
        for row in 0..<pairs.count {
            let annotator = Int(pairs.annotators[row])
            comparisons[annotator] += 1
            if pairs.outcomes[row] != .tie {
                chosen[annotator] += 1
                leftChosen[annotator] += pairs.outcomes[row] == .left ? 1 : 0
            }
            guard let expected = expected(items[Int(pairs.left[row])], items[Int(pairs.right[row])]) else { continue }
            judged[annotator] += 1
            agreed[annotator] += expected == .tie || pairs.outcomes[row] == .tie ? 0.5 : expected == pairs.outcomes[row] ? 1 : 0
        }
        return (0..<pairs.annotatorCount).map { a in
            Annotator(
                annotator: Int32(a), comparisons: comparisons[a], agreement: judged[a] > 0 ? agreed[a] / judged[a] : nil,
                leftShare: chosen[a] > 0 ? leftChosen[a] / chosen[a] : nil)
        }
    }

    /// What the ranking says of two compared items. Between components the arcs themselves tell, and they run downwards.
    private static func expected(_ left: Item, _ right: Item) -> PairTable.Outcome? {
        if left.component != right.component { return left.component < right.component ? .left : .right }
        guard let a = left.score, let b = right.score else { return nil }
        return abs(a - b) <= tieSlack ? .tie : a > b ? .left : .right
    }
}

/// How often each item was compared, and how much of it was won.
struct PairCounts {
    var comparisons: [Int]
    var wins: [Double]
    var weight: [Double]

    init(_ pairs: PairTable) {
        comparisons = Array(repeating: 0, count: pairs.itemCount)
        wins = Array(repeating: 0, count: pairs.itemCount)
        weight = wins
        for row in 0..<pairs.count {
            let (left, right, amount) = (Int(pairs.left[row]), Int(pairs.right[row]), pairs.weights[row])
            comparisons[left] += 1
            comparisons[right] += 1
            weight[left] += amount
            weight[right] += amount
            switch pairs.outcomes[row] {
            case .left: wins[left] += amount
            case .right: wins[right] += amount
            case .tie:
                wins[left] += amount / 2
                wins[right] += amount / 2
            }
        }
    }
}
