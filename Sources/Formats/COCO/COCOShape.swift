import Records

/// Ids of images as they are written: the one an image was read with where no other of its file has it, else the next number,
/// counted from 1 over all files.
struct COCOImageIDs {
    private var taken: [String: Set<COCOElement.ID>] = [:]
    private var next: Int64 = 1

    /// `isKept` is false when another image of the file has the id that was wanted.
    mutating func id(wanted: COCOElement.ID?, in file: String) -> (id: COCOElement.ID, isKept: Bool) {
        if let wanted, taken[file, default: []].insert(wanted).inserted {
            if wanted == .number(next) { next += 1 }
            return (wanted, true)
        }
        while !taken[file, default: []].insert(.number(next)).inserted { next += 1 }
        defer { next += 1 }
        return (.number(next), wanted == nil)
    }
}

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
        if start + size == end { return (size, true) }
        if start + size.nextUp == end { return (size.nextUp, true) }
        return start + size.nextDown == end ? (size.nextDown, true) : (size, false)
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
