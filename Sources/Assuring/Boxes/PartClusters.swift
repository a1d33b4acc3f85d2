import Kernels
import Records

/// Parts of several annotators that mean the same object of an item.
public struct PartCluster: Sendable, Hashable {
    public struct Member: Sendable, Hashable {
        public var annotator: Int32
        public var part: Part
        var outline: PartOutline
        var labelSet: Int32
    }

    public var item: Int32
    /// By annotator, each at most once.
    public var members: [Member]
    /// Annotators who saw the item and have nothing here.
    public var absent: [Int32]
    /// Mean overlap of every two members; nil for one alone.
    public var meanIoU: Double?

    /// The smallest box around all members.
    public var bounds: Box { members.dropFirst().reduce(members[0].outline.bounds) { $0.union($1.outline.bounds) } }

    public var labelsDiffer: Bool { members.contains { $0.labelSet != members[0].labelSet } }
}

/// Groups the parts of an item, at most one of each annotator in a group.
///
/// Every two parts of different people that overlap enough are a bond. Bonds are followed from the strongest, those between
/// equal labels before all others, and join two groups when no annotator is in both and the mean overlap between the two
/// reaches the bar (average linkage), so a chain of half-overlapping boxes does not become one object.
/// Cost: O(b log b) for b bonds. Deterministic: equal bonds go by where the parts are on the picture, so neither the order of
/// annotators nor that of their parts matters unless two parts of one person are equal.
struct PartClustering {
    let iou: Double

    private struct Bond {
        var first: Int
        var second: Int
        var iou: Double
        var isSameLabel: Bool
    }

    func clusters(_ table: PartTable, item: Int32) -> [PartCluster] {
        let drawings = Array(table.drawings(ofItem: item))
        let members = drawings.flatMap { drawing in
            drawing.parts.indices.map {
                PartCluster.Member(
                    annotator: drawing.annotator, part: drawing.parts[$0], outline: drawing.outlines[$0], labelSet: drawing.labelSets[$0])
            }
        }
        let overlaps = Overlaps(drawings)
        let groups = grouped(members, overlaps)
        return groups.map { Self.cluster(item, $0, members, overlaps, of: drawings.map(\.annotator)) }.sorted(by: Self.isBefore)
    }

    /// Overlaps of parts of different people by their places in the list of all members.
    struct Overlaps {
        private(set) var all: [(first: Int, second: Int, iou: Double)] = []
        private var byPlace: [Int: Double] = [:]
        private var count = 0

        init(_ drawings: [PartTable.Drawing]) {
            var start = [0]
            for drawing in drawings { start.append(start[start.count - 1] + drawing.parts.count) }
            count = start[start.count - 1]
            for first in drawings.indices {
                for second in first + 1..<max(drawings.count, first + 1) {
                    for match in PartMatching.overlaps(drawings[first], drawings[second]) {
                        all.append((start[first] + match.first, start[second] + match.second, match.iou))
                    }
                }
            }
            for overlap in all { byPlace[overlap.first * count + overlap.second] = overlap.iou }
        }

        func iou(_ first: Int, _ second: Int) -> Double { byPlace[min(first, second) * count + max(first, second)] ?? 0 }

        func mean(_ first: [Int], _ second: [Int]) -> Double {
            var sum = 0.0
            for a in first { for b in second { sum += iou(a, b) } }
            return sum / Double(first.count * second.count)
        }
    }

    private func grouped(_ members: [PartCluster.Member], _ overlaps: Overlaps) -> [[Int]] {
        var group = Array(members.indices)
        var contents = members.indices.map { [$0] }
        for bond in bonds(members, overlaps) {
            let (a, b) = (group[bond.first], group[bond.second])
            guard a != b, Self.isDisjoint(contents[a], contents[b], members) else { continue }
            guard overlaps.mean(contents[a], contents[b]) >= iou - 1e-12 else { continue }
            for place in contents[b] { group[place] = a }
            contents[a] += contents[b]
            contents[b] = []
        }
        return contents.filter { !$0.isEmpty }.map { $0.sorted() }
    }

    private func bonds(_ members: [PartCluster.Member], _ overlaps: Overlaps) -> [Bond] {
        let rank = Self.ranks(members)
        let bonds = overlaps.all.filter { $0.iou >= iou - 1e-12 }.map {
            Bond(first: $0.first, second: $0.second, iou: $0.iou, isSameLabel: members[$0.first].labelSet == members[$0.second].labelSet)
        }
        return bonds.sorted { a, b in
            if a.isSameLabel != b.isSameLabel { return a.isSameLabel }
            if a.iou != b.iou { return a.iou > b.iou }
            let (left, right) = ([rank[a.first], rank[a.second]].sorted(), [rank[b.first], rank[b.second]].sorted())
            return (left[0], left[1]) < (right[0], right[1])
        }
    }

    /// The place of each part when all are ordered by where they are, whoever drew them.
    private static func ranks(_ members: [PartCluster.Member]) -> [Int] {
        let order = members.indices.sorted { isBefore(members[$0], members[$1]) }
        var rank = [Int](repeating: 0, count: order.count)
        for (place, member) in order.enumerated() { rank[member] = place }
        return rank
    }

    static func isBefore(_ a: PartCluster.Member, _ b: PartCluster.Member) -> Bool {
        let (first, second) = (a.outline.bounds, b.outline.bounds)
        let (left, right) = ((first.y0, first.x0, first.y1, first.x1), (second.y0, second.x0, second.y1, second.x1))
        if left != right { return left < right }
        return a.labelSet != b.labelSet ? a.labelSet < b.labelSet : a.annotator < b.annotator
    }

    private static func isDisjoint(_ first: [Int], _ second: [Int], _ members: [PartCluster.Member]) -> Bool {
        !first.contains { a in second.contains { members[$0].annotator == members[a].annotator } }
    }

    private static func cluster(
        _ item: Int32, _ places: [Int], _ members: [PartCluster.Member], _ overlaps: Overlaps, of annotators: [Int32]
    ) -> PartCluster {
        let inside = places.map { members[$0] }
        var sum = 0.0
        for (number, place) in places.enumerated() { for other in places[(number + 1)...] { sum += overlaps.iou(place, other) } }
        let pairs = places.count * (places.count - 1) / 2
        return PartCluster(
            item: item, members: inside.sorted { $0.annotator < $1.annotator },
            absent: annotators.filter { annotator in !inside.contains { $0.annotator == annotator } },
            meanIoU: pairs == 0 ? nil : sum / Double(pairs))
    }

    /// As one reads: from the top, then from the left.
    private static func isBefore(_ a: PartCluster, _ b: PartCluster) -> Bool {
        let (left, right) = (a.bounds, b.bounds)
        if (left.y0, left.x0, left.y1, left.x1) != (right.y0, right.x0, right.y1, right.x1) {
            return (left.y0, left.x0, left.y1, left.x1) < (right.y0, right.x0, right.y1, right.x1)
        }
        return isBefore(a.members[0], b.members[0])
    }
}
