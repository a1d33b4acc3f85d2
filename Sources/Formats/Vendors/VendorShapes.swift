import Records

/// Coordinates as labelling services write them.
enum VendorShapes {
    /// `{"x": 1, "y": 2}`, `[1, 2]`; normalised ones by their size.
    static func point(_ value: JSONValue?, by scale: (x: Double, y: Double) = (1, 1)) -> [Double]? {
        guard let x = (value?["x"] ?? value?[0])?.double, let y = (value?["y"] ?? value?[1])?.double, x.isFinite, y.isFinite else { return nil }
        return [x * scale.x, y * scale.y]
    }

    /// x, y, x, y, ...; nil when one of them is no point.
    static func points(_ value: JSONValue?, by scale: (x: Double, y: Double) = (1, 1)) -> [Double]? {
        guard let list = value?.array else { return nil }
        var flat: [Double] = []
        for element in list {
            guard let point = point(element, by: scale) else { return nil }
            flat += point
        }
        return flat
    }

    /// `left`, `top`, `width`, `height`.
    static func box(_ value: JSONValue?) -> Shape? {
        guard let left = value?["left"]?.double, let top = value?["top"]?.double, let width = value?["width"]?.double, let height = value?["height"]?.double,
              width > 0, height > 0, (left + width).isFinite, (top + height).isFinite else { return nil }
        return .box([left, top, left + width, top + height])
    }

    /// A ring without its closing corner; nil with fewer than three corners.
    static func ring(_ flat: [Double]?) -> Shape? {
        guard var flat, flat.count >= 6 else { return nil }
        if flat.count >= 8, flat[0] == flat[flat.count - 2], flat[1] == flat[flat.count - 1] { flat.removeLast(2) }
        return .polygons([PolygonRings(outer: flat)])
    }

    static func line(_ flat: [Double]?) -> Shape? { flat.flatMap { $0.count >= 4 ? .line($0) : nil } }

    static func kind(of shape: Shape) -> QuestionKind? { QuestionKind.of(.parts([Part(id: "", labels: [], shape: shape)])) }
}
