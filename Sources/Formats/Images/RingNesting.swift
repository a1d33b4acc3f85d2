import Records

/// Rings in a heap, as formats list the borders of a shape without saying which are holes: by the even-odd rule a ring within
/// an odd number of others is a hole of the smallest of them, any other the outside of a piece.
enum RingNesting {
    static func polygons(_ rings: [[Double]]) -> [PolygonRings] {
        guard rings.count > 1 else { return rings.map { PolygonRings(outer: $0) } }
        let areas = rings.map(ShapeBounds.area)
        let around = rings.indices.map { inner in rings.indices.filter { $0 != inner && isWithin(inner, $0, rings, areas) } }
        var places: [Int: Int] = [:]
        var polygons: [PolygonRings] = []
        for place in rings.indices where around[place].count % 2 == 0 {
            places[place] = polygons.count
            polygons.append(PolygonRings(outer: rings[place]))
        }
        for place in rings.indices where around[place].count % 2 == 1 {
            let owner = around[place].filter { around[$0].count % 2 == 0 }.min { areas[$0] < areas[$1] }
            if let owner, let polygon = places[owner] { polygons[polygon].holes.append(rings[place]) } else { polygons.append(PolygonRings(outer: rings[place])) }
        }
        return polygons
    }

    /// A smaller ring most of whose corners lie inside: corners may touch the border.
    private static func isWithin(_ inner: Int, _ outer: Int, _ rings: [[Double]], _ areas: [Double]) -> Bool {
        guard areas[inner] < areas[outer] || (areas[inner] == areas[outer] && outer < inner) else { return false }
        let ring = rings[inner]
        let corners = stride(from: 0, to: ring.count - 1, by: 2)
        let inside = corners.reduce(0) { $0 + (contains(rings[outer], ring[$1], ring[$1 + 1]) ? 1 : 0) }
        return 2 * inside > ring.count / 2
    }

    private static func contains(_ ring: [Double], _ x: Double, _ y: Double) -> Bool {
        var isInside = false
        for place in stride(from: 0, to: ring.count - 1, by: 2) {
            let next = (place + 2) % ring.count
            let (x0, y0, x1, y1) = (ring[place], ring[place + 1], ring[next], ring[next + 1])
            if (y0 <= y) != (y1 <= y), x < x0 + (y - y0) / (y1 - y0) * (x1 - x0) { isInside.toggle() }
        }
        return isInside
    }
}
