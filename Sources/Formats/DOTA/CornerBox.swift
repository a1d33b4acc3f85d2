import Foundation
import Records

/// Four corners, clockwise from the object's own top left, as a rotated box.
///
/// Corners of a rectangle give exactly that rectangle; any others the smallest rectangle around them that looks the same
/// way, as the kits of such datasets do. Angles lie in [0, 360).
enum CornerBox {
    /// Centre, size, degrees clockwise, each to `decimals` digits; nil without an area.
    static func rotated(_ corners: [Double], decimals: Int) -> [Double]? {
        guard corners.count == 8, corners.allSatisfy({ $0.isFinite && $0.magnitude < 1e9 }) else { return nil }
        let points = stride(from: 0, to: 8, by: 2).map { (x: corners[$0], y: corners[$0 + 1]) }
        let heading = direction(points[0], points[1]) ?? 0
        guard let box = rectangle(points, heading) ?? smallest(points, heading), box[2] > 0, box[3] > 0 else { return nil }
        guard case .rotated(var rounded) = Shape.rotated(box).rounded(to: decimals) else { return nil }
        if rounded[4] >= 360 { rounded[4] -= 360 }
        return rounded[2] > 0 && rounded[3] > 0 ? rounded : nil
    }

    /// Whether the box has the corners, but for rounding.
    static func has(_ box: [Double], _ corners: [Double]) -> Bool {
        zip(ShapeBounds.corners(ofRotated: box), corners).allSatisfy { ($0 - $1).magnitude <= 1e-6 }
    }

    /// In shares of a picture of unknown size: whether opposite sides are the same, which a turned rectangle's are in any size.
    static func isRectangle(_ corners: [Double]) -> Bool {
        guard corners.count == 8 else { return false }
        return (corners[0] + corners[4] - corners[2] - corners[6]).magnitude < 1e-4 && (corners[1] + corners[5] - corners[3] - corners[7]).magnitude < 1e-4
    }

    private typealias Point = (x: Double, y: Double)

    /// Degrees in [0, 360); nil for two equal points.
    private static func direction(_ a: Point, _ b: Point) -> Double? {
        if a == b { return nil }
        let degrees = atan2(b.y - a.y, b.x - a.x) * 180 / .pi
        return degrees < 0 ? degrees + 360 : degrees
    }

    private static func distance(_ a: Point, _ b: Point) -> Double { ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot() }

    private static func rectangle(_ points: [Point], _ heading: Double) -> [Double]? {
        let (width, height) = (distance(points[0], points[1]), distance(points[1], points[2]))
        let centre = (x: points.reduce(0) { $0 + $1.x } / 4, y: points.reduce(0) { $0 + $1.y } / 4)
        let box = [centre.x, centre.y, width, height, heading]
        return has(box, points.flatMap { [$0.x, $0.y] }) ? box : nil
    }

    /// The smallest area over the directions of all sides and diagonals; turned so that it looks as the first side does.
    private static func smallest(_ points: [Point], _ heading: Double) -> [Double]? {
        var best: [Double]?
        for first in 0..<3 {
            for second in (first + 1)..<4 {
                guard let side = direction(points[first], points[second]) else { continue }
                let quarters = ((heading - side) / 90).rounded()
                let box = around(points, side + quarters * 90)
                if best.map({ box[2] * box[3] < $0[2] * $0[3] }) ?? true { best = box }
            }
        }
        return best
    }

    private static func around(_ points: [Point], _ degrees: Double) -> [Double] {
        let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
        let along = points.map { $0.x * cosine + $0.y * sine }, across = points.map { $0.y * cosine - $0.x * sine }
        let (left, right) = (along.min() ?? 0, along.max() ?? 0), (top, bottom) = (across.min() ?? 0, across.max() ?? 0)
        let (u, v) = ((left + right) / 2, (top + bottom) / 2)
        let turn = degrees.truncatingRemainder(dividingBy: 360)
        return [u * cosine - v * sine, u * sine + v * cosine, right - left, bottom - top, turn < 0 ? turn + 360 : turn]
    }
}
