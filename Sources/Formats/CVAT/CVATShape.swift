import Records

/// An element of CVAT as shapes and back.
enum CVATShape {
    static let names: Set<String> = ["box", "polygon", "polyline", "points", "ellipse", "cuboid", "mask", "skeleton"]

    struct Fault: Error {
        var message: String
        init(_ message: String) { self.message = message }
    }

    /// Attributes that make up the shape, so that they are no extras.
    static func numbers(of name: String) -> Set<String> {
        switch name {
        case "box": ["xtl", "ytl", "xbr", "ybr", "rotation"]
        case "ellipse": ["cx", "cy", "rx", "ry", "rotation"]
        case "cuboid": Set(corners)
        case "mask": ["rle", "left", "top", "width", "height"]
        case "skeleton": []
        default: ["points"]
        }
    }

    private static let corners = ["xtl1", "ytl1", "xbl1", "ybl1", "xtr1", "ytr1", "xbr1", "ybr1", "xtl2", "ytl2", "xbl2", "ybl2", "xtr2", "ytr2", "xbr2", "ybr2"]

    /// `points` with several points are as many shapes; all others are one.
    static func shapes(_ element: XMLElement, joints names: [String]) throws(Fault) -> [Shape] {
        switch element.name {
        case "box": return [try box(element)]
        case "ellipse": return [.ellipse(try values(["cx", "cy", "rx", "ry"], element) + [element.attribute("rotation") == nil ? 0 : try values(["rotation"], element)[0]])]
        case "cuboid": return [try cuboid(element)]
        case "mask": return [try mask(element)]
        case "skeleton": return [.joints(try joints(element, names))]
        case "points":
            let points = try points(element, least: 1)
            return stride(from: 0, to: points.count, by: 2).map { .point([points[$0], points[$0 + 1]]) }
        case "polyline": return [.line(try points(element, least: 2))]
        default:
            let ring = try points(element, least: 3)
            guard ShapeBounds.area(ring) > 0 else { throw Fault("has a ring without area") }
            return [.polygons([PolygonRings(outer: ring)])]
        }
    }

    private static func values(_ names: [String], _ element: XMLElement) throws(Fault) -> [Double] {
        var values: [Double] = []
        for name in names {
            guard let text = element.attribute(name), let value = DecimalText.number(text) else { throw Fault("has `\(element.attribute(name)?.prefix(40) ?? "nothing")` for `\(name)`, where a number is needed") }
            values.append(value)
        }
        return values
    }

    private static func points(_ element: XMLElement, least: Int) throws(Fault) -> [Double] {
        guard let text = element.attribute("points"), let points = CVATText.points(text) else { throw Fault("has `\(element.attribute("points")?.prefix(40) ?? "nothing")` for `points`, where `x,y;x,y` is needed") }
        guard points.count >= 2 * least else { throw Fault("has \(points.count / 2) points, and \(least) are needed") }
        return points
    }

    private static func box(_ element: XMLElement) throws(Fault) -> Shape {
        let box = try values(["xtl", "ytl", "xbr", "ybr"], element)
        guard box[0] < box[2], box[1] < box[3] else { throw Fault("has no area") }
        guard element.attribute("rotation") != nil else { return .box(box) }
        let rotation = try values(["rotation"], element)[0]
        return .rotated([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[2] - box[0], box[3] - box[1], rotation])
    }

    /// Corners of a face come as top left, bottom left, top right, bottom right; an upright face is a box.
    private static func cuboid(_ element: XMLElement) throws(Fault) -> Shape {
        let all = try values(corners, element)
        func face(_ start: Int) -> [Double] {
            let face = Array(all[start..<(start + 8)])
            let clockwise = [face[0], face[1], face[4], face[5], face[6], face[7], face[2], face[3]]
            let box = [face[0], face[1], face[6], face[7]]
            return clockwise == upright(box) && box[0] < box[2] && box[1] < box[3] ? box : clockwise
        }
        return .cuboid(front: face(0), back: face(8))
    }

