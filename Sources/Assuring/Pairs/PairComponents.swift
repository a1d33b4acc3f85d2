/// Which items' strengths can be compared at all: the strongly connected parts of "has beaten or tied".
///
/// A finite maximum of the likelihood exists exactly within such a part (Ford, 1957, doi 10.2307/2308513): between
/// two of them one side won everything, or they never met. Parts are numbered from the top: no item of a later part ever
/// beat one of an earlier. Cost: O(items + edges), without recursion (Tarjan, 1972, doi 10.1137/0201010).
struct PairComponents {
    /// By item.
    private(set) var of: [Int32]
    private(set) var count = 0
    /// Of those that were compared at all; the others come after, each alone.
    private(set) var comparedCount = 0
    /// Whether that numbering is the only possible one, so that all items have an order.
    private(set) var isOrdered = true

    init(_ graph: PairGraph) {
        let arcs = Arcs(graph)
        of = Array(repeating: -1, count: graph.itemCount)
        var search = StrongSearch(arcs)
        for item in 0..<graph.itemCount where arcs.isMet[item] { search.visit(item) }
        count = Int(search.found)
        for item in of.indices { of[item] = search.component[item] < 0 ? -1 : search.found - 1 - search.component[item] }
        var meetsNext = [Bool](repeating: false, count: max(count - 1, 0))
        for edge in 0..<graph.edgeCount {
            let (a, b) = (of[Int(graph.low[edge])], of[Int(graph.high[edge])])
            if abs(a - b) == 1 { meetsNext[Int(min(a, b))] = true }
        }
        isOrdered = meetsNext.allSatisfy { $0 }
        comparedCount = count
        for item in of.indices where of[item] < 0 {
            of[item] = Int32(count)
            count += 1
        }
    }

    /// Items by component.
    var members: [[Int]] {
        var members = [[Int]](repeating: [], count: count)
        for item in of.indices { members[Int(of[item])].append(item) }
        return members
    }
}

/// Winner to loser, as compressed rows; a tie is an arc each way.
private struct Arcs {
    var starts: [Int32]
    var targets: [Int32]
    var isMet: [Bool]

    init(_ graph: PairGraph) {
        var from: [Int32] = []
        var to: [Int32] = []
        isMet = Array(repeating: false, count: graph.itemCount)
        for edge in 0..<graph.edgeCount {
            let (low, high) = (graph.low[edge], graph.high[edge])
            isMet[Int(low)] = true
            isMet[Int(high)] = true
            if graph.lowWins[edge] > 0 { from.append(low); to.append(high) }
            if graph.lowWins[edge] < graph.weight[edge] { from.append(high); to.append(low) }
        }
        starts = CountingSort.starts(of: from, bucketCount: graph.itemCount)
        targets = CountingSort.order(of: from, starts: starts).map { to[Int($0)] }
    }
}

private struct StrongSearch {
    let arcs: Arcs
    var component: [Int32]
    var found: Int32 = 0
    private var seen: [Int32]
    private var least: [Int32]
    private var next: [Int32]
    private var clock: Int32 = 0
    private var open: [Int] = []

    init(_ arcs: Arcs) {
        self.arcs = arcs
        let count = arcs.isMet.count
        component = Array(repeating: -1, count: count)
        seen = component
        least = component
        next = Array(arcs.starts.prefix(count))
    }

    mutating func visit(_ start: Int) {
        guard seen[start] < 0 else { return }
        var path = [start]
        enter(start)
        while let item = path.last {
            if next[item] < arcs.starts[item + 1] {
                let target = Int(arcs.targets[Int(next[item])])
                next[item] += 1
                if seen[target] < 0 {
                    enter(target)
                    path.append(target)
                } else if component[target] < 0 {
                    least[item] = min(least[item], seen[target])
                }
            } else {
                path.removeLast()
                if let parent = path.last { least[parent] = min(least[parent], least[item]) }
                if least[item] == seen[item] { close(item) }
            }
        }
    }

    private mutating func enter(_ item: Int) {
        seen[item] = clock
        least[item] = clock
        clock += 1
        open.append(item)
    }

    private mutating func close(_ root: Int) {
        while let item = open.popLast() {
            component[item] = found
            if item == root { break }
        }
        found += 1
    }
}
