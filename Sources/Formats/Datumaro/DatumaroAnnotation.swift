import Records

/// One element of an item's `annotations`.
///
/// Numbers are edges of pixels. Turned boxes and ellipses are upright ones with the attribute `rotation`, degrees clockwise
/// about the middle, as CVAT writes them. Masks are COCO's runs over the whole picture.
struct DatumaroAnnotation {
    enum Content {
        case shape(QuestionKind, Shape)
        case label
        case caption(String)
    }

    var content: Content
    var label: String?
    var attributes = JSONObject()
    var group: Int64 = 0
    /// What the writer would not put there by itself.
    var rest = JSONObject()

    struct Fault: Error {
        var code: String
        var reason: String
    }

    private static let known: Set<String> = ["type", "label_id", "attributes", "group", "points", "bbox", "rle", "visibility", "caption", "position", "rotation", "scale", "winnow"]

    init(_ value: JSONValue, _ categories: DatumaroCategories) throws(Fault) {
        guard let object = value.object, let type = object["type"]?.string else { throw Fault(code: "no-type", reason: "has no `type`") }
        content = try Self.content(type, object, categories)
        attributes = object["attributes"]?.object ?? [:]
        if case .shape(let kind, _) = content, kind == .rotatedBoxes || kind == .ellipses { attributes["rotation"] = nil }
        group = object["group"]?.int ?? 0
        label = categories.name(object["label_id"])
        rest = object.without(Self.known)
        for (key, usual) in [("id", JSONValue.int(0)), ("z_order", .int(0)), ("object_id", .int(-1))] where rest[key] == usual { rest[key] = nil }
        if label == nil, let number = object["label_id"], !number.isNull { rest["label_id"] = number }
    }

    private static func content(_ type: String, _ object: JSONObject, _ categories: DatumaroCategories) throws(Fault) -> Content {
        switch type {
        case "label": return .label
        case "caption":
            guard let text = object["caption"]?.string else { throw Fault(code: "bad-caption", reason: "is a caption without text") }
            return .caption(text)
        case "mask": return .shape(.masks, .mask(try mask(object["rle"])))
        case "bbox": return try box(object)
        case "cuboid_3d": return .shape(.cuboids3D, try solid(object))
        case "cuboid_2d": return .shape(.cuboids, try cuboid(object))
        case "polygon", "polyline", "points", "ellipse", "rotated_bbox":
            guard let points = JSONPoints.numbers(object["points"]) ?? JSONPoints.numbers(object["bbox"]), points.count >= 2 else { throw Fault(code: "bad-points", reason: "(\(type)) has no list of numbers") }
            return try shape(type, points, object, categories)
        default: throw Fault(code: "unknown-type", reason: "has the type `\(type)`, which is not known here")
        }
    }

    private static func shape(_ type: String, _ points: [Double], _ object: JSONObject, _ categories: DatumaroCategories) throws(Fault) -> Content {
        func wrongCount() -> Fault { Fault(code: "bad-points", reason: "(\(type)) has \(points.count) numbers") }
        switch type {
        case "polygon":
            guard points.count >= 6, points.count % 2 == 0 else { throw wrongCount() }
            return .shape(.polygons, .polygons([PolygonRings(outer: points)]))
        case "polyline":
            guard points.count >= 4, points.count % 2 == 0 else { throw wrongCount() }
            return .shape(.polylines, .line(points))
        case "ellipse":
            guard points.count == 4, points[0] < points[2], points[1] < points[3] else { throw wrongCount() }
            let degrees = JSONPoints.number(object["attributes"]?["rotation"]) ?? 0
            let upright = Shape.ellipse([(points[0] + points[2]) / 2, (points[1] + points[3]) / 2, (points[2] - points[0]) / 2, (points[3] - points[1]) / 2, degrees])
            return .shape(.ellipses, DatumaroExact.shape(object["winnow"], near: upright) ?? upright)
        case "rotated_bbox":
            guard points.count == 5, points[2] > 0, points[3] > 0 else { throw wrongCount() }
            return .shape(.rotatedBoxes, .rotated(points))
        default:
            guard points.count % 2 == 0 else { throw wrongCount() }
            let number = object["label_id"]?.int.flatMap { Int(exactly: $0) } ?? -1
            let isSkeleton = points.count > 2 || object["winnow"]?["joints"] != nil || categories.skeletons.contains(number)
            if !isSkeleton { return .shape(.points, .point(points)) }
            return .shape(.skeletons, .joints(JSONPoints.joints(points, seen: object["visibility"])))
        }
    }