    private static func upright(_ box: [Double]) -> [Double] { [box[0], box[1], box[2], box[1], box[2], box[3], box[0], box[3]] }

    private static func mask(_ element: XMLElement) throws(Fault) -> Shape {
        let window = try values(["left", "top", "width", "height"], element).map { Int(exactly: $0) }
        guard let left = window[0], let top = window[1], let width = window[2], let height = window[3] else { throw Fault("has a crop that does not lie on whole pixels") }
        guard let mask = CVATMask.mask(element.attribute("rle") ?? "", left: left, top: top, width: width, height: height) else {
            throw Fault("has runs that do not fill its crop of \(width) x \(height) pixels")
        }
        return .mask(mask)
    }

    /// In the order of the names; a joint that is not there or outside is not labelled.
    private static func joints(_ element: XMLElement, _ names: [String]) throws(Fault) -> [[Double]] {
        var joints = names.map { _ in [0.0, 0, 0] }
        for child in element.children where child.name == "points" {
            guard let place = names.firstIndex(of: child.attribute("label") ?? "") else { continue }
            let point = try points(child, least: 1)
            let visibility = child.attribute("outside") == "1" ? 0.0 : child.attribute("occluded") == "1" ? 1 : 2
            joints[place] = [point[0], point[1], visibility]
        }
        return joints
    }

    // MARK: Writing

    /// The element's name and numbers; nil for what CVAT has no element for. Joints are children, written apart.
    static func element(_ shape: Shape) -> (name: String, attributes: [XMLAttribute])? {
        func numbers(_ name: String, _ names: [String], _ values: [Double]) -> (String, [XMLAttribute]) {
            (name, zip(names, values).map { XMLAttribute(name: $0, value: DecimalText.text($1)) })
        }
        switch shape {
        case .box(let box): return numbers("box", ["xtl", "ytl", "xbr", "ybr"], box)
        case .rotated(let v) where v.count == 5:
            return numbers("box", ["xtl", "ytl", "xbr", "ybr", "rotation"], [v[0] - v[2] / 2, v[1] - v[3] / 2, v[0] + v[2] / 2, v[1] + v[3] / 2, v[4]])
        case .ellipse(let v) where v.count == 5: return numbers("ellipse", v[4] == 0 ? ["cx", "cy", "rx", "ry"] : ["cx", "cy", "rx", "ry", "rotation"], v)
        case .polygons(let polygons): return polygons.first.map { ("polygon", [XMLAttribute(name: "points", value: CVATText.points($0.outer))]) }
        case .line(let points): return ("polyline", [XMLAttribute(name: "points", value: CVATText.points(points))])
        case .point(let point): return ("points", [XMLAttribute(name: "points", value: CVATText.points(point))])
        case .joints: return ("skeleton", [])
        case .cuboid(let front, let back): return cuboid(front, back).map { numbers("cuboid", corners, $0) }
        case .mask(let mask):
            guard let text = CVATMask.text(mask) else { return nil }
            let (_, attributes) = numbers("mask", ["left", "top", "width", "height"], [mask.at[0], mask.at[1], mask.size[1], mask.size[0]].map(Double.init))
            return ("mask", [XMLAttribute(name: "rle", value: text)] + attributes)
        default: return nil
        }
    }

    private static func cuboid(_ front: [Double], _ back: [Double]) -> [Double]? {
        var values: [Double] = []
        for face in [front, back] {
            let c = face.count == 4 ? upright(face) : face
            guard c.count == 8 else { return nil }
            values += [c[0], c[1], c[6], c[7], c[2], c[3], c[4], c[5]]
        }
        return values
    }

    static func kind(of shape: Shape) -> QuestionKind? { QuestionKind.allCases.first { $0.isDrawn && $0.allows(shape) } }
}
