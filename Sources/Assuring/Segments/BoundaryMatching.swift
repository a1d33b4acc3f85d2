import Foundation
import Kernels

/// Which segments of two people are the same event, when both start and both end at nearly the same time.
///
/// Starts may be `tolerance` seconds apart, ends that or a share of the length, whichever is more (people agree less on where
/// a sound fades out). The pairs are as many as can be, and of those the ones whose boundaries are nearest in sum.
/// Source: event-based evaluation of sound events, Mesaros, Heittola and Virtanen (2016), doi 10.3390/app6060162: 0.2 s
/// and half of the reference's length. Differs: nobody is the reference here, so the share is of the shorter of the two.
/// Cost: near n log n for events spread over a recording.
public struct BoundaryMatching: Sendable, Hashable {
    /// Seconds.
    public var tolerance: Double
    /// Of the length, for ends.
    public var endShare: Double
    /// Whether only segments with the same label can be the same event.
    public var labels: PartMatching.Labels

    public init(tolerance: Double = 0.2, endShare: Double = 0.5, labels: PartMatching.Labels = .equal) {
        self.tolerance = tolerance
        self.endShare = endShare
        self.labels = labels
    }

    public struct Match: Sendable, Hashable {
        /// Places in the two lists.
        public var first: Int
        public var second: Int
        /// Seconds between the starts, and between the ends.
        public var start: Double
        public var end: Double
    }

    public func matches(_ first: [TimeSegment], _ second: [TimeSegment]) -> [Match] {
        let candidates = candidates(first, second)
        // A match counts more than all nearness together.
        let slack = 1 / Double(2 * (min(first.count, second.count) + 1))
        let pairs = candidates.map { match in
            let nearness = 1 / (1 + match.start + match.end)
            return SparseAssignment.Pair(row: Int32(match.first), column: Int32(match.second), weight: 1 + slack * nearness)
        }
        let chosen = SparseAssignment.greatest(pairs, rows: first.count, columns: second.count)
        return candidates.filter { chosen[$0.first] == Int32($0.second) }
    }

    /// 2 m / (n + n') for m matches; 1 when both are empty.
    public func f1(_ first: [TimeSegment], _ second: [TimeSegment]) -> Double {
        let all = first.count + second.count
        return all == 0 ? 1 : 2 * Double(matches(first, second).count) / Double(all)
    }

    /// By (first, second).
    private func candidates(_ first: [TimeSegment], _ second: [TimeSegment]) -> [Match] {
        let order = second.indices.sorted { (second[$0].from, $0) < (second[$1].from, $1) }
        let starts = order.map { second[$0].from }
        var found: [Match] = []
        for (place, segment) in first.enumerated() {
            var next = Self.firstPlace(in: starts, atLeast: segment.from - tolerance - 1e-9)
            var here: [Match] = []
            while next < order.count, starts[next] <= segment.from + tolerance + 1e-9 {
                if let match = match(segment, second[order[next]], place, order[next]) { here.append(match) }
                next += 1
            }
            found += here.sorted { $0.second < $1.second }
        }
        return found
    }

    private func match(_ first: TimeSegment, _ second: TimeSegment, _ place: Int, _ other: Int) -> Match? {
        guard labels == .ignored || first.label == second.label else { return nil }
        let shorter = min(first.to - first.from, second.to - second.from)
        let end = abs(first.to - second.to)
        guard end <= max(tolerance, endShare * shorter) + 1e-9 else { return nil }
        return Match(first: place, second: other, start: abs(first.from - second.from), end: end)
    }

    private static func firstPlace(in sorted: [Double], atLeast value: Double) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