    private static func box(_ object: JSONObject) throws(Fault) -> Content {
        guard let numbers = JSONPoints.numbers(object["bbox"]), numbers.count == 4 else { throw Fault(code: "bad-points", reason: "(bbox) has no `bbox` of four numbers") }
        guard numbers[2] > 0, numbers[3] > 0 else { throw Fault(code: "no-area", reason: "is a box of \(DecimalText.text(numbers[2])) x \(DecimalText.text(numbers[3]))") }
        let degrees = JSONPoints.number(object["attributes"]?["rotation"]) ?? 0
        let middle = Shape.rotated([numbers[0] + numbers[2] / 2, numbers[1] + numbers[3] / 2, numbers[2], numbers[3], degrees])
        if let exact = DatumaroExact.shape(object["winnow"], near: middle) { return .shape(.rotatedBoxes, exact) }
        if degrees != 0 { return .shape(.rotatedBoxes, middle) }
        return .shape(.boxes, .box([numbers[0], numbers[1], numbers[0] + numbers[2], numbers[1] + numbers[3]]))
    }

    private static func mask(_ rle: JSONValue?) throws(Fault) -> Mask {
        guard let size = JSONPoints.numbers(rle?["size"]), size.count == 2, let height = Int(exactly: size[0]), let width = Int(exactly: size[1]) else { throw Fault(code: "bad-mask", reason: "is a mask without a size") }
        let runs = rle?["counts"]?.string.flatMap(COCORuns.decode) ?? rle?["counts"]?.array.flatMap { list in
            let counts = list.compactMap { $0.int.flatMap { Int(exactly: $0) } }
            return counts.count == list.count ? counts : nil
        }
        guard let runs, MaskRuns.fits(runs, height: height, width: width) else { throw Fault(code: "bad-mask", reason: "is a mask whose runs do not fill \(height) x \(width) pixels") }
        return Mask(size: [height, width], runs: runs)
    }

    /// 1, 4, 7, 8 of Datumaro's drawing are the front face, clockwise from the top left; 2, 3, 6, 5 the back.
    private static func cuboid(_ object: JSONObject) throws(Fault) -> Shape {
        guard let points = JSONPoints.pairs(object["points"]), points.count == 16 else { throw Fault(code: "bad-points", reason: "is a cuboid without eight points") }
        func face(_ corners: [Int]) -> [Double] { corners.flatMap { [points[2 * $0 - 2], points[2 * $0 - 1]] } }
        let (front, back) = (face([1, 4, 7, 8]), face([2, 3, 6, 5]))
        if object["winnow"]?["faces"] != nil, let front = ShapeBounds.around(front), let back = ShapeBounds.around(back) { return .cuboid(front: front, back: back) }
        return .cuboid(front: front, back: back)
    }

    private static func solid(_ object: JSONObject) throws(Fault) -> Shape {
        guard let centre = JSONPoints.numbers(object["position"]), centre.count == 3, let size = JSONPoints.numbers(object["scale"]), size.count == 3 else { throw Fault(code: "bad-points", reason: "is a cuboid without `position` and `scale` of three numbers") }
        let turn = JSONPoints.numbers(object["rotation"]).flatMap { $0.count == 3 ? $0 : nil } ?? [0, 0, 0]
        let derived = Shape.cuboid3D(centre: centre, size: size, quaternion: EulerAngles.quaternion(turn))
        return DatumaroExact.shape(object["winnow"], near: derived) ?? derived
    }
}
