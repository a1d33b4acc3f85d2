/// All pairs of 64-bit words that differ in at most a few bits, without comparing all with all.
///
/// Two words within radius r are equal in at least one of r + 1 pieces (pigeonhole), so only words that share a piece
/// are compared (multi-index hashing: Norouzi, Punjani, Fleet 2012, doi 10.1109/CVPR.2012.6248043). Exact: no pair is missed.
///
/// Words must be distinct, or equal ones meet in every piece. Deterministic: pieces, then places, ascending.
/// Cost: (r + 1) sorts and about N^2 (r + 1) / 2^(64 / (r + 1)) comparisons for spread-out words; radius at most 31.
public struct HammingPairs: Sendable {
    public let radius: Int

    public init(radius: Int) {
        precondition((0...31).contains(radius), "a radius of 0 to 31 bits")
        self.radius = radius
    }

    /// Calls `found` with two places, lower first, once or more often for each pair within the radius.
    public func forEach(in words: [UInt64], _ found: (Int, Int) -> Void) {
        let pieces = radius + 1
        for piece in 0..<pieces {
            let first = piece * 64 / pieces, end = (piece + 1) * 64 / pieces
            let mask: UInt64 = (end - first == 64 ? .max : (1 << UInt64(end - first)) - 1) << UInt64(first)
            let order = words.indices.sorted { (words[$0] & mask, $0) < (words[$1] & mask, $1) }
            scan(order, words, mask, found)
        }
    }

    private func scan(_ order: [Int], _ words: [UInt64], _ mask: UInt64, _ found: (Int, Int) -> Void) {
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, words[order[end]] & mask == words[order[first]] & mask { end += 1 }
            for left in first..<end {
                for right in left + 1..<max(end, left + 1) where (words[order[left]] ^ words[order[right]]).nonzeroBitCount <= radius {
                    found(order[left], order[right])
                }
            }
            first = end
        }
    }
}
