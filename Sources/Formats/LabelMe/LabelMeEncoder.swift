import Foundation
import Records

/// Parts as elements of `shapes`, members in labelme's own order.
enum LabelMeEncoder {
    /// One per piece of the part; nil when a mask cannot be a picture. `group` joins pieces.
    static func shapes(_ part: Part, _ rest: JSONObject, group: Int64?) -> [JSONValue]? {
        if case .polygons(let polygons) = part.shape {
            return polygons.map { shape(part, rest, .polygons([PolygonRings(outer: $0.outer)]), $0.outer, group, mask: .null) }
        }
        guard let points = points(part.shape) else { return [] }
        var mask = JSONValue.null
        if case .mask(let window) = part.shape {
            guard let png = PNGMask.png(window) else { return nil }
            mask = .string(Data(png).base64EncodedString())
        }
        return [shape(part, rest, part.shape, points, group, mask: mask)]
    }

    private static func shape(_ part: Part, _ rest: JSONObject, _ shape: Shape, _ points: [Double], _ group: Int64?, mask: JSONValue) -> JSONValue {
        let (flags, attributes) = sorted(part.attributes, rest)
        var object: JSONObject = [
            "label": .string(part.labels.first ?? ""), "points": JSONPoints.json(pairs: points),
            "group_id": group.map(JSONValue.int) ?? rest["group_id"] ?? .null, "description": .string(part.note ?? ""),
            "shape_type": rest["shape_type"] ?? .string(LabelMeShape.typeName(shape)), "flags": .object(flags), "mask": mask,
        ]
        if !attributes.isEmpty { object["attributes"] = .object(attributes) }
        object["score"] = part.score.map(JSONValue.shortest)
        if case .joints(let joints) = shape, joints.contains(where: { $0.count == 3 && $0[2] != 2 }) { object["visibility"] = .array(joints.map { JSONValue.shortest($0.count == 3 ? $0[2] : 2) }) }
        for (key, value) in rest.members where object[key] == nil { object[key] = value }
        if let exact = LabelMeExact.json(shape), (try? LabelMeShape(.object(object)))?.shape != shape { object["winnow"] = exact }
        return .object(object)
    }

    /// labelme's flags are true or false; whatever else is an attribute stands under `attributes`, as X-AnyLabeling has it.
    private static func sorted(_ values: JSONObject, _ rest: JSONObject) -> (flags: JSONObject, attributes: JSONObject) {
        var (flags, attributes) = (JSONObject(), JSONObject())
        for (key, value) in values.members { if value.bool != nil { flags[key] = value } else { attributes[key] = value } }
        for (key, value) in rest["flags"]?.object?.members ?? [] where flags[key] == nil { flags[key] = value }
        for (key, value) in rest["attributes"]?.object?.members ?? [] where attributes[key] == nil { attributes[key] = value }
        return (flags, attributes)
    }

    private static func points(_ shape: Shape) -> [Double]? {
        switch shape {
        case .box(let box) where box.count == 4: box
        case .rotated(let values) where values.count == 5: ShapeBounds.corners(ofRotated: values)
        case .ellipse(let values) where values.count == 5:
            LabelMeShape.typeName(shape) == "circle" ? [values[0], values[1], values[0] + values[2], values[1]] : ShapeOutline.polygons(of: shape)?.first?.outer
        case .line(let points), .point(let points): points
        case .joints(let joints): joints.flatMap { $0.prefix(2) }
        case .mask(let mask) where mask.size.count == 2 && mask.at.count == 2:
            // Both corners belong to the mask.
            [Double(mask.at[0]), Double(mask.at[1]), Double(mask.at[0] + mask.size[1] - 1), Double(mask.at[1] + mask.size[0] - 1)]
        default: nil
        }
    }
}
