import Records

/// Polygons with holes as runs: a pixel is set when its centre lies inside an odd number of rings of one of the polygons.
///
/// Exact for corners on pixel edges; otherwise the border is off by at most half a pixel. Cost: picture columns touched times corners.
enum PolygonRaster {
    static func runs(_ polygons: [PolygonRings], over size: PixelSize) -> [Int] {
        var builder = RunBuilder()
        let bounds = ShapeBounds.around(polygons.flatMap(\.outer)) ?? [0, 0, 0, 0]
        let first = max(0, Int(max(bounds[0], 0).rounded(.down)))
        let last = min(Double(size.width), bounds[2].rounded(.up))
        for column in first..<max(first, Int(last)) {
            var spans = polygons.flatMap { rows(of: $0, column, size.height) }
            spans.sort { ($0.from, $0.to) < ($1.from, $1.to) }
            var open = (from: 0, to: 0)
            for span in spans {
                if span.from > open.to {
                    builder.add(column * size.height + open.from, open.to - open.from)
                    open = span
                } else if open.to == 0 {
                    open = span
                } else {
                    open.to = max(open.to, span.to)
                }
            }
            builder.add(column * size.height + open.from, open.to - open.from)
        }
        return builder.finish(size.height * size.width)
    }

    /// Rows of one column whose centres are inside, in rising order.
    private static func rows(of polygon: PolygonRings, _ column: Int, _ height: Int) -> [(from: Int, to: Int)] {
        var crossings: [Double] = []
        for ring in [polygon.outer] + polygon.holes { cross(ring, Double(column) + 0.5, &crossings) }
        crossings.sort()
        return stride(from: 0, to: crossings.count - 1, by: 2).compactMap { place in
            let from = max(0, row(crossings[place])), to = min(Double(height), row(crossings[place + 1]))
            return from < to ? (Int(from), Int(to)) : nil
        }
    }

    /// The first row whose centre is at or behind `y`.
    private static func row(_ y: Double) -> Double { (y - 0.5).rounded(.up) }

    private static func cross(_ ring: [Double], _ x: Double, _ crossings: inout [Double]) {
        guard ring.count >= 6, ring.count % 2 == 0 else { return }
        for place in stride(from: 0, to: ring.count, by: 2) {
            let next = (place + 2) % ring.count
            let (x0, y0, x1, y1) = (ring[place], ring[place + 1], ring[next], ring[next + 1])
            guard (x0 <= x) != (x1 <= x) else { continue }
            crossings.append(y0 + (x - x0) / (x1 - x0) * (y1 - y0))
        }
    }
}
