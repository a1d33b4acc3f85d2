import Foundation
import Records

/// Any shape with an area as polygons.
enum ShapeOutline {
    /// Corners of an ellipse's polygon: its area is then 99.4 % of the ellipse's.
    static let ellipseCorners = 32

    static func polygons(of shape: Shape) -> [PolygonRings]? {
        switch shape {
        case .polygons(let polygons): return polygons
        case .box(let box): return box.count == 4 ? [PolygonRings(outer: [box[0], box[1], box[2], box[1], box[2], box[3], box[0], box[3]])] : nil
        case .rotated(let values): return values.count == 5 ? [PolygonRings(outer: ShapeBounds.corners(ofRotated: values))] : nil
        case .ellipse(let values): return values.count == 5 ? [PolygonRings(outer: ring(ofEllipse: values))] : nil
        case .mask(let mask): return MaskOutline.polygons(mask)
        default: return nil
        }
    }

    private static func ring(ofEllipse values: [Double]) -> [Double] {
        let turn = values[4] * .pi / 180
        return (0..<ellipseCorners).flatMap { corner -> [Double] in
            let angle = 2 * .pi * Double(corner) / Double(ellipseCorners)
            let (x, y) = (values[2] * cos(angle), values[3] * sin(angle))
            return [values[0] + x * cos(turn) - y * sin(turn), values[1] + x * sin(turn) + y * cos(turn)]
        }
    }
}
