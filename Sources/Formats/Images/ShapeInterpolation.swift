import Foundation
import Records

/// A shape on its way from one key frame to the next.
///
/// Coordinates move evenly; angles take the shorter way round; rings and lines of as many points move point by point,
/// others by `CurveMatching`. Masks, and shapes of two different kinds, stand until the next key frame.
enum ShapeInterpolation {
    /// The shape `step` of `count` steps on the way; whole numbers stay exact where the quotient is whole.
    static func between(_ from: Shape, _ to: Shape, step: Int, of count: Int) -> Shape {
        let way = Way(step: Double(step), count: Double(count))
        switch (from, to) {
        case (.box(let a), .box(let b)): return way.points(a, b).map(Shape.box) ?? from
        case (.rotated(let a), .rotated(let b)): return turned(a, b, way).map(Shape.rotated) ?? from
        case (.box(let a), .rotated(let b)): return upright(a).flatMap { turned($0, b, way) }.map(Shape.rotated) ?? from
        case (.rotated(let a), .box(let b)): return upright(b).flatMap { turned(a, $0, way) }.map(Shape.rotated) ?? from
        case (.ellipse(let a), .ellipse(let b)): return turned(a, b, way).map(Shape.ellipse) ?? from
        case (.point(let a), .point(let b)): return way.points(a, b).map(Shape.point) ?? from
        case (.line(let a), .line(let b)): return curve(a, b, way, isClosed: false).map(Shape.line) ?? from
        case (.polygons(let a), .polygons(let b)): return polygons(a, b, way).map(Shape.polygons) ?? from
        case (.joints(let a), .joints(let b)): return joints(a, b, way).map(Shape.joints) ?? from
        case (.cuboid(let front, let back), .cuboid(let nextFront, let nextBack)):
            guard let front = way.points(front, nextFront), let back = way.points(back, nextBack) else { return from }
            return .cuboid(front: front, back: back)
        case (.cuboid3D(let centre, let size, let turn), .cuboid3D(let nextCentre, let nextSize, let nextTurn)):
            guard let centre = way.points(centre, nextCentre), let size = way.points(size, nextSize), let turn = quaternion(turn, nextTurn, way) else { return from }
            return .cuboid3D(centre: centre, size: size, quaternion: turn)
        default: return from
        }
    }

    struct Way {
        var step: Double
        var count: Double

        /// Multiplied before it is divided: exact for whole numbers whose quotient is whole.
        func number(_ a: Double, _ b: Double) -> Double { a + (b - a) * step / count }

        /// nil when they are not as many.
        func points(_ a: [Double], _ b: [Double]) -> [Double]? {
            guard a.count == b.count else { return nil }
            return zip(a, b).map(number)
        }
    }

    /// x0, y0, x1, y1 as centre, size and no angle.
    private static func upright(_ box: [Double]) -> [Double]? {
        guard box.count == 4 else { return nil }
        return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[2] - box[0], box[3] - box[1], 0]
    }

    private static func turned(_ a: [Double], _ b: [Double], _ way: Way) -> [Double]? {
        guard a.count == 5, b.count == 5, var values = way.points(a, b) else { return nil }
        values[4] = a[4] + shortestArc(from: a[4], to: b[4]) * way.step / way.count
        return values
    }

    /// Degrees in (-180, 180].
    private static func shortestArc(from: Double, to: Double) -> Double {
        let arc = (to - from).remainder(dividingBy: 360)
        return arc == -180 ? 180 : arc
    }

    private static func polygons(_ a: [PolygonRings], _ b: [PolygonRings], _ way: Way) -> [PolygonRings]? {
        guard a.count == b.count, zip(a, b).allSatisfy({ $0.holes.count == $1.holes.count }) else { return nil }
        var polygons: [PolygonRings] = []
        for (left, right) in zip(a, b) {
            let holes = zip(left.holes, right.holes).compactMap { curve($0, $1, way, isClosed: true) }
            guard let outer = curve(left.outer, right.outer, way, isClosed: true), holes.count == left.holes.count else { return nil }
            polygons.append(PolygonRings(outer: outer, holes: holes))
        }
        return polygons
    }

    private static func curve(_ a: [Double], _ b: [Double], _ way: Way, isClosed: Bool) -> [Double]? {
        way.points(a, b) ?? CurveMatching(a, b, isClosed: isClosed)?.points(way)
    }

    /// Visibility is that of the frame before.
    private static func joints(_ a: [[Double]], _ b: [[Double]], _ way: Way) -> [[Double]]? {
        guard a.count == b.count, (a + b).allSatisfy({ $0.count == 3 }) else { return nil }
        return zip(a, b).map { [way.number($0[0], $1[0]), way.number($0[1], $1[1]), $0[2]] }
    }

    /// Along the great circle, the shorter way.
    private static func quaternion(_ a: [Double], _ b: [Double], _ way: Way) -> [Double]? {
        guard a.count == 4, b.count == 4 else { return nil }
        let cosine = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        let near = cosine < 0 ? b.map { -$0 } : b
        let angle = acos(min(1, cosine.magnitude))
        let part = way.step / way.count
        guard angle > 1e-6 else { return a }
        return zip(a, near).map { ($0 * sin((1 - part) * angle) + $1 * sin(part * angle)) / sin(angle) }
    }
}
