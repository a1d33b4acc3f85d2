import Kernels
import Records

/// One person's parts beside those that count: gold, a review, a consensus, or simply somebody else's.
///
/// Unlike `PartTable.disputed` the two sides are not equals: what the reference has and the answer lacks is `missed`, what the
/// answer has beyond it is `extra`. Matched in three rounds, each by the greatest total overlap: equal labels that overlap
/// enough, then other labels that do, then equal labels that overlap a little. In the marks annotator 0 is the reference, 1 the answer.
public struct PartComparison: Sendable, Hashable {
    public struct Agreed: Sendable, Hashable {
        public var reference: Part
        public var answer: Part
        public var iou: Double
    }

    /// In the order of the reference's parts.
    public var agreed: [Agreed]
    /// Differences that concern the reference's parts first, then what is extra.
    public var disagreements: [PartDisagreement]

    /// Shares of the answer's parts that are right, and of the reference's that were found; nil where there are none.
    public var precision: Double?
    public var recall: Double?
    /// 1 when both sides are empty.
    public var f1: Double

    public init(reference: [Part], answer: [Part], _ settings: PartDisagreementSettings = PartDisagreementSettings()) {
        let table = PartTable([.init(item: "", annotator: "0", parts: reference), .init(item: "", annotator: "1", parts: answer)])
        var rounds = MatchingRounds(table.drawings[0], table.drawings[1])
        let (mine, others) = (table.drawings[0], table.drawings[1])
        let same = rounds.take(atLeast: settings.iou) { mine.labelSets[$0.first] == others.labelSets[$0.second] }
        let relabelled = rounds.take(atLeast: settings.iou) { _ in true }
        let displaced = rounds.take(atLeast: settings.nearby) { mine.labelSets[$0.first] == others.labelSets[$0.second] }
        agreed = same.map { Agreed(reference: mine.parts[$0.first], answer: others.parts[$0.second], iou: $0.iou) }
        disagreements = relabelled.map { Self.difference(.label, $0, mine, others) } + displaced.map { Self.difference(.place, $0, mine, others) }
        disagreements += rounds.freeFirst.map { Self.alone(.missed, mine, $0, absent: 1) }
        disagreements += rounds.freeSecond.map { Self.alone(.extra, others, $0, absent: 0) }
        let (all, found) = (mine.parts.count + others.parts.count, same.count)
        precision = others.parts.isEmpty ? nil : Double(found) / Double(others.parts.count)
        recall = mine.parts.isEmpty ? nil : Double(found) / Double(mine.parts.count)
        f1 = all == 0 ? 1 : Double(2 * found) / Double(all)
    }

    private static func difference(
        _ kind: PartDisagreement.Kind, _ match: PartMatching.Match, _ first: PartTable.Drawing, _ second: PartTable.Drawing
    ) -> PartDisagreement {
        PartDisagreement(
            kind: kind, marks: [.init(annotator: 0, part: first.parts[match.first]), .init(annotator: 1, part: second.parts[match.second])],
            absent: [], iou: match.iou, bounds: first.outlines[match.first].bounds.union(second.outlines[match.second].bounds))
    }

    private static func alone(_ kind: PartDisagreement.Kind, _ drawing: PartTable.Drawing, _ place: Int, absent: Int32) -> PartDisagreement {
        PartDisagreement(
            kind: kind, marks: [.init(annotator: 1 - absent, part: drawing.parts[place])], absent: [absent], iou: nil,
            bounds: drawing.outlines[place].bounds)
    }
}

/// Matches among what earlier rounds left over.
struct MatchingRounds {
    private let overlaps: [PartMatching.Match]
    private var isFreeFirst: [Bool]
    private var isFreeSecond: [Bool]

    init(_ first: PartTable.Drawing, _ second: PartTable.Drawing) {
        overlaps = PartMatching.overlaps(first, second)
        isFreeFirst = Array(repeating: true, count: first.parts.count)
        isFreeSecond = Array(repeating: true, count: second.parts.count)
    }

    var freeFirst: [Int] { isFreeFirst.indices.filter { isFreeFirst[$0] } }
    var freeSecond: [Int] { isFreeSecond.indices.filter { isFreeSecond[$0] } }

    mutating func take(atLeast threshold: Double, _ allowed: (PartMatching.Match) -> Bool) -> [PartMatching.Match] {
        let open = overlaps.filter { isFreeFirst[$0.first] && isFreeSecond[$0.second] && allowed($0) }
        let taken = PartMatching.assigned(open, isFreeFirst.count, isFreeSecond.count).filter { $0.iou >= threshold - 1e-12 }
        for match in taken {
            isFreeFirst[match.first] = false
            isFreeSecond[match.second] = false
        }
        return taken
    }
}
