import Records

/// The numbers a shape is made of, one rule for all shapes.
extension Shape {
    var isFinite: Bool {
        var isFinite = true
        _ = mapped { isFinite = isFinite && $0.isFinite; return $0 }
        return isFinite
    }

    /// To so many digits behind the point: the double nearest to the decimal number.
    func rounded(to decimals: Int) -> Shape {
        var scale = 1.0
        for _ in 0..<max(0, min(decimals, 15)) { scale *= 10 }
        return mapped { ($0 * scale).rounded() / scale }
    }

    /// The same shape with every coordinate, size, angle and second changed; visibility of joints, runs and offsets stay.
    func mapped(_ change: (Double) -> Double) -> Shape {
        switch self {
        case .box(let values): return .box(values.map(change))
        case .rotated(let values): return .rotated(values.map(change))
        case .ellipse(let values): return .ellipse(values.map(change))
        case .line(let values): return .line(values.map(change))
        case .point(let values): return .point(values.map(change))
        case .polygons(let polygons): return .polygons(polygons.map { PolygonRings(outer: $0.outer.map(change), holes: $0.holes.map { $0.map(change) }) })
        case .joints(let joints): return .joints(joints.map { joint in joint.enumerated().map { $0.offset < 2 ? change($0.element) : $0.element } })
        case .cuboid(let front, let back): return .cuboid(front: front.map(change), back: back.map(change))
        case .cuboid3D(let centre, let size, let quaternion): return .cuboid3D(centre: centre.map(change), size: size.map(change), quaternion: quaternion.map(change))
        case .track(let frames): return .track(frames.map { TrackFrame(frame: $0.frame, shape: $0.shape.mapped(change), isKey: $0.isKey, isOutside: $0.isOutside) })
        case .segment(let segment): return .segment(Segment(from: change(segment.from), to: change(segment.to), channel: segment.channel, text: segment.text))
        case .field(var field):
            field.box = field.box?.map(change)
            return .field(field)
        case .mask, .ranges: return self
        }
    }
}

extension QuestionKind {
    /// For codes of losses: `shape-as-box`.
    var singular: String {
        switch self {
        case .boxes: "box"
        default: rawValue.hasSuffix("s") ? String(rawValue.dropLast()) : rawValue
        }
    }
}
