/// The pixels of a region: those whose centre is in it.
///
/// Pixel (i, j) covers i ..< i + 1 and j ..< j + 1 and has its centre at (i + 0.5, j + 0.5). A centre exactly on a boundary
/// belongs to the region right of or below that boundary, so regions that share an edge never share a pixel and leave none out.
extension Region {
    /// - Parameter window: the picture, or the part of it that is looked at; pixels beyond are left out.
    public func mask(x: Int, y: Int, width: Int, height: Int) -> RunMask {
        let sweep = RegionSweep(self, Region([]))
        var spans: [RunMask.Span] = []
        guard let bounds, width > 0, height > 0 else { return RunMask(x: x, y: y, width: width, height: height, spans: spans) }
        let first = max(x, Self.firstCentre(atOrAfter: bounds.x0, x, x + width))
        let last = min(x + width, Self.firstCentre(atOrAfter: bounds.x1, x, x + width))
        for column in first..<max(first, last) {
            sweep.eachInside(at: Double(column) + 0.5) { low, high in
                let top = Self.firstCentre(atOrAfter: low, y, y + height)
                let bottom = Self.firstCentre(atOrAfter: high, y, y + height)
                if top < bottom { spans.append(RunMask.Span(column: column, top: top, bottom: bottom)) }
            }
        }
        return RunMask(x: x, y: y, width: width, height: height, spans: spans)
    }

    /// The window that holds the region, cut to a picture's size where one is given.
    public func mask(within picture: (width: Int, height: Int)? = nil) -> RunMask? {
        guard var box = bounds else { return nil }
        if let picture {
            guard let cut = box.intersection(Box(width: picture.width, height: picture.height)) else { return nil }
            box = cut
        }
        guard [box.x0, box.y0, box.x1, box.y1].allSatisfy({ $0.magnitude < 1e6 }) else { return nil }
        let (x, y) = (Int(box.x0.rounded(.down)), Int(box.y0.rounded(.down)))
        return mask(x: x, y: y, width: Int(box.x1.rounded(.up)) - x, height: Int(box.y1.rounded(.up)) - y)
    }

    private static func firstCentre(atOrAfter place: Double, _ low: Int, _ high: Int) -> Int {
        let ceiling = (place - 0.5).rounded(.up)
        return ceiling <= Double(low) ? low : ceiling >= Double(high) ? high : Int(ceiling)
    }
}

extension RegionSweep {
    /// Stretches low ..< high of the upright line at `x` that are inside of the first region, from the top, apart from each other.
    func eachInside(at x: Double, _ body: (Double, Double) -> Void) {
        var crossed: [(y: Double, ring: Int)] = []
        for edge in edges {
            if edge.x0 > x { break }
            if edge.x1 > x { crossed.append((edge.y(at: x), Int(edge.ring))) }
        }
        crossed.sort { $0.y != $1.y ? $0.y < $1.y : $0.ring < $1.ring }
        var inside = outside
        var start = 0.0
        for (y, ring) in crossed {
            let was = inside.first
            inside.cross(ring)
            if was == 0 && inside.first > 0 { start = y }
            if was > 0 && inside.first == 0 && start < y { body(start, y) }
        }
    }
}
