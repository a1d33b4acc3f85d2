import Records

/// The geometry of one object, in pixels of its data unit.
struct EncordShape {
    let size: PixelSize

    private var width: Double { Double(size.width) }
    private var height: Double { Double(size.height) }

    /// nil when it is broken or not understood.
    func shape(_ object: JSONValue) -> (kind: QuestionKind, shape: Shape)? {
        if let box = object["boundingBox"] { return corners(box).map { (.boxes, .box([$0[0], $0[1], $0[0] + $0[2], $0[1] + $0[3]])) } }
        if let box = object["rotatableBoundingBox"] {
            return corners(box).map { (.rotatedBoxes, .rotated([$0[0] + $0[2] / 2, $0[1] + $0[3] / 2, $0[2], $0[3], JSONPoints.number(box["theta"]) ?? 0])) }
        }
        if let all = object["polygons"]?.array, !all.isEmpty { return polygons(all) }
        if let polygon = object["polygon"] {
            guard let ring = points(polygon), ring.count >= 6 else { return nil }
            return (.polygons, .polygons([PolygonRings(outer: ring)]))
        }
        if let line = object["polyline"] {
            guard let points = points(line), points.count >= 4 else { return nil }
            return (.polylines, .line(points))
        }
        if let point = object["point"] {
            guard let points = points(point), points.count == 2 else { return nil }
            return (.points, .point(points))
        }
        if let skeleton = object["skeleton"] { return joints(skeleton) }
        if let mask = object["bitmask"] { return self.mask(mask).map { (.masks, .mask($0)) } }
        return round(object)
    }

    /// left, top, width, height.
    private func corners(_ box: JSONValue) -> [Double]? {
        let n = ["x", "y", "w", "h"].compactMap { JSONPoints.number(box[$0]) }
        guard n.count == 4, n[2] > 0, n[3] > 0 else { return nil }
        return [n[0] * width, n[1] * height, n[2] * width, n[3] * height]
    }

    /// Points by number (`{"0": {"x": ..}}`), in that order, or a list.
    private static func ordered(_ value: JSONValue) -> [JSONValue]? {
        if let list = value.array { return list }
        guard let object = value.object else { return nil }
        let numbered = object.members.compactMap { member in Int(member.key).map { ($0, member.value) } }
        return numbered.count == object.count ? numbered.sorted { $0.0 < $1.0 }.map(\.1) : nil
    }

    private func points(_ value: JSONValue) -> [Double]? {
        Self.ordered(value).flatMap { JSONPoints.named(.array($0)) }.map(pixels)
    }

    private func pixels(_ shares: [Double]) -> [Double] { shares.enumerated().map { $0.element * ($0.offset % 2 == 0 ? width : height) } }

    /// Polygons of contours of numbers in a row: the first contour is the outside, the others are holes.
    private func polygons(_ all: [JSONValue]) -> (kind: QuestionKind, shape: Shape)? {
        var found: [PolygonRings] = []
        for polygon in all {
            let contours = (polygon.array ?? []).compactMap(JSONPoints.numbers).filter { $0.count >= 6 && $0.count % 2 == 0 }.map(pixels)
            guard let outer = contours.first else { return nil }
            found.append(PolygonRings(outer: outer, holes: Array(contours.dropFirst())))
        }
        return (.polygons, .polygons(found))
    }

    private func joints(_ value: JSONValue) -> (kind: QuestionKind, shape: Shape)? {
        guard let nodes = Self.ordered(value["values"] ?? value), !nodes.isEmpty else { return nil }
        var joints: [[Double]] = []
        for node in nodes {
            guard let x = JSONPoints.number(node["x"]), let y = JSONPoints.number(node["y"]) else { return nil }
            let visibility = node["visibility"]?.string
            let isHidden = visibility == "occluded" || node["occluded"]?.bool == true || node["visible"]?.bool == false
            joints.append([x * width, y * height, visibility == "invisible" ? 0 : isHidden ? 1 : 2])
        }
        return (.skeletons, .joints(joints))
    }

    /// Runs along the rows of the window, in COCO's letters.
    private func mask(_ value: JSONValue) -> Mask? {
        func whole(_ name: String) -> Int? { JSONPoints.number(value[name]).flatMap { Int(exactly: $0) } }
        guard let text = (value["rleString"] ?? value["rle_string"])?.string, let runs = COCORuns.decode(text), let window = PixelSize(json: value["width"], value["height"]),
              let mask = RowRuns.mask(runs, window) else { return nil }
        let (left, top) = (whole("left") ?? 0, whole("top") ?? 0)
        guard left.magnitude < 1 << 30, top.magnitude < 1 << 30 else { return nil }
        return Mask(size: mask.size, runs: mask.runs, at: [mask.at[0] + left, mask.at[1] + top])
    }

    /// Circles, whose radius is a share of the width whatever the height, and ellipses.
    private func round(_ object: JSONValue) -> (kind: QuestionKind, shape: Shape)? {
        guard let value = object["circle"] ?? object["ellipse"], let x = JSONPoints.number(value["x"]), let y = JSONPoints.number(value["y"]) else { return nil }
        let degrees = JSONPoints.number(value["theta"]) ?? 0
        if let r = JSONPoints.number(value["r"]), r > 0 {
            return (.ellipses, .ellipse([x * width, y * height, r * width, r * width * (JSONPoints.number(value["stretch"]) ?? 1), degrees]))
        }
        guard let rx = JSONPoints.number(value["rx"]), let ry = JSONPoints.number(value["ry"]), rx > 0, ry > 0 else { return nil }
        return (.ellipses, .ellipse([x * width, y * height, rx * width, ry * height, degrees]))
    }
}
