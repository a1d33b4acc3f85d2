import Records

/// The geometry of one annotation, or of one frame of it.
enum DarwinShape {
    /// Members of an annotation that are geometry.
    static let names = ["polygon", "bounding_box", "ellipse", "keypoint", "line", "skeleton", "cuboid", "eye"]

    /// nil when there is none that is understood.
    static func shape(_ object: JSONObject) -> (kind: QuestionKind, shape: Shape)? {
        // The box of a polygon or an ellipse stands beside it.
        if let polygon = object["polygon"] { return self.polygon(polygon) }
        if let ellipse = object["ellipse"] { return self.ellipse(ellipse) }
        if let line = object["line"] {
            guard let points = JSONPoints.named(line["path"]), points.count >= 4 else { return nil }
            return (.polylines, .line(points))
        }
        if let point = object["keypoint"] {
            guard let x = JSONPoints.number(point["x"]), let y = JSONPoints.number(point["y"]) else { return nil }
            return (.points, .point([x, y]))
        }
        if let nodes = (object["skeleton"] ?? object["eye"])?["nodes"]?.array { return skeleton(nodes) }
        if let cuboid = object["cuboid"] {
            guard let front = box(cuboid["front"]), let back = box(cuboid["back"]) else { return nil }
            return (.cuboids, .cuboid(front: front, back: back))
        }
        return box(object["bounding_box"]).map { (.boxes, .box($0)) }
    }

    private static func box(_ value: JSONValue?) -> [Double]? {
        let numbers = ["x", "y", "w", "h"].compactMap { JSONPoints.number(value?[$0]) }
        guard numbers.count == 4, numbers[2] > 0, numbers[3] > 0 else { return nil }
        return [numbers[0], numbers[1], numbers[0] + numbers[2], numbers[1] + numbers[3]]
    }

    private static func polygon(_ value: JSONValue) -> (kind: QuestionKind, shape: Shape)? {
        let paths = value["paths"]?.array ?? (value["path"].map { [$0] } ?? []) + (value["additional_paths"]?.array ?? [])
        let rings = paths.compactMap(JSONPoints.named)
        guard rings.count == paths.count, !rings.isEmpty, rings.allSatisfy({ $0.count >= 6 }) else { return nil }
        return (.polygons, .polygons(RingNesting.polygons(rings)))
    }

    /// The angle is in radians.
    private static func ellipse(_ value: JSONValue) -> (kind: QuestionKind, shape: Shape)? {
        let numbers = [value["center"]?["x"], value["center"]?["y"], value["radius"]?["x"], value["radius"]?["y"]].compactMap(JSONPoints.number)
        guard numbers.count == 4, numbers[2] > 0, numbers[3] > 0 else { return nil }
        let angle = JSONPoints.number(value["angle"]) ?? 0
        return (.ellipses, .ellipse(numbers + [angle == 0 ? 0 : angle * 180 / .pi]))
    }

    private static func skeleton(_ nodes: [JSONValue]) -> (kind: QuestionKind, shape: Shape)? {
        var joints: [[Double]] = []
        for node in nodes {
            guard let x = JSONPoints.number(node["x"]), let y = JSONPoints.number(node["y"]) else { return nil }
            joints.append([x, y, node["occluded"]?.bool == true ? 1 : 2])
        }
        return joints.isEmpty ? nil : (.skeletons, .joints(joints))
    }
}
