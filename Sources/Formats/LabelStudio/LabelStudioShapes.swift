import Records

/// The values of regions on pictures and in sound, and shapes.
enum LabelStudioShapes {
    static func shape(_ kind: QuestionKind, _ value: JSONValue, _ size: PixelSize) -> Shape? {
        let scale = LabelStudioScale(size)
        switch kind {
        case .boxes: return rectangle(value, scale)
        case .ellipses:
            guard let x = value["x"]?.double, let y = value["y"]?.double, let a = value["radiusX"]?.double, let b = value["radiusY"]?.double, a > 0, b > 0 else { return nil }
            return .ellipse([
                LabelStudioScale.pixels(x, scale.width), LabelStudioScale.pixels(y, scale.height),
                LabelStudioScale.pixels(a, scale.width), LabelStudioScale.pixels(b, scale.height), value["rotation"]?.double ?? 0,
            ])
        case .polygons:
            guard let points = points(value["points"]?.array, scale), points.count >= 6 else { return nil }
            return .polygons([PolygonRings(outer: points)])
        case .points:
            guard let x = value["x"]?.double, let y = value["y"]?.double else { return nil }
            return .point([LabelStudioScale.pixels(x, scale.width), LabelStudioScale.pixels(y, scale.height)])
        case .polylines: return line(value, scale)
        case .masks:
            if let text = value[LabelStudioBitmask.key]?.string { return LabelStudioBitmask.shape(text, size) }
            guard let list = value["rle"]?.array, value["format"]?.string ?? "rle" == "rle" else { return nil }
            let bytes = list.compactMap { $0.int.flatMap(UInt8.init(exactly:)) }
            return bytes.count == list.count ? LabelStudioBrush.mask(bytes, size).map(Shape.mask) : nil
        default: return nil
        }
    }

    static func rectangle(_ value: JSONValue, _ scale: LabelStudioScale) -> Shape? {
        guard let x = value["x"]?.double, let y = value["y"]?.double, let w = value["width"]?.double, let h = value["height"]?.double, w > 0, h > 0 else { return nil }
        return scale.shape(x: x, y: y, width: w, height: h, degrees: value["rotation"]?.double ?? 0)
    }

    private static func points(_ list: [JSONValue]?, _ scale: LabelStudioScale) -> [Double]? {
        guard let list else { return nil }
        var points: [Double] = []
        for point in list {
            guard let x = point[0]?.double, let y = point[1]?.double else { return nil }
            points += [LabelStudioScale.pixels(x, scale.width), LabelStudioScale.pixels(y, scale.height)]
        }
        return points
    }

    /// A vector that is open, without curves and without branches.
    private static func line(_ value: JSONValue, _ scale: LabelStudioScale) -> Shape? {
        guard let vertices = value["vertices"]?.array, vertices.count >= 2, value["closed"]?.bool != true else { return nil }
        var points: [Double] = []
        var previous: JSONValue?
        for vertex in vertices {
            guard vertex["isBezier"]?.bool != true, let x = vertex["x"]?.double, let y = vertex["y"]?.double else { return nil }
            if let previous, let named = vertex["prevPointId"], !named.isNull, named != previous["id"] { return nil }
            previous = vertex
            points += [LabelStudioScale.pixels(x, scale.width), LabelStudioScale.pixels(y, scale.height)]
        }
        return .line(points)
    }

    // MARK: Sound, series, timelines

    static func segment(_ value: JSONValue, rate: Double) -> Shape? {
        if let own = value["seconds"], let from = own[0]?.double, let to = own[1]?.double { return .segment(Segment(from: from, to: to)) }
        if let ranges = value["ranges"]?.array {
            guard ranges.count == 1, let start = ranges[0]["start"]?.double, let end = ranges[0]["end"]?.double, start >= 1, end >= start, rate > 0 else { return nil }
            return .segment(Segment(from: (start - 1) / rate, to: end / rate))
        }
        guard let from = value["start"]?.double, let to = value["end"]?.double, from < to else { return nil }
        return .segment(Segment(from: from, to: to, channel: value["channel"]?.int.flatMap { Int(exactly: $0) }))
    }

    // MARK: Writing

    /// nil for shapes that no tag draws.
    static func value(_ shape: Shape, id: String, _ size: PixelSize) -> JSONObject? {
        let scale = LabelStudioScale(size)
        func x(_ value: Double) -> JSONValue { .shortest(LabelStudioScale.percent(value, scale.width)) }
        func y(_ value: Double) -> JSONValue { .shortest(LabelStudioScale.percent(value, scale.height)) }
        switch shape {
        case .box(let box) where box.count == 4: return rectangle(scale.rectangle(box: box), 0)
        case .rotated(let values) where values.count == 5: return rectangle(scale.rectangle(values), values[4])
        case .ellipse(let values) where values.count == 5:
            return ["x": x(values[0]), "y": y(values[1]), "radiusX": x(values[2]), "radiusY": y(values[3]), "rotation": .shortest(values[4])]
        case .polygons(let polygons):
            guard let ring = polygons.first?.outer else { return nil }
            return ["points": .array(pairs(ring).map { .array([x($0), y($1)]) }), "closed": true]
        case .point(let point) where point.count == 2: return ["x": x(point[0]), "y": y(point[1]), "width": 0.5]
        case .line(let line):
            var previous: JSONValue = .null
            let vertices: [JSONValue] = pairs(line).enumerated().map { number, point in
                let name = JSONValue.string("\(id)-\(number + 1)")
                defer { previous = name }
                return ["id": name, "prevPointId": previous, "x": x(point.0), "y": y(point.1), "isBezier": false]
            }
            return ["vertices": .array(vertices), "closed": false]
        case .mask(let mask):
            guard let bytes = LabelStudioBrush.bytes(mask, size) else { return nil }
            return ["format": "rle", "rle": .array(bytes.map { .int(Int64($0)) })]
        default: return nil
        }
    }

    static func rectangle(_ values: (x: Double, y: Double, width: Double, height: Double), _ degrees: Double) -> JSONObject {
        ["x": .shortest(values.x), "y": .shortest(values.y), "width": .shortest(values.width), "height": .shortest(values.height), "rotation": .shortest(degrees)]
    }

    private static func pairs(_ values: [Double]) -> [(Double, Double)] {
        stride(from: 0, to: values.count - 1, by: 2).map { (values[$0], values[$0 + 1]) }
    }
}
