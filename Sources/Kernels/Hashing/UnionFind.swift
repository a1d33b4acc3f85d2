/// Which of n things belong together, given pairs.
///
/// The root of a group is always its least member, so the answer does not depend on the order of the pairs.
/// Path halving without ranks: O(log n) amortised per call (Tarjan and van Leeuwen, 1984, doi 10.1145/62.2160).
public struct UnionFind: Sendable {
    private var parents: [Int32]

    public init(count: Int) {
        parents = (0..<Int32(count)).map { $0 }
    }

    public var count: Int { parents.count }

    /// The least member of the group.
    public mutating func root(of member: Int) -> Int {
        parents.withUnsafeMutableBufferPointer { parents in
            var place = member
            while parents[place] != Int32(place) {
                parents[place] = parents[Int(parents[place])]
                place = Int(parents[place])
            }
            return place
        }
    }

    /// The same without shortening the path to it: for many threads at once.
    public func currentRoot(of member: Int) -> Int {
        parents.withUnsafeBufferPointer { parents in
            var place = member
            while parents[place] != Int32(place) { place = Int(parents[place]) }
            return place
        }
    }

    /// True when the two were apart before.
    @discardableResult
    public mutating func join(_ left: Int, _ right: Int) -> Bool {
        let a = root(of: left), b = root(of: right)
        guard a != b else { return false }
        parents[max(a, b)] = Int32(min(a, b))
        return true
    }

    /// Groups of two and more, members and groups in ascending order.
    public mutating func groups() -> [[Int]] {
        var members: [Int: [Int]] = [:]
        for place in parents.indices {
            let root = root(of: place)
            if root != place { members[root, default: [root]].append(place) }
        }
        return members.keys.sorted().compactMap { members[$0] }
    }
}
