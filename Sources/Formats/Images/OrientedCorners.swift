import Foundation

/// Four corners of a turned box, in order round it, as centre, size and degrees clockwise.
enum OrientedCorners {
    /// nil without an area. Corners that are no exact rectangle give the rectangle with their middle and mean sides.
    static func rotated(_ p: [Double]) -> [Double]? {
        guard p.count == 8 else { return nil }
        let (cx, cy) = ((p[0] + p[2] + p[4] + p[6]) / 4, (p[1] + p[3] + p[5] + p[7]) / 4)
        // The top and bottom edges, averaged, are the width's direction.
        let (ux, uy) = ((p[2] - p[0] + p[4] - p[6]) / 2, (p[3] - p[1] + p[5] - p[7]) / 2)
        let (vx, vy) = ((p[6] - p[0] + p[4] - p[2]) / 2, (p[7] - p[1] + p[5] - p[3]) / 2)
        let (width, height) = ((ux * ux + uy * uy).squareRoot(), (vx * vx + vy * vy).squareRoot())
        guard width > 0, height > 0, width.isFinite, height.isFinite else { return nil }
        let degrees = uy == 0 ? (ux > 0 ? 0 : 180) : atan2(uy, ux) * 180 / .pi
        return [cx, cy, width, height, degrees]
    }
}
