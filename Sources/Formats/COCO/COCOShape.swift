import Records

/// What COCO says of a shape beside the shape: its `bbox` and its `area`.
enum COCOShape {
    /// x, y, width, height; nil for shapes without an area.
    static func bbox(_ shape: Shape) -> [Double]? {
        guard let box = ShapeBounds.box(of: shape) else { return nil }
        return [box[0], box[1], extent(box[0], box[2]).size, extent(box[1], box[3]).size]
    }

    /// The size that leads from `start` to exactly `end` again when a reader adds it; `isExact` is false when no double does.
    static func extent(_ start: Double, _ end: Double) -> (size: Double, isExact: Bool) {
        let size = end - start
        for candidate in [size, size.nextUp, size.nextDown] where start + candidate == end { return (candidate, true) }
        return (size, false)
    }

    /// Pixels of a mask; the shoelace formula for polygons.
    static func area(_ shape: Shape) -> Double? {
        switch shape {
        case .mask(let mask): MaskRuns(mask).map { Double($0.area) }
        case .polygons(let polygons): polygons.reduce(0.0) { $0 + ShapeBounds.area($1.outer) - $1.holes.reduce(0) { $0 + ShapeBounds.area($1) } }
        default: bbox(shape).map { $0[2] * $0[3] }
        }
    }
}
