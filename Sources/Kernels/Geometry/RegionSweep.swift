/// Areas of two regions and of what they share, by slabs.
///
/// The plane is cut into upright slabs at every corner and every crossing of edges. Within a slab edges do not cross, so
/// ordered by height at the middle they bound trapezoids, each wholly inside or outside of either region, and a
/// trapezoid's area is its height at the middle times the width of the slab. Shared edges, touching corners, holes and
/// self-crossing rings need no special case: they bound trapezoids of no height.
///
/// This is the exact area, not that of a raster. Cost: O(k log k) for k edges that lie side by side, O(k * k) at worst.
struct RegionSweep {
    /// From left to right, never upright.
    struct Edge {
        var x0: Double
        var y0: Double
        var x1: Double
        var y1: Double
        var ring: Int32

        func y(at x: Double) -> Double { y0 + (y1 - y0) * ((x - x0) / (x1 - x0)) }
    }

    /// Sorted by left end.
    private(set) var edges: [Edge] = []
    /// Outside of everything.
    private(set) var outside = RegionInside()
    /// All x of corners, upright edges too.
    private var corners: [Double] = []

    init(_ first: Region, _ second: Region) {
        for (region, isSecond) in [(first, false), (second, true)] {
            for piece in region.pieces {
                add(piece.outer, outside.addRing(isHole: false, ofNewPieceInSecond: isSecond))
                for hole in piece.holes { add(hole, outside.addRing(isHole: true)) }
            }
        }
        edges.sort { ($0.x0, $0.y0, $0.x1, $0.y1, $0.ring) < ($1.x0, $1.y0, $1.x1, $1.y1, $1.ring) }
    }

    private mutating func add(_ ring: [Double], _ number: Int32) {
        guard ring.count >= 6 else { return }
        for place in stride(from: 0, to: ring.count - 1, by: 2) {
            let next = (place + 2) % ring.count
            corners.append(ring[place])
            let (x0, y0, x1, y1) = (ring[place], ring[place + 1], ring[next], ring[next + 1])
            if x0 < x1 { edges.append(Edge(x0: x0, y0: y0, x1: x1, y1: y1, ring: number)) }
            if x0 > x1 { edges.append(Edge(x0: x1, y0: y1, x1: x0, y1: y0, ring: number)) }
        }
    }

    func areas() -> (first: Double, second: Double, shared: Double) {
        let cuts = self.cuts()
        var inside = outside
        var areas = (first: 0.0, second: 0.0, shared: 0.0)
        var active: [Int] = []
        var next = 0
        for (left, right) in zip(cuts, cuts.dropFirst()) {
            active.removeAll { edges[$0].x1 <= left }
            while next < edges.count, edges[next].x0 <= left {
                if edges[next].x1 > left { active.append(next) }
                next += 1
            }
            if active.isEmpty { continue }
            let middle = left + (right - left) / 2
            var crossed = active.map { (y: edges[$0].y(at: middle), ring: Int(edges[$0].ring)) }
            crossed.sort { $0.y != $1.y ? $0.y < $1.y : $0.ring < $1.ring }
            Self.add(crossed, width: right - left, &inside, &areas)
        }
        return areas
    }

    /// Every x where something begins, ends or crosses, once, ascending.
    private func cuts() -> [Double] {
        var all = corners
        eachMeeting { a, b in
            if let x = Self.crossing(edges[a], edges[b]) { all.append(x) }
            return true
        }
        all.sort()
        var kept: [Double] = []
        kept.reserveCapacity(all.count)
        for x in all where x != kept.last { kept.append(x) }
        return kept
    }

    /// Two edges cross in the inside of both.
    var hasProperCrossing: Bool {
        var found = false
        eachMeeting { a, b in
            found = Self.crossing(edges[a], edges[b]) != nil
            return !found
        }
        return found
    }

    /// Pairs of edges whose bounding boxes meet; stops when `body` says false.
    private func eachMeeting(_ body: (Int, Int) -> Bool) {
        var active: [Int] = []
        for here in edges.indices {
            let edge = edges[here]
            let (low, high) = (min(edge.y0, edge.y1), max(edge.y0, edge.y1))
            active.removeAll { edges[$0].x1 <= edge.x0 }
            for other in active {
                let (y0, y1) = (edges[other].y0, edges[other].y1)
                if max(y0, y1) >= low, min(y0, y1) <= high, !body(other, here) { return }
            }
            active.append(here)
        }
    }

    /// Where two edges change their order, strictly inside the columns they share; nil when they do not.
    private static func crossing(_ a: Edge, _ b: Edge) -> Double? {
        let (left, right) = (max(a.x0, b.x0), min(a.x1, b.x1))
        guard left < right else { return nil }
        let (before, after) = (a.y(at: left) - b.y(at: left), a.y(at: right) - b.y(at: right))
        guard (before < 0 && after > 0) || (before > 0 && after < 0) else { return nil }
        let x = left + (right - left) * (before / (before - after))
        return x > left && x < right ? x : nil
    }

    /// Adds the trapezoids of one slab.
    private static func add(_ crossed: [(y: Double, ring: Int)], width: Double, _ inside: inout RegionInside, _ areas: inout (first: Double, second: Double, shared: Double)) {
        for place in crossed.indices {
            inside.cross(crossed[place].ring)
            guard place + 1 < crossed.count, inside.first > 0 || inside.second > 0 else { continue }
            let area = (crossed[place + 1].y - crossed[place].y) * width
            if inside.first > 0 { areas.first += area }
            if inside.second > 0 { areas.second += area }
            if inside.first > 0 && inside.second > 0 { areas.shared += area }
        }
    }
}

/// What a walk that crosses one ring after the other is inside of.
struct RegionInside {
    private struct Ring {
        var piece: Int
        var isHole: Bool
        var isOdd = false
    }

    private struct Piece {
        var isSecond: Bool
        var outerIsOdd = false
        var oddHoles = 0
        var holdsIt: Bool { outerIsOdd && oddHoles == 0 }
    }

    private var rings: [Ring] = []
    private var pieces: [Piece] = []
    /// Pieces of either region that hold the place reached.
    private(set) var first = 0
    private(set) var second = 0

    /// The number of the new ring.
    mutating func addRing(isHole: Bool, ofNewPieceInSecond isSecond: Bool? = nil) -> Int32 {
        if let isSecond { pieces.append(Piece(isSecond: isSecond)) }
        rings.append(Ring(piece: pieces.count - 1, isHole: isHole))
        return Int32(rings.count - 1)
    }

    mutating func cross(_ ring: Int) {
        let piece = rings[ring].piece
        let was = pieces[piece].holdsIt
        rings[ring].isOdd.toggle()
        if rings[ring].isHole { pieces[piece].oddHoles += rings[ring].isOdd ? 1 : -1 } else { pieces[piece].outerIsOdd.toggle() }
        let change = (pieces[piece].holdsIt ? 1 : 0) - (was ? 1 : 0)
        if pieces[piece].isSecond { second += change } else { first += change }
    }
}
