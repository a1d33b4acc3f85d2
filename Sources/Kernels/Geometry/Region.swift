/// An area bounded by polygons: pieces that add up, each an outer ring with holes.
///
/// A point belongs to a piece when a ray from it crosses the outer ring an odd number of times and none of its holes so
/// (even-odd rule, so a ring that crosses itself has a meaning: a bow tie is two triangles). It belongs to the region when
/// it belongs to any piece: pieces that overlap count once.
/// Rings are x, y, x, y ... without the first point repeated, in either turning sense.
public struct Region: Sendable, Hashable {
    public struct Piece: Sendable, Hashable {
        public var outer: [Double]
        public var holes: [[Double]]
        public init(outer: [Double], holes: [[Double]] = []) {
            self.outer = outer
            self.holes = holes
        }
    }

    public var pieces: [Piece]

    public init(_ pieces: [Piece]) { self.pieces = pieces }
    public init(ring: [Double]) { pieces = [Piece(outer: ring)] }

    public var bounds: Box? { Box(around: pieces.flatMap(\.outer)) }

    /// Exact to rounding, also where rings cross and pieces overlap. O(n log n) for n corners with few crossings.
    public var area: Double {
        if pieces.count == 1, pieces[0].holes.isEmpty, pieces[0].outer.count <= 6 { return ConvexRing.area(pieces[0].outer) }
        return RegionSweep(self, Region([])).areas().first
    }

    /// Area covered by both.
    public func sharedArea(with other: Region) -> Double { RegionSweep(self, other).areas().shared }

    public func iou(with other: Region) -> Double {
        let areas = RegionSweep(self, other).areas()
        return Overlap.iou(shared: areas.shared, areas.first, areas.second)
    }

    /// Two edges of one piece cross: the even-odd rule decides what is inside, and whoever drew it may have meant another.
    public var crossesItself: Bool {
        pieces.contains { RegionSweep(Region([$0]), Region([])).hasProperCrossing }
    }

    /// The region after a map.
    public func mapped(by map: Affine) -> Region {
        Region(pieces.map { Piece(outer: map.apply($0.outer), holes: $0.holes.map(map.apply)) })
    }

    /// An odd number of edges to the left.
    static func ring(_ ring: [Double], holds x: Double, _ y: Double) -> Bool {
        var isInside = false
        for place in stride(from: 0, to: ring.count - 1, by: 2) {
            let next = (place + 2) % ring.count
            let (x0, y0, x1, y1) = (ring[place], ring[place + 1], ring[next], ring[next + 1])
            if (y0 > y) != (y1 > y), x > x0 + (y - y0) / (y1 - y0) * (x1 - x0) { isInside.toggle() }
        }
        return isInside
    }

    public func holds(_ x: Double, _ y: Double) -> Bool {
        pieces.contains { piece in
            Self.ring(piece.outer, holds: x, y) && !piece.holes.contains { Self.ring($0, holds: x, y) }
        }
    }
}
