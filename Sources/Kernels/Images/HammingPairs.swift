/// All pairs of 64-bit words that differ in at most a few bits, without comparing all with all.
///
/// Two words within radius r are equal in at least one of r + 1 pieces (pigeonhole), so only words that share a piece
/// are compared (multi-index hashing: Norouzi, Punjani, Fleet 2012, doi 10.1109/CVPR.2012.6248043). Cut into r + s pieces
/// they are equal in at least s of them; comparing by each choice of s pieces costs more sorts and far fewer comparisons
/// (Manku, Jain, Das Sarma 2007, doi 10.1145/1242572.1242592). Exact either way: no pair is missed.
///
/// Words must be distinct, or equal ones meet in every piece. Deterministic: choices of pieces, then places, ascending.
/// Cost, with c choices of pieces of b bits in all: c sorts and about N^2 c / 2^b comparisons for spread-out words; for
/// radius 3 that is c 4, b 16 with one shared piece and c 10, b 25 with two. Radius at most 31.
public struct HammingPairs: Sendable {
    public let radius: Int
    /// The bits that are equal in a choice of pieces.
    private let masks: [UInt64]

    /// - Parameter shared: how many pieces two words must have in common to be compared; 2 pays above a million words.
    public init(radius: Int, shared: Int = 1) {
        precondition((0...31).contains(radius) && (1...3).contains(shared), "a radius of 0 to 31 bits, 1 to 3 shared pieces")
        self.radius = radius
        let count = radius + shared
        let pieces = (0..<count).map { piece -> UInt64 in
            let first = piece * 64 / count, end = (piece + 1) * 64 / count
            return (end - first == 64 ? .max : (1 << UInt64(end - first)) - 1) << UInt64(first)
        }
        masks = Self.choices(of: pieces, shared)
    }

    /// Calls `found` with two places, lower first, once for each pair within the radius.
    public func forEach(in words: [UInt64], _ found: (Int, Int) -> Void) {
        for choice in masks.indices {
            let mask = masks[choice]
            let order = words.indices.sorted { (words[$0] & mask, $0) < (words[$1] & mask, $1) }
            scan(order, words, choice, found)
        }
    }

    private func scan(_ order: [Int], _ words: [UInt64], _ choice: Int, _ found: (Int, Int) -> Void) {
        let mask = masks[choice]
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, words[order[end]] & mask == words[order[first]] & mask { end += 1 }
            for left in first..<end {
                for right in left + 1..<max(end, left + 1) {
                    let differing = words[order[left]] ^ words[order[right]]
                    if differing.nonzeroBitCount <= radius, !masks[..<choice].contains(where: { differing & $0 == 0 }) { found(order[left], order[right]) }
                }
            }
            first = end
        }
    }

    private static func choices(of pieces: [UInt64], _ count: Int) -> [UInt64] {
        guard count > 0 else { return [0] }
        return pieces.indices.flatMap { first in
            choices(of: Array(pieces[(first + 1)...]), count - 1).map { pieces[first] | $0 }
        }
    }
}
