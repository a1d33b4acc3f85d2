import Foundation
import Media
import Records

/// One element of `shapes` as a shape of ours, or why it is none.
///
/// Rectangles have two corners in any order, circles a middle and a point on the rim, masks two corners of pixels that belong to
/// them and a PNG of what lies between. `rotation` is X-AnyLabeling's name for four corners.
struct LabelMeShape {
    var label: String
    var kind: QuestionKind
    var shape: Shape
    var note: String?
    var score: Double?
    var group: Int64?
    var flags = JSONObject()
    var attributes = JSONObject()
    /// Unknown members, and known ones that are not what the writer would put there.
    var rest = JSONObject()

    struct Fault: Error {
        var code: String
        var reason: String
    }

    private static let known: Set<String> = ["label", "points", "group_id", "shape_type", "flags", "description", "mask", "score", "attributes", "winnow"]

    init(_ value: JSONValue) throws(Fault) {
        guard let object = value.object else { throw Fault(code: "not-an-object", reason: "is no object") }
        guard let label = object["label"]?.string else { throw Fault(code: "no-label", reason: "has no label") }
        self.label = label
        let type = object["shape_type"]?.string ?? "polygon"
        guard let points = JSONPoints.pairs(object["points"]), !points.isEmpty else { throw Fault(code: "bad-points", reason: "(`\(label)`) has no points that are pairs of numbers") }
        (kind, shape) = try Self.geometry(type, points, object, label)
        if let exact = LabelMeExact.shape(object["winnow"], near: shape) { (kind, shape) = exact }
        rest = object.without(Self.known)
        takeExtras(object, type)
    }

    private mutating func takeExtras(_ object: JSONObject, _ type: String) {
        if type != LabelMeShape.typeName(shape) { rest["shape_type"] = .string(type) }
        switch object["group_id"] {
        case .int(let id)?: group = id
        case let other? where !other.isNull: rest["group_id"] = other
        default: break
        }
        if let text = object["description"]?.string { note = text.isEmpty ? nil : text }
        if let number = JSONPoints.number(object["score"]) { score = number } else if let other = object["score"], !other.isNull { rest["score"] = other }
        flags = object["flags"]?.object ?? [:]
        attributes = object["attributes"]?.object ?? [:]
    }

    /// All but the points: such shapes can be pieces of one part.
    func saysTheSame(as other: LabelMeShape) -> Bool {
        note == other.note && score == other.score && flags == other.flags && attributes == other.attributes && rest == other.rest
    }

    static func typeName(_ shape: Shape) -> String {
        switch shape {
        case .box: "rectangle"
        case .rotated: "oriented_rectangle"
        case .ellipse(let values): values.count == 5 && values[2] == values[3] && values[4] == 0 ? "circle" : "polygon"
        case .line(let points): points.count == 4 ? "line" : "linestrip"
        case .point: "point"
        case .joints: "points"
        case .mask: "mask"
        default: "polygon"
        }
    }

    private static func geometry(_ type: String, _ points: [Double], _ object: JSONObject, _ label: String) throws(Fault) -> (QuestionKind, Shape) {
        func wrongCount(_ wanted: String) -> Fault { Fault(code: "bad-points", reason: "(`\(label)`, \(type)) has \(points.count / 2) points, which needs \(wanted)") }
        switch type {
        case "polygon":
            guard points.count >= 6 else { throw wrongCount("3") }
            return (.polygons, .polygons([PolygonRings(outer: points)]))
        case "rectangle":
            let corners = points.count == 8 ? ShapeBounds.around(points) : points
            guard let p = corners, p.count == 4 else { throw wrongCount("2") }
            let box = [min(p[0], p[2]), min(p[1], p[3]), max(p[0], p[2]), max(p[1], p[3])]
            guard box[0] < box[2], box[1] < box[3] else { throw Fault(code: "no-area", reason: "(`\(label)`) is a rectangle without area") }
            return (.boxes, .box(box))
        case "oriented_rectangle", "rotation":
            guard points.count == 8 else { throw wrongCount("4") }
            guard let rotated = OrientedCorners.rotated(points) else { throw Fault(code: "no-area", reason: "(`\(label)`) is a rectangle without area") }
            return (.rotatedBoxes, .rotated(rotated))
        case "circle":
            guard points.count == 4 else { throw wrongCount("2") }
            let (x, y) = (points[2] - points[0], points[3] - points[1])
            let radius = (x * x + y * y).squareRoot()
            guard radius > 0, radius.isFinite else { throw Fault(code: "no-area", reason: "(`\(label)`) is a circle without area") }
            return (.ellipses, .ellipse([points[0], points[1], radius, radius, 0]))
        case "line", "linestrip":
            guard points.count >= 4, type == "linestrip" || points.count == 4 else { throw wrongCount("2") }
            return (.polylines, .line(points))
        case "point":
            guard points.count == 2 else { throw wrongCount("1") }
            return (.points, .point(points))
        case "points":
            return (.skeletons, .joints(JSONPoints.joints(points, seen: object["visibility"])))
        case "mask": return (.masks, .mask(try mask(points, object["mask"]?.string, label)))
        default: throw Fault(code: "unknown-type", reason: "(`\(label)`) has the type `\(type)`, which is none of labelme's")
        }
    }

    private static func mask(_ points: [Double], _ text: String?, _ label: String) throws(Fault) -> Mask {
        guard points.count == 4 else { throw Fault(code: "bad-points", reason: "(`\(label)`, mask) has \(points.count / 2) points, which needs 2") }
        guard let text, let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else { throw Fault(code: "bad-mask", reason: "(`\(label)`) has no mask that is base64") }
        let png: PNGSamples
        do { png = try PNGSamples.decode([UInt8](data)) } catch { throw Fault(code: "bad-mask", reason: "(`\(label)`) has a mask that is no PNG: \(error.description)") }
        guard let mask = PNGMask.mask(png) else { throw Fault(code: "empty-mask", reason: "(`\(label)`) has a mask without a pixel") }
        let (x, y) = (min(points[0], points[2]).rounded(), min(points[1], points[3]).rounded())
        guard let x = Int(exactly: x), let y = Int(exactly: y), x.magnitude < 1 << 30, y.magnitude < 1 << 30 else { throw Fault(code: "bad-points", reason: "(`\(label)`, mask) lies nowhere on a picture") }
        return Mask(size: mask.size, runs: mask.runs, at: [x, y])
    }
}
