import Records

/// Parts as elements of an item's `annotations`, in Datumaro's own order of members.
struct DatumaroEncoder {
    let size: PixelSize?
    /// Whether a width had to be rounded: no double leads from the left edge to exactly the right one.
    private(set) var isRounded = false

    init(_ size: PixelSize?) { self.size = size }

    /// One per piece; nil when a mask cannot be written.
    mutating func annotations(_ part: Part, label: Int64?, _ rest: JSONObject, group: Int64?) -> [JSONValue]? {
        if case .polygons(let polygons) = part.shape {
            return polygons.map { annotation("polygon", part.attributes, label, rest, group, ["points": .array($0.outer.map(JSONValue.shortest))]) }
        }
        var attributes = part.attributes
        guard let (type, members) = members(part.shape, &attributes) else { return nil }
        return [annotation(type, attributes, label, rest, group, members)]
    }

    func annotation(_ type: String, _ attributes: JSONObject, _ label: Int64?, _ rest: JSONObject, _ group: Int64?, _ members: JSONObject) -> JSONValue {
        var all = attributes
        for (key, value) in rest["attributes"]?.object?.members ?? [] where all[key] == nil { all[key] = value }
        var object: JSONObject = ["id": rest["id"] ?? 0, "type": .string(type), "attributes": .object(all), "group": group.map(JSONValue.int) ?? rest["group"] ?? 0]
        if type != "caption" { object["label_id"] = label.map(JSONValue.int) ?? rest["label_id"] ?? .null }
        for (key, value) in members.members { object[key] = value }
        if !["label", "caption", "cuboid_3d"].contains(type) { object["z_order"] = rest["z_order"] ?? 0 }
        for (key, value) in rest.members where object[key] == nil { object[key] = value }
        return .object(object)
    }

    private mutating func members(_ shape: Shape, _ attributes: inout JSONObject) -> (String, JSONObject)? {
        switch shape {
        case .box(let box) where box.count == 4:
            return ("bbox", ["bbox": .array([box[0], box[1], width(box[0], box[2]), width(box[1], box[3])].map(JSONValue.shortest))])
        case .rotated(let values) where values.count == 5:
            attributes["rotation"] = JSONValue.shortest(values[4])
            var members: JSONObject = ["bbox": .array([values[0] - values[2] / 2, values[1] - values[3] / 2, values[2], values[3]].map(JSONValue.shortest))]
            members["winnow"] = DatumaroExact.json(shape)
            return ("bbox", members)
        case .ellipse(let values) where values.count == 5:
            if values[4] != 0 { attributes["rotation"] = JSONValue.shortest(values[4]) }
            var members: JSONObject = ["points": .array([values[0] - values[2], values[1] - values[3], values[0] + values[2], values[1] + values[3]].map(JSONValue.shortest))]
            members["winnow"] = DatumaroExact.json(shape)
            return ("ellipse", members)
        case .line(let points): return ("polyline", ["points": .array(points.map(JSONValue.shortest))])
        case .point(let point): return ("points", ["points": .array(point.map(JSONValue.shortest)), "visibility": [2]])
        case .joints(let joints): return self.joints(joints)
        case .mask(let mask): return self.mask(mask).map { ("mask", ["rle": $0]) }
        case .cuboid(let front, let back): return cuboid(front, back)
        case .cuboid3D(let centre, let size, let quaternion):
            var members: JSONObject = ["position": .array(centre.map(JSONValue.shortest)), "rotation": .array(EulerAngles.angles(quaternion).map(JSONValue.shortest)), "scale": .array(size.map(JSONValue.shortest))]
            members["winnow"] = DatumaroExact.json(shape)
            return ("cuboid_3d", members)
        default: return nil
        }
    }

    /// The width that leads from one edge to exactly the other, where there is one.
    private mutating func width(_ from: Double, _ to: Double) -> Double {
        let width = to - from
        for candidate in [width, width.nextUp, width.nextDown] where from + candidate == to { return candidate }
        isRounded = true
        return width
    }

    private func joints(_ joints: [[Double]]) -> (String, JSONObject)? {
        guard !joints.isEmpty, joints.allSatisfy({ $0.count == 3 }) else { return nil }
        var members: JSONObject = ["points": .array(joints.flatMap { [JSONValue.shortest($0[0]), JSONValue.shortest($0[1])] }), "visibility": .array(joints.map { JSONValue.shortest($0[2]) })]
        if joints.count == 1 { members["winnow"] = ["joints": 1] }
        return ("points", members)
    }

    /// Over the whole picture, as COCO has it; over what reaches to the mask where the picture's size is unknown.
    private func mask(_ mask: Mask) -> JSONValue? {
        guard let runs = MaskRuns(mask) else { return nil }
        guard let whole = size ?? PixelSize(width: max(0, runs.x) + runs.width, height: max(0, runs.y) + runs.height) else { return nil }
        return ["counts": .string(COCORuns.encode(runs.runs(over: whole).runs)), "size": [.int(Int64(whole.height)), .int(Int64(whole.width))]]
    }

    private func cuboid(_ front: [Double], _ back: [Double]) -> (String, JSONObject)? {
        func corners(_ face: [Double]) -> [Double] { face.count == 4 ? [face[0], face[1], face[2], face[1], face[2], face[3], face[0], face[3]] : face }
        let (f, b) = (corners(front), corners(back))
        guard f.count == 8, b.count == 8 else { return nil }
        func point(_ face: [Double], _ place: Int) -> [Double] { [face[2 * place], face[2 * place + 1]] }
        let points = [point(f, 0), point(b, 0), point(b, 1), point(f, 1), point(b, 3), point(b, 2), point(f, 2), point(f, 3)]
        var members: JSONObject = ["points": .array(points.map { .array($0.map(JSONValue.shortest)) })]
        if front.count == 4, back.count == 4 { members["winnow"] = ["faces": 2] }
        return ("cuboid_2d", members)
    }
}
