import Records

/// One ring for a polygon with holes: each hole is joined to the outside by a cut without width, between the two corners that
/// are nearest. What formats with one ring per object hold of holes.
enum RingBridge {
    static func ring(_ polygon: PolygonRings) -> [Double] {
        var ring = polygon.outer
        for hole in polygon.holes where hole.count >= 6 { ring = join(ring, hole) }
        return ring
    }

    private static func join(_ ring: [Double], _ hole: [Double]) -> [Double] {
        var best = (outer: 0, hole: 0, distance: Double.infinity)
        for outer in stride(from: 0, to: ring.count, by: 2) {
            for inner in stride(from: 0, to: hole.count, by: 2) {
                let (dx, dy) = (ring[outer] - hole[inner], ring[outer + 1] - hole[inner + 1])
                if dx * dx + dy * dy < best.distance { best = (outer, inner, dx * dx + dy * dy) }
            }
        }
        let cut = Array(hole[best.hole...]) + Array(hole[..<best.hole]) + [hole[best.hole], hole[best.hole + 1]]
        return Array(ring[...(best.outer + 1)]) + cut + Array(ring[best.outer...])
    }
}
