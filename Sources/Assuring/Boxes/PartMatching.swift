import Kernels
import Records

/// Which part of one drawing is which part of another.
///
/// The pairs are those that make the total overlap (IoU) as great as it can be, each part in one pair at most (Hungarian
/// assignment); only then does a threshold cut those that overlap too little. So one matching serves every threshold.
/// Parts that do not overlap are never matched. Cost: near n log n for parts spread over a picture.
public enum PartMatching {
    public enum Labels: String, Sendable, Hashable, Codable, CaseIterable {
        /// Where, not what: labels are not looked at.
        case ignored
        /// Only parts with the same set of labels can be matched.
        case equal
    }

    public struct Match: Sendable, Hashable {
        /// Places in the two lists.
        public var first: Int
        public var second: Int
        public var iou: Double
    }

    /// Matches of two lists of parts, by place in the first. Parts without area match nothing.
    public static func matches(_ first: [Part], _ second: [Part], labels: Labels = .ignored, atLeast threshold: Double = 0) -> [Match] {
        let table = PartTable([
            .init(item: "", annotator: "first", parts: first.withPlaces), .init(item: "", annotator: "second", parts: second.withPlaces),
        ])
        let (a, b) = (table.drawings[0], table.drawings[1])
        return matches(a, b, labels: labels).filter { $0.iou >= threshold }.map { match in
            Match(first: Int(a.parts[match.first].id) ?? 0, second: Int(b.parts[match.second].id) ?? 0, iou: match.iou)
        }
    }

    /// Places are those in the drawings' lists.
    static func matches(_ first: PartTable.Drawing, _ second: PartTable.Drawing, labels: Labels) -> [Match] {
        let overlaps = overlaps(first, second).filter { labels == .ignored || first.labelSets[$0.first] == second.labelSets[$0.second] }
        return assigned(overlaps, first.parts.count, second.parts.count)
    }

    /// The pairs to take out of `overlaps`.
    static func assigned(_ overlaps: [Match], _ firstCount: Int, _ secondCount: Int) -> [Match] {
        let pairs = overlaps.map { SparseAssignment.Pair(row: Int32($0.first), column: Int32($0.second), weight: $0.iou) }
        let chosen = SparseAssignment.greatest(pairs, rows: firstCount, columns: secondCount)
        return overlaps.filter { chosen[$0.first] == Int32($0.second) }
    }

    /// Every two parts that overlap, by (first, second).
    static func overlaps(_ first: PartTable.Drawing, _ second: PartTable.Drawing) -> [Match] {
        BoxPairs.overlapping(first.outlines.map(\.bounds), second.outlines.map(\.bounds)).compactMap { pair in
            let (a, b) = (Int(pair.first), Int(pair.second))
            let iou = first.outlines[a].iou(with: second.outlines[b])
            return iou > 0 ? Match(first: a, second: b, iou: iou) : nil
        }
    }
}

extension [Part] {
    /// Ids that tell the place in the list, so that it is known after some were left out.
    fileprivate var withPlaces: [Part] {
        enumerated().map { place, part in Part(id: String(place), labels: part.labels, shape: part.shape) }
    }
}
