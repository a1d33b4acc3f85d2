import Records

/// One region: a shape, and any number of tags.
struct VoTTRegion {
    var kind: QuestionKind
    var shape: Shape
    var tags: [String]
    var rest: JSONObject

    /// nil for what is no region; `reason` then says why.
    init?(_ value: JSONValue, _ reason: inout String) {
        guard let object = value.object else { reason = "is no object"; return nil }
        let type = object["type"]?.string ?? "RECTANGLE"
        let points = JSONPoints.named(object["points"]) ?? []
        switch type {
        case "RECTANGLE", "SQUARE":
            guard let box = Self.box(object["boundingBox"]) ?? ShapeBounds.around(points), box[0] < box[2], box[1] < box[3] else { reason = "(\(type)) has no box with an area"; return nil }
            (kind, shape) = (.boxes, .box(box))
        case "POLYGON" where points.count >= 6: (kind, shape) = (.polygons, .polygons([PolygonRings(outer: points)]))
        case "POLYLINE" where points.count >= 4: (kind, shape) = (.polylines, .line(points))
        case "POINT" where points.count >= 2: (kind, shape) = (.points, .point(Array(points[..<2])))
        case "POLYGON", "POLYLINE", "POINT":
            reason = "(\(type)) has \(points.count / 2) points"
            return nil
        default:
            reason = "has the type `\(type)`, which is none of VoTT's"
            return nil
        }
        tags = (object["tags"]?.array ?? []).compactMap(\.string)
        // Ids are random, and bounding boxes follow from the points.
        rest = object.without(["id", "type", "tags", "boundingBox", "points"])
    }

    private static func box(_ value: JSONValue?) -> [Double]? {
        let numbers = ["left", "top", "width", "height"].compactMap { JSONPoints.number(value?[$0]) }
        return numbers.count == 4 ? [numbers[0], numbers[1], numbers[0] + numbers[2], numbers[1] + numbers[3]] : nil
    }
}
