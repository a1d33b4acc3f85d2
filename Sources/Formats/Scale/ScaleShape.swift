import Foundation
import Records

/// One annotation's geometry.
enum ScaleShape {
    static func shape(_ said: JSONValue) -> Shape? {
        switch said["type"]?.string {
        case "box", nil: return said["rotation"]?.double.map { $0 != 0 } == true ? rotated(said) : VendorShapes.box(said) ?? boxFromCorners(said)
        case "polygon": return VendorShapes.ring(VendorShapes.points(said["vertices"]))
        case "line": return VendorShapes.line(VendorShapes.points(said["vertices"]))
        case "point": return VendorShapes.point(said).map(Shape.point)
        case "ellipse": return ellipse(said)
        case "cuboid": return cuboid(said)
        default: return nil
        }
    }

    private static func boxFromCorners(_ said: JSONValue) -> Shape? {
        guard let points = VendorShapes.points(said["vertices"]), points.count == 8, let box = ShapeBounds.around(points) else { return nil }
        return .box(box)
    }

    /// Degrees or radians are not told apart by the file: the corners are what counts.
    private static func rotated(_ said: JSONValue) -> Shape? {
        guard let corners = VendorShapes.points(said["vertices"]), corners.count == 8 else { return nil }
        let (dx, dy) = (corners[2] - corners[0], corners[3] - corners[1])
        let width = (dx * dx + dy * dy).squareRoot()
        let height = ((corners[4] - corners[2]) * (corners[4] - corners[2]) + (corners[5] - corners[3]) * (corners[5] - corners[3])).squareRoot()
        guard width > 0, height > 0 else { return nil }
        return .rotated([(corners[0] + corners[4]) / 2, (corners[1] + corners[5]) / 2, width, height, atan2(dy, dx) * 180 / .pi])
    }

    /// By its vertices: the four ends of its axes, in turn; or by `center` and `radius`.
    private static func ellipse(_ said: JSONValue) -> Shape? {
        if let ends = VendorShapes.points(said["vertices"]), ends.count == 8 {
            let (dx, dy, ex, ey) = ((ends[4] - ends[0]) / 2, (ends[5] - ends[1]) / 2, (ends[6] - ends[2]) / 2, (ends[7] - ends[3]) / 2)
            let (a, b) = ((dx * dx + dy * dy).squareRoot(), (ex * ex + ey * ey).squareRoot())
            guard a > 0, b > 0 else { return nil }
            return .ellipse([(ends[0] + ends[4]) / 2, (ends[1] + ends[5]) / 2, a, b, atan2(dy, dx) * 180 / .pi])
        }
        guard let centre = VendorShapes.point(said["center"]), let radius = VendorShapes.point(said["radius"]) ?? said["radius"]?.double.map({ [$0, $0] }), radius[0] > 0, radius[1] > 0 else { return nil }
        return .ellipse(centre + radius + [(said["rotation"]?.double ?? 0)])
    }

    /// Vertices are named by side: `face-topleft`, `side-bottomright`, ... Front and back are the boxes around each.
    private static func cuboid(_ said: JSONValue) -> Shape? {
        var sides: [[Double]] = [[], []]
        for vertex in said["vertices"]?.array ?? [] {
            guard let point = VendorShapes.point(vertex), let name = (vertex["type"] ?? vertex["description"])?.string else { return nil }
            sides[name.hasPrefix("face") ? 0 : 1] += point
        }
        guard let front = ShapeBounds.around(sides[0]), let back = ShapeBounds.around(sides[1]) else { return nil }
        return .cuboid(front: front, back: back)
    }

    /// A cuboid of lidar, world coordinates in metres.
    static func cuboid3D(_ said: JSONValue) -> Shape? {
        func three(_ value: JSONValue?) -> [Double]? {
            guard let x = value?["x"]?.double, let y = value?["y"]?.double, let z = value?["z"]?.double, x.isFinite, y.isFinite, z.isFinite else { return nil }
            return [x, y, z]
        }
        guard let centre = three(said["position"]), let size = three(said["dimensions"]), size.allSatisfy({ $0 > 0 }), let yaw = said["yaw"]?.double, yaw.isFinite else { return nil }
        let half = (yaw + .pi / 2) / 2
        return .cuboid3D(centre: centre, size: [size[1], size[0], size[2]], quaternion: [cos(half), 0, 0, sin(half)])
    }
}
