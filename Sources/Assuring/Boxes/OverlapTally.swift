import Kernels

/// Matched and unmatched parts of pairs of drawings, added up: what F1 and mean IoU are made of.
///
/// Tallies of items add up to the tally of a project, so a bootstrap over items needs no matching of its own.
public struct OverlapTally: Sendable, Hashable {
    /// 0.5, 0.55 ... 0.95: those of the COCO evaluation.
    public static let thresholds: [Double] = (0..<10).map { Double(50 + 5 * $0) / 100 }

    /// Pairs of drawings compared.
    public private(set) var comparisons = 0
    /// Parts on both sides, and on the side that has more, added up.
    public private(set) var parts = 0
    public private(set) var larger = 0
    /// By threshold: pairs that overlap at least so much, and their overlap.
    public private(set) var matched = [Int](repeating: 0, count: thresholds.count)
    public private(set) var matchedOverlap = [Double](repeating: 0, count: thresholds.count)
    /// Overlap of all pairs, however small.
    public private(set) var overlap = 0.0

    public init() {}

    public mutating func add(matches: some Sequence<Double>, first: Int, second: Int) {
        comparisons += 1
        parts += first + second
        larger += max(first, second)
        for iou in matches {
            overlap += iou
            // 0.55 and its neighbours are not exact in binary: a hair below counts.
            for (place, threshold) in Self.thresholds.enumerated() where iou >= threshold - 1e-12 {
                matched[place] += 1
                matchedOverlap[place] += iou
            }
        }
    }

    /// - Parameter times: how often the other one counts.
    public mutating func add(_ other: OverlapTally, times: Int = 1) {
        comparisons += times * other.comparisons
        parts += times * other.parts
        larger += times * other.larger
        overlap += Double(times) * other.overlap
        for place in matched.indices {
            matched[place] += times * other.matched[place]
            matchedOverlap[place] += Double(times) * other.matchedOverlap[place]
        }
    }

    /// Twice the matched pairs over all parts. 1 where both sides are always empty; nil where nothing was compared.
    public func f1(at threshold: Double) -> Double? {
        guard comparisons > 0, let place = Self.place(of: threshold) else { return nil }
        return parts == 0 ? 1 : Double(2 * matched[place]) / Double(parts)
    }

    /// The mean of F1 at 0.5, 0.55 ... 0.95: punishes parts that are loosely drawn.
    public var meanF1: Double? {
        let values = Self.thresholds.compactMap { f1(at: $0) }
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Overlap per part of the side that has more: what is matched with nothing counts as 0.
    public var meanIoU: Double? {
        guard comparisons > 0 else { return nil }
        return larger == 0 ? 1 : overlap / Double(larger)
    }

    /// Overlap of those that are matched at a threshold: how well what both found was drawn. nil without such pairs.
    public func matchedIoU(at threshold: Double) -> Double? {
        guard let place = Self.place(of: threshold), matched[place] > 0 else { return nil }
        return matchedOverlap[place] / Double(matched[place])
    }

    private static func place(of threshold: Double) -> Int? {
        thresholds.firstIndex { abs($0 - threshold) < 1e-9 }
    }
}
