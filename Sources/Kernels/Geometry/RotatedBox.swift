import Foundation

/// A rectangle, or an ellipse in it, that stands at an angle: centre, full width and height, degrees clockwise.
///
/// The angle tells where the sides lie, not where a front is: (w, h, 30) and (h, w, 120) are the same rectangle, and
/// `mapped` uses that to keep flips and quarter turns free of rounding.
public struct RotatedBox: Sendable, Hashable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double
    public var degrees: Double

    public init(x: Double, y: Double, width: Double, height: Double, degrees: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
        self.degrees = degrees
    }

    public var area: Double { max(width, 0) * max(height, 0) }

    /// Corners in order, starting with the one that is top left at 0 degrees: x, y, x, y ...
    public var ring: [Double] {
        let (sine, cosine) = Angle.sineCosine(degrees)
        var points: [Double] = []
        points.reserveCapacity(8)
        for (u, v) in [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)] {
            points.append(x + cosine * u * width - sine * v * height)
            points.append(y + sine * u * width + cosine * v * height)
        }
        return points
    }

    /// The ellipse inside, as a polygon of the same area: `steps` corners, a little outside and inside the curve.
    public func ellipseRing(steps: Int = 256) -> [Double] {
        let (sine, cosine) = Angle.sineCosine(degrees)
        let step = 2 * Double.pi / Double(steps)
        let swell = (step / sin(step)).squareRoot()
        var points: [Double] = []
        points.reserveCapacity(2 * steps)
        for place in 0..<steps {
            let (u, v) = (swell * width / 2 * cos(Double(place) * step), swell * height / 2 * sin(Double(place) * step))
            points.append(x + cosine * u - sine * v)
            points.append(y + sine * u + cosine * v)
        }
        return points
    }

    /// The smallest upright box around the ellipse inside.
    public var ellipseBounds: Box {
        let (sine, cosine) = Angle.sineCosine(degrees)
        let w = ((width * cosine) * (width * cosine) + (height * sine) * (height * sine)).squareRoot() / 2
        let h = ((width * sine) * (width * sine) + (height * cosine) * (height * cosine)).squareRoot() / 2
        return Box(x - w, y - h, x + w, y + h)
    }

    /// Exact by clipping one rectangle with the other; 0 when they only touch.
    public func sharedArea(with other: RotatedBox) -> Double {
        ConvexRing.area(ConvexRing.clip(ring, by: other.ring))
    }

    public func iou(with other: RotatedBox) -> Double { Overlap.iou(shared: sharedArea(with: other), area, other.area) }

    /// The rectangle after the map.
    ///
    /// Exact for every map that keeps angles. One that does not (unequal scaling of a tilted rectangle) makes a
    /// parallelogram of it: the result has its centre, the direction and length of its width, and its area.
    public func mapped(by map: Affine) -> RotatedBox {
        let centre = (map.x(x, y), map.y(x, y))
        if map.keepsUpright {
            let (across, down) = map.exchangesAxes ? (map.b.magnitude, map.c.magnitude) : (map.a.magnitude, map.d.magnitude)
            if across == down || degrees == 0 {
                let (w, h) = map.exchangesAxes ? (height, width) : (width, height)
                return RotatedBox(
                    x: centre.0, y: centre.1, width: w * across, height: h * down, degrees: map.determinant < 0 ? 0 - degrees : degrees)
            }
        }
        let (sine, cosine) = Angle.sineCosine(degrees)
        let (u, v) = (map.a * cosine + map.b * sine, map.c * cosine + map.d * sine)
        let stretch = (u * u + v * v).squareRoot()
        return RotatedBox(
            x: centre.0, y: centre.1, width: width * stretch, height: height * map.determinant.magnitude / stretch,
            degrees: Angle.normalised(atan2(v, u) * 180 / .pi))
    }

    /// The ellipse inside after the map: exact for every map, by the singular values of its axes.
    public func ellipseMapped(by map: Affine) -> RotatedBox {
        let isSimilarity = (map.a * map.c + map.b * map.d).magnitude < 1e-12 * map.determinant.magnitude
            && (map.a * map.a + map.b * map.b - map.c * map.c - map.d * map.d).magnitude < 1e-12 * map.determinant.magnitude
        if isSimilarity || (map.keepsUpright && degrees == 0) { return mapped(by: map) }
        let (sine, cosine) = Angle.sineCosine(degrees)
        let (p, q) = ((map.a * cosine + map.b * sine) * width, (-map.a * sine + map.b * cosine) * height)
        let (r, s) = ((map.c * cosine + map.d * sine) * width, (-map.c * sine + map.d * cosine) * height)
        let (e, f, g, h) = ((p + s) / 2, (p - s) / 2, (r + q) / 2, (r - q) / 2)
        let (sum, difference) = ((e * e + h * h).squareRoot(), (f * f + g * g).squareRoot())
        let angle = (atan2(g, f) + atan2(h, e)) / 2
        return RotatedBox(
            x: map.x(x, y), y: map.y(x, y), width: sum + difference, height: (sum - difference).magnitude,
            degrees: Angle.normalised(angle * 180 / .pi))
    }
}

/// Rings without dents, as x, y, x, y ...
public enum ConvexRing {
    /// The part of `ring` inside `window`, both convex, either turning sense (Sutherland and Hodgman, 1974, doi 10.1145/360767.360802).
    public static func clip(_ ring: [Double], by window: [Double]) -> [Double] {
        let sense = signedArea(window) < 0 ? -1.0 : 1.0
        var result = ring
        for place in stride(from: 0, to: window.count, by: 2) {
            let next = (place + 2) % window.count
            let (x, y) = (window[place], window[place + 1])
            let (dx, dy) = (window[next] - x, window[next + 1] - y)
            result = cut(result) { sense * (dx * ($1 - y) - dy * ($0 - x)) }
            if result.isEmpty { break }
        }
        return result
    }

    /// Keeps where `side` is not negative.
    private static func cut(_ ring: [Double], _ side: (Double, Double) -> Double) -> [Double] {
        var kept: [Double] = []
        kept.reserveCapacity(ring.count + 4)
        guard ring.count >= 6 else { return [] }
        var (px, py) = (ring[ring.count - 2], ring[ring.count - 1])
        var before = side(px, py)
        for place in stride(from: 0, to: ring.count, by: 2) {
            let (x, y) = (ring[place], ring[place + 1])
            let here = side(x, y)
            if (here >= 0) != (before >= 0) {
                let share = before / (before - here)
                kept += [px + (x - px) * share, py + (y - py) * share]
            }
            if here >= 0 { kept += [x, y] }
            (px, py, before) = (x, y, here)
        }
        return kept
    }

    public static func area(_ ring: [Double]) -> Double { signedArea(ring).magnitude }

    /// Shoelace, about the first point so that far-away rings lose nothing; positive when clockwise on the screen.
    public static func signedArea(_ ring: [Double]) -> Double {
        guard ring.count >= 6 else { return 0 }
        let (ox, oy) = (ring[0], ring[1])
        var sum = 0.0
        for place in stride(from: 2, to: ring.count - 3, by: 2) {
            sum += (ring[place] - ox) * (ring[place + 3] - oy) - (ring[place + 2] - ox) * (ring[place + 1] - oy)
        }
        return sum / 2
    }
}
