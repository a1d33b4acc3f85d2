/// Spans of several annotators that mean the same, at most one of each annotator in a group.
///
/// With `iou` 1 those with equal bounds. Below, every two spans of different people that overlap enough are a bond; bonds are
/// followed from the strongest, those between equal labels first, and join two groups when no annotator is in both and the mean
/// overlap between the two reaches the bar, so that a chain of half-overlapping spans does not become one. Equal bonds go by
/// place in the text, so the order of annotators does not matter. Cost: O(b log b + b n) for b bonds of n spans of a text.
struct SpanGroups {
    struct Member: Hashable {
        var annotator: Int32
        /// Place in the annotator's sheet.
        var place: Int
        var span: LabelledSpan
    }

    let iou: Double

    private struct Bond {
        var first: Int
        var second: Int
        var iou: Double
        var isLabelled: Bool
    }

    /// By place in the text; members by annotator.
    func groups(_ sheets: ArraySlice<SpanTable.Sheet>) -> [[Member]] {
        let spans = sheets.flatMap { sheet in
            sheet.spans.enumerated().map { Member(annotator: sheet.annotator, place: $0.offset, span: $0.element) }
        }.sorted { LabelledSpan.precedes($0.span, $1.span) || ($0.span == $1.span && ($0.annotator, $0.place) < ($1.annotator, $1.place)) }
        var groups: [[Int]] = spans.indices.map { [$0] }
        var groupOf = Array(spans.indices)
        for bond in bonds(spans) {
            let (a, b) = (groupOf[bond.first], groupOf[bond.second])
            guard a != b, canJoin(groups[a], groups[b], spans) else { continue }
            for member in groups[b] { groupOf[member] = a }
            groups[a] += groups[b]
            groups[b] = []
        }
        return groups.filter { !$0.isEmpty }.map { group in group.map { spans[$0] }.sorted { ($0.annotator, $0.place) < ($1.annotator, $1.place) } }
    }

    private func bonds(_ spans: [Member]) -> [Bond] {
        var bonds: [Bond] = []
        for first in spans.indices {
            for second in first + 1..<max(spans.count, first + 1) {
                // Spans are by their start: from here on none overlaps.
                if spans[second].span.start >= spans[first].span.end { break }
                guard spans[first].annotator != spans[second].annotator else { continue }
                let overlap = spans[first].span.iou(spans[second].span)
                guard overlap >= iou - 1e-12 else { continue }
                bonds.append(Bond(first: first, second: second, iou: overlap, isLabelled: spans[first].span.label == spans[second].span.label))
            }
        }
        return bonds.sorted { a, b in
            if a.isLabelled != b.isLabelled { return a.isLabelled }
            return a.iou != b.iou ? a.iou > b.iou : (a.first, a.second) < (b.first, b.second)
        }
    }

    private func canJoin(_ left: [Int], _ right: [Int], _ spans: [Member]) -> Bool {
        var sum = 0.0
        for a in left {
            for b in right {
                if spans[a].annotator == spans[b].annotator { return false }
                sum += spans[a].span.iou(spans[b].span)
            }
        }
        return sum >= (iou - 1e-12) * Double(left.count * right.count)
    }
}
