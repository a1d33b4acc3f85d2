import Foundation

/// A map of the plane that keeps straight lines straight: flips, turns, scaling, shifts.
///
///     x' = a x + b y + tx
///     y' = c x + d y + ty
///
/// Flips and quarter turns have whole coefficients, so they are exact for every coordinate that a sum with the picture's
/// size leaves exact: all multiples of 2^-32 pixels on pictures below 2^20. Others come back within 1e-9.
public struct Affine: Sendable, Hashable {
    public var a: Double
    public var b: Double
    public var c: Double
    public var d: Double
    public var tx: Double
    public var ty: Double

    public init(a: Double, b: Double, c: Double, d: Double, tx: Double, ty: Double) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.tx = tx
        self.ty = ty
    }

    public static let identity = Affine(a: 1, b: 0, c: 0, d: 1, tx: 0, ty: 0)

    public static func scale(_ x: Double, _ y: Double) -> Affine { Affine(a: x, b: 0, c: 0, d: y, tx: 0, ty: 0) }

    public static func shift(_ x: Double, _ y: Double) -> Affine { Affine(a: 1, b: 0, c: 0, d: 1, tx: x, ty: y) }

    /// Clockwise on the screen (y runs down) about one point, which lands on another.
    public static func rotation(degrees: Double, about centre: (x: Double, y: Double), to landing: (x: Double, y: Double)) -> Affine {
        let (sine, cosine) = Angle.sineCosine(degrees)
        return Affine(
            a: cosine, b: -sine, c: sine, d: cosine,
            tx: landing.x - (cosine * centre.x - sine * centre.y), ty: landing.y - (sine * centre.x + cosine * centre.y))
    }

    public var determinant: Double { a * d - b * c }

    @inlinable public func x(_ x: Double, _ y: Double) -> Double { a * x + b * y + tx }
    @inlinable public func y(_ x: Double, _ y: Double) -> Double { c * x + d * y + ty }

    /// Points x, y, x, y ...
    public func apply(_ points: [Double]) -> [Double] {
        var result = points
        for place in stride(from: 0, to: points.count - 1, by: 2) {
            result[place] = x(points[place], points[place + 1])
            result[place + 1] = y(points[place], points[place + 1])
        }
        return result
    }

    /// First this map, then `next`.
    public func then(_ next: Affine) -> Affine {
        Affine(
            a: next.a * a + next.b * c, b: next.a * b + next.b * d, c: next.c * a + next.d * c, d: next.c * b + next.d * d,
            tx: next.x(tx, ty), ty: next.y(tx, ty))
    }

    /// The way back; nil when the plane was folded onto a line.
    public var inverse: Affine? {
        let determinant = determinant
        guard determinant != 0, determinant.isFinite else { return nil }
        let (p, q, r, s) = (d / determinant, -b / determinant, -c / determinant, a / determinant)
        return Affine(a: p, b: q, c: r, d: s, tx: -(p * tx + q * ty), ty: -(r * tx + s * ty))
    }

    /// Upright boxes stay upright: x and y are not mixed, or exchanged.
    public var keepsUpright: Bool { (b == 0 && c == 0) || (a == 0 && d == 0) }
    public var exchangesAxes: Bool { a == 0 && d == 0 }
}

/// Degrees.
public enum Angle {
    /// Exact at multiples of 90.
    public static func sineCosine(_ degrees: Double) -> (sine: Double, cosine: Double) {
        let turn = degrees.truncatingRemainder(dividingBy: 360)
        switch turn {
        case 0: return (0, 1)
        case 90, -270: return (1, 0)
        case 180, -180: return (0, -1)
        case 270, -90: return (-1, 0)
        default: return (sin(turn * .pi / 180), cos(turn * .pi / 180))
        }
    }

    /// The same direction in -180 < degrees <= 180.
    public static func normalised(_ degrees: Double) -> Double {
        let turn = degrees.truncatingRemainder(dividingBy: 360)
        return turn <= -180 ? turn + 360 : turn > 180 ? turn - 360 : turn
    }
}
