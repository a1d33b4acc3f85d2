import Foundation
import Records

/// The smallest upright box around a drawn shape, for formats that hold nothing else.
enum ShapeBounds {
    /// x0, y0, x1, y1; nil for shapes without an area and for what is not drawn on a picture.
    static func box(of shape: Shape) -> [Double]? {
        switch shape {
        case .box(let box): return box.count == 4 ? box : nil
        case .rotated(let values): return values.count == 5 ? around(corners(ofRotated: values)) : nil
        case .ellipse(let values): return values.count == 5 ? ellipse(values) : nil
        case .polygons(let polygons): return around(polygons.flatMap(\.outer))
        case .line(let points): return around(points)
        case .joints(let joints): return around(joints.filter { $0.count == 3 && $0[2] > 0 }.flatMap { [$0[0], $0[1]] })
        case .mask(let mask): return MaskRuns(mask)?.bounds
        case .cuboid(let front, let back): return around(front + back)
        default: return nil
        }
    }

    /// Corners clockwise from the top left one before turning; degrees clockwise about the centre.
    static func corners(ofRotated values: [Double]) -> [Double] {
        let (cx, cy, w, h) = (values[0], values[1], values[2] / 2, values[3] / 2)
        let (sine, cosine) = sineAndCosine(values[4])
        let offsets: [(x: Double, y: Double)] = [(-w, -h), (w, -h), (w, h), (-w, h)]
        var points: [Double] = []
        for offset in offsets {
            points.append(cx + offset.x * cosine - offset.y * sine)
            points.append(cy + offset.x * sine + offset.y * cosine)
        }
        return points
    }

    private static func ellipse(_ values: [Double]) -> [Double] {
        let (sine, cosine) = sineAndCosine(values[4])
        let halfWidth = (values[2] * cosine * values[2] * cosine + values[3] * sine * values[3] * sine).squareRoot()
        let halfHeight = (values[2] * sine * values[2] * sine + values[3] * cosine * values[3] * cosine).squareRoot()
        return [values[0] - halfWidth, values[1] - halfHeight, values[0] + halfWidth, values[1] + halfHeight]
    }

    /// Exact at multiples of 90 degrees.
    private static func sineAndCosine(_ degrees: Double) -> (Double, Double) {
        let turn = degrees.truncatingRemainder(dividingBy: 360)
        switch turn < 0 ? turn + 360 : turn {
        case 0: return (0, 1)
        case 90: return (1, 0)
        case 180: return (0, -1)
        case 270: return (-1, 0)
        default: return (sin(turn * .pi / 180), cos(turn * .pi / 180))
        }
    }

    static func around(_ points: [Double]) -> [Double]? {
        guard points.count >= 4, points.count % 2 == 0 else { return nil }
        var box = [points[0], points[1], points[0], points[1]]
        for place in stride(from: 0, to: points.count, by: 2) {
            box[0] = min(box[0], points[place])
            box[1] = min(box[1], points[place + 1])
            box[2] = max(box[2], points[place])
            box[3] = max(box[3], points[place + 1])
        }
        return box[0] < box[2] && box[1] < box[3] ? box : nil
    }

    /// Twice the signed area by the shoelace formula, halved; without the sign.
    static func area(_ ring: [Double]) -> Double {
        guard ring.count >= 6, ring.count % 2 == 0 else { return 0 }
        var sum = 0.0
        for place in stride(from: 0, to: ring.count, by: 2) {
            let next = (place + 2) % ring.count
            sum += ring[place] * ring[next + 1] - ring[next] * ring[place + 1]
        }
        return (sum / 2).magnitude
    }

    /// Half a pixel outside is rounding; more is worth a look.
    static func isOutside(_ box: [Double], _ size: PixelSize?) -> Bool {
        guard let size else { return false }
        return box[0] < -0.5 || box[1] < -0.5 || box[2] > Double(size.width) + 0.5 || box[3] > Double(size.height) + 0.5
    }

    static func isFinite(_ values: [Double]) -> Bool { values.allSatisfy(\.isFinite) }
}
