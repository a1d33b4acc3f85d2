/// How much weight of rankings puts one option above another, for each two of an item, and orders that keep most of it.
struct PreferenceMatrix {
    private let count: Int
    /// Row above column.
    private var above: [Double]

    init(_ item: RankTable.Item) {
        count = item.options.count
        above = Array(repeating: 0, count: count * count)
        for ballot in item.ballots {
            for a in 0..<count where ballot.groups[a] >= 0 {
                for b in 0..<count where ballot.groups[b] > ballot.groups[a] { above[a * count + b] += ballot.weight }
            }
        }
    }

    /// Weight of the preferences an order contradicts.
    func cost(_ order: [Int]) -> Double {
        var cost = 0.0
        for (place, a) in order.enumerated() { for b in order[(place + 1)...] { cost += above[b * count + a] } }
        return cost
    }

    /// What no order can go below: of each two the weaker side.
    var leastCost: Double {
        var cost = 0.0
        for a in 0..<count { for b in a + 1..<max(count, a + 1) { cost += min(above[a * count + b], above[b * count + a]) } }
        return cost
    }

    /// By subsets that come first: least cost of a set = least over its last member of (the set without it) + (it above the rest).
    func bestOrder() -> [Int] {
        let whole = 1 << count
        var costs = [Double](repeating: .infinity, count: whole)
        var firsts = [Int32](repeating: -1, count: whole)
        costs[0] = 0
        // `set` holds the options still to be placed; `firsts` the one to place first among them.
        for set in 1..<max(whole, 1) {
            for option in 0..<count where set >> option & 1 == 1 {
                var cost = costs[set & ~(1 << option)]
                for other in 0..<count where other != option && set >> other & 1 == 1 { cost += above[other * count + option] }
                if cost < costs[set] - 1e-12 { (costs[set], firsts[set]) = (cost, Int32(option)) }
            }
        }
        var (order, set) = ([Int](), whole - 1)
        while set > 0 {
            let option = Int(firsts[set])
            order.append(option)
            set &= ~(1 << option)
        }
        return order
    }

    /// Moves single options to where they cost least until no move helps.
    func improved(_ start: [Int]) -> [Int] {
        var order = start
        var moved = true
        while moved {
            moved = false
            for from in order.indices {
                let option = order[from]
                var (gain, best, bestGain) = (0.0, from, 1e-9)
                for place in stride(from: from - 1, through: 0, by: -1) {
                    gain += above[option * count + order[place]] - above[order[place] * count + option]
                    if gain > bestGain { (best, bestGain) = (place, gain) }
                }
                gain = 0
                for place in from + 1..<max(order.count, from + 1) {
                    gain += above[order[place] * count + option] - above[option * count + order[place]]
                    if gain > bestGain { (best, bestGain) = (place, gain) }
                }
                guard best != from else { continue }
                order.remove(at: from)
                order.insert(option, at: best)
                moved = true
            }
        }
        return order
    }

    /// Neighbours of whom nothing says which is better share a group.
    func groups(_ order: [Int]) -> [[Int]] {
        var groups: [[Int]] = []
        for option in order {
            if let last = groups.last, last.allSatisfy({ abs(above[$0 * count + option] - above[option * count + $0]) <= Consensus.tieSlack }) {
                groups[groups.count - 1].append(option)
            } else {
                groups.append([option])
            }
        }
        return groups.map { $0.sorted() }
    }
}
