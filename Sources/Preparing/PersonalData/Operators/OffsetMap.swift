/// Where the places of a text are after parts of it were replaced, so that label spans can follow.
public struct OffsetMap: Sendable, Hashable {
    /// A replaced part, before and after, in Unicode scalars.
    public struct Piece: Sendable, Hashable, Codable {
        public var old: Range<Int>
        public var new: Range<Int>
    }

    /// Sorted, without overlap.
    public private(set) var pieces: [Piece] = []

    mutating func append(_ old: Range<Int>, length: Int) {
        let start = old.lowerBound + (pieces.last.map { $0.new.upperBound - $0.old.upperBound } ?? 0)
        pieces.append(Piece(old: old, new: start..<start + length))
    }

    /// A range of the old text in the new one. An end inside a replaced part moves to that part's edge, outward, so the
    /// range covers all that came of what it covered.
    public func range(_ old: Range<Int>) -> Range<Int> {
        let start = edge(old.lowerBound, isEnd: false), end = edge(old.upperBound, isEnd: true)
        return start..<max(start, end)
    }

    /// The last piece that begins before the place decides.
    private func edge(_ place: Int, isEnd: Bool) -> Int {
        var low = 0, high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].old.lowerBound < place { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return place }
        let piece = pieces[low - 1]
        if place < piece.old.upperBound { return isEnd ? piece.new.upperBound : piece.new.lowerBound }
        return place - piece.old.upperBound + piece.new.upperBound
    }
}
