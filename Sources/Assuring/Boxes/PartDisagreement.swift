import Kernels
import Records

/// One thing annotators differ on in one item, with the parts concerned, so that it can be shown.
public struct PartDisagreement: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// At least half of those who saw the item drew it, others did not (beside a reference: the reference has it).
        case missed
        /// Fewer than half drew it (beside a reference: the reference has not).
        case extra
        /// The same place, other labels.
        case label
        /// The same label nearby, but too little overlap to be taken for the same.
        case place
    }

    public struct Mark: Sendable, Hashable {
        public var annotator: Int32
        public var part: Part
    }

    public var kind: Kind
    /// The parts concerned, by annotator.
    public var marks: [Mark]
    /// Who saw the item and has nothing here.
    public var absent: [Int32]
    /// Mean overlap of the marks; nil for one alone.
    public var iou: Double?
    /// The smallest box around the marks.
    public var bounds: Box
}

/// What an overlap must be for two parts to be the same object, and to be nearly so.
public struct PartDisagreementSettings: Sendable, Hashable {
    public var iou: Double
    /// From here to `iou`, equal labels in the wrong place; below, two objects. 0.1 is the background of TIDE
    /// (Bolya et al., 2020, arXiv 2008.08115).
    public var nearby: Double

    public init(iou: Double = 0.5, nearby: Double = 0.1) {
        self.iou = iou
        self.nearby = nearby
    }
}

/// An item with everything people differ on in it.
public struct DisputedParts: Sendable, Hashable {
    public var item: Int32
    public var disagreements: [PartDisagreement]
    /// Objects that everybody who saw the item drew, in one place and with one label.
    public var agreed: Int
    /// Objects in dispute over all objects, 0...1.
    public var score: Double

    public func count(_ kind: PartDisagreement.Kind) -> Int { disagreements.count { $0.kind == kind } }
}

extension PartTable {
    /// The items annotators differ on, most disputed first, equal ones in the order of items.
    ///
    /// Items that fewer than two people drew, or on which all agree, are not in it.
    public func disputed(_ settings: PartDisagreementSettings = PartDisagreementSettings(), limit: Int? = nil) -> [DisputedParts] {
        let all = (0..<Int32(itemCount)).compactMap { disagreements(ofItem: $0, settings) }.filter { !$0.disagreements.isEmpty }
        return Array(all.sorted { $0.score != $1.score ? $0.score > $1.score : $0.item < $1.item }.prefix(limit ?? all.count))
    }

    /// nil when fewer than two people drew the item.
    public func disagreements(ofItem item: Int32, _ settings: PartDisagreementSettings = PartDisagreementSettings()) -> DisputedParts? {
        guard drawings(ofItem: item).count > 1 else { return nil }
        let groups = PartGroup.groups(PartClustering(iou: settings.iou).clusters(self, item: item), nearby: settings.nearby)
        let found = groups.map(\.disagreements)
        let disputed = found.count { !$0.isEmpty }
        return DisputedParts(
            item: item, disagreements: found.flatMap(\.self), agreed: groups.count - disputed,
            score: groups.isEmpty ? 0 : Double(disputed) / Double(groups.count))
    }
}

/// One cluster, or several of the same label that lie near each other.
private struct PartGroup {
    var clusters: [PartCluster]

    /// Joins what has the same label, no annotator in common and some overlap, greatest overlap first.
    static func groups(_ clusters: [PartCluster], nearby: Double) -> [PartGroup] {
        var groups = clusters.map { PartGroup(clusters: [$0]) }
        var home = Array(clusters.indices)
        for pair in nearPairs(groups, atLeast: nearby) {
            let (first, second) = (home[pair.first], home[pair.second])
            guard first != second, groups[first].isDisjoint(from: groups[second]) else { continue }
            groups[first].clusters += groups[second].clusters
            groups[second].clusters = []
            for place in home.indices where home[place] == second { home[place] = first }
        }
        return groups.filter { !$0.clusters.isEmpty }
    }

    private static func nearPairs(_ groups: [PartGroup], atLeast nearby: Double) -> [(first: Int, second: Int, overlap: Double)] {
        let open = groups.indices.filter { groups[$0].isOpen }
        let bounds = open.map { groups[$0].bounds }
        let pairs = BoxPairs.overlapping(bounds, bounds).compactMap { pair -> (first: Int, second: Int, overlap: Double)? in
            guard pair.first < pair.second else { return nil }
            let (first, second) = (open[Int(pair.first)], open[Int(pair.second)])
            guard groups[first].isDisjoint(from: groups[second]) else { return nil }
            let overlap = groups[first].overlap(with: groups[second])
            return overlap >= nearby ? (first, second, overlap) : nil
        }
        return pairs.sorted { $0.overlap != $1.overlap ? $0.overlap > $1.overlap : ($0.first, $0.second) < ($1.first, $1.second) }
    }

    private var members: [PartCluster.Member] { clusters.flatMap(\.members).sorted { $0.annotator < $1.annotator } }
    private var absent: [Int32] { clusters[0].absent.filter { annotator in !members.contains { $0.annotator == annotator } } }
    private var isOpen: Bool { !absent.isEmpty && !clusters.contains(where: \.labelsDiffer) }
    private var bounds: Box { clusters.dropFirst().reduce(clusters[0].bounds) { $0.union($1.bounds) } }

    private func isDisjoint(from other: PartGroup) -> Bool {
        !members.contains { a in other.members.contains { $0.annotator == a.annotator } }
    }

    /// 0 for other labels.
    private func overlap(with other: PartGroup) -> Double {
        let (mine, others) = (members, other.members)
        guard mine[0].labelSet == others[0].labelSet else { return 0 }
        return Moments.mean(mine.flatMap { a in others.map { a.outline.iou(with: $0.outline) } }) ?? 0
    }

    var disagreements: [PartDisagreement] {
        var found: [PartDisagreement] = []
        if clusters.count > 1 { found.append(disagreement(.place)) }
        if clusters.contains(where: \.labelsDiffer) { found.append(disagreement(.label)) }
        if !absent.isEmpty { found.append(disagreement(2 * members.count >= members.count + absent.count ? .missed : .extra)) }
        return found
    }

    private func disagreement(_ kind: PartDisagreement.Kind) -> PartDisagreement {
        let members = members
        let pairs = members.indices.flatMap { a in members[(a + 1)...].map { members[a].outline.iou(with: $0.outline) } }
        return PartDisagreement(
            kind: kind, marks: members.map { .init(annotator: $0.annotator, part: $0.part) }, absent: absent,
            iou: Moments.mean(pairs), bounds: bounds)
    }
}
