import Foundation
import Records

/// Geometry of one annotation, in pixels of a picture of the given size.
struct PlaymentShape {
    let scale: (x: Double, y: Double)

    init(_ size: PixelSize) { scale = (Double(size.width), Double(size.height)) }

    /// `kind` is the list an annotation stands in, or its `type`: `rectangles`, `rectangle`, ...
    func shape(_ said: JSONValue, _ kind: String) -> Shape? {
        switch kind.hasSuffix("s") ? String(kind.dropLast()) : kind {
        case "rectangle", "2d_bounding_box", "bounding_box": rectangle(said)
        case "rotated_rectangle": rotated(said)
        case "polygon": VendorShapes.ring(walk(said))
        case "line", "polyline": VendorShapes.line(walk(said))
        case "landmark", "point": VendorShapes.point(said["point"] ?? said["coordinates"]?[0] ?? said["points"]?.object?.members.first?.value ?? said, by: scale).map(Shape.point)
        default: nil
        }
    }

    private func rectangle(_ said: JSONValue) -> Shape? {
        guard let corners = VendorShapes.points(said["coordinates"], by: scale), corners.count >= 4, let box = ShapeBounds.around(corners) else { return nil }
        if corners.count == 8, !isUpright(corners) { return rotated(said) }
        return .box(box)
    }

    private func isUpright(_ corners: [Double]) -> Bool {
        (0..<4).allSatisfy { side in
            let next = (side + 1) % 4
            return abs(corners[2 * side] - corners[2 * next]) < 0.01 || abs(corners[2 * side + 1] - corners[2 * next + 1]) < 0.01
        }
    }

    private func rotated(_ said: JSONValue) -> Shape? {
        guard let corners = VendorShapes.points(said["coordinates"], by: scale), corners.count == 8 else { return nil }
        let (dx, dy, ex, ey) = (corners[2] - corners[0], corners[3] - corners[1], corners[4] - corners[2], corners[5] - corners[3])
        let (width, height) = ((dx * dx + dy * dy).squareRoot(), (ex * ex + ey * ey).squareRoot())
        // Only four corners of a rectangle are one; others are a polygon.
        guard width > 0, height > 0, abs(dx * ex + dy * ey) < 0.01 * width * height + 0.01 else { return VendorShapes.ring(corners) }
        return .rotated([(corners[0] + corners[4]) / 2, (corners[1] + corners[5]) / 2, width, height, atan2(dy, dx) * 180 / .pi])
    }

    /// The points in the order in which edges join them, from the first point that has one edge, or the first of all; nil
    /// when the edges do not form one way through all points.
    private func walk(_ said: JSONValue) -> [Double]? {
        if let list = VendorShapes.points(said["coordinates"] ?? said["vertices"], by: scale) { return list }
        guard let points = said["points"]?.object, !points.isEmpty else { return nil }
        var neighbours: [String: [String]] = [:]
        for (_, edge) in said["edges"]?.object?.members ?? [] {
            guard let from = edge[0]?.string, let to = edge[1]?.string, points[from] != nil, points[to] != nil else { return nil }
            neighbours[from, default: []].append(to)
            neighbours[to, default: []].append(from)
        }
        guard var here = points.keys.first(where: { neighbours[$0]?.count == 1 }) ?? points.keys.first else { return nil }
        var (order, seen) = ([here], Set([here]))
        while let next = neighbours[here]?.first(where: { !seen.contains($0) }) {
            order.append(next)
            seen.insert(next)
            here = next
        }
        guard order.count == points.count else { return nil }
        var flat: [Double] = []
        for name in order {
            guard let point = VendorShapes.point(points[name], by: scale) else { return nil }
            flat += point
        }
        return flat
    }
}
