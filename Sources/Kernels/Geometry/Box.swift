/// An upright rectangle, and how far two of them cover each other.
///
/// Coordinates are pixel edges with the origin top left: the box covers x0 <= x < x1 and y0 <= y < y1, so its area is the
/// product of the differences, without "+ 1", and boxes that only touch share nothing.
public struct Box: Sendable, Hashable {
    public var x0: Double
    public var y0: Double
    public var x1: Double
    public var y1: Double

    public init(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) {
        self.x0 = x0
        self.y0 = y0
        self.x1 = x1
        self.y1 = y1
    }

    /// The whole of a picture.
    public init(width: Int, height: Int) { self.init(0, 0, Double(width), Double(height)) }

    /// The smallest box around points x, y, x, y ...; nil without points.
    public init?(around points: [Double]) {
        guard points.count >= 2 else { return nil }
        self.init(points[0], points[1], points[0], points[1])
        for place in stride(from: 2, to: points.count - 1, by: 2) {
            x0 = min(x0, points[place])
            x1 = max(x1, points[place])
            y0 = min(y0, points[place + 1])
            y1 = max(y1, points[place + 1])
        }
    }

    public var width: Double { x1 - x0 }
    public var height: Double { y1 - y0 }
    /// 0 for a box turned inside out.
    public var area: Double { max(x1 - x0, 0) * max(y1 - y0, 0) }

    /// Corners clockwise on the screen from the top left one: x, y, x, y ...
    public var ring: [Double] { [x0, y0, x1, y0, x1, y1, x0, y1] }

    /// The part both cover; nil when that has no area.
    public func intersection(_ other: Box) -> Box? {
        let shared = Box(max(x0, other.x0), max(y0, other.y0), min(x1, other.x1), min(y1, other.y1))
        return shared.x0 < shared.x1 && shared.y0 < shared.y1 ? shared : nil
    }

    public func union(_ other: Box) -> Box {
        Box(min(x0, other.x0), min(y0, other.y0), max(x1, other.x1), max(y1, other.y1))
    }

    public func sharedArea(with other: Box) -> Double {
        let width = min(x1, other.x1) - max(x0, other.x0)
        let height = min(y1, other.y1) - max(y0, other.y0)
        return width > 0 && height > 0 ? width * height : 0
    }

    /// Shared area over the area of the union (Jaccard, 1912); 0 when they only touch or have no area.
    public func iou(with other: Box) -> Double { Overlap.iou(shared: sharedArea(with: other), area, other.area) }

    /// Edges belong to it: for points, which have no extent.
    public func holds(_ x: Double, _ y: Double) -> Bool { x >= x0 && x <= x1 && y >= y0 && y <= y1 }
}

/// Shares of covered area.
public enum Overlap {
    public static func iou(shared: Double, _ first: Double, _ second: Double) -> Double {
        shared > 0 ? min(shared / (first + second - shared), 1) : 0
    }

    /// Twice the shared area over the sum (Dice, 1945): 2 IoU / (1 + IoU).
    public static func dice(ofIoU iou: Double) -> Double { 2 * iou / (1 + iou) }
}
