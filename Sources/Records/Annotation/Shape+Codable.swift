/// The keys that say what a part looks like (MODEL.md 2).
///
/// A shape is told by its key; a document field by `page`, a 3-D cuboid by `centre`, a segment by `from`.
extension Shape: Codable {
    private enum Key: String, CodingKey, CaseIterable {
        case page, box, rotated, ellipse, polygons, line, point, joints, mask, cuboid, frames, ranges, centre, from
    }

    private enum Rest: String, CodingKey { case to, channel, text, words, box, key, size, quaternion }

    private struct Faces: Codable {
        var front: [Double]
        var back: [Double]
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard let key = Key.allCases.first(where: container.contains) else {
            let wanted = Key.allCases.map(\.rawValue).joined(separator: ", ")
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "a part needs a shape: one of the keys \(wanted)"))
        }
        // A field of a document has a page and a box; every other shape stands alone.
        if key != .page, let second = Key.allCases.last(where: container.contains), second != key {
            throw DecodingError.dataCorrupted(.init(
                codingPath: decoder.codingPath, debugDescription: "a part has one shape, and this one has `\(key.rawValue)` and `\(second.rawValue)`"))
        }
        self = switch key {
        case .box: .box(try container.decode([Double].self, forKey: key))
        case .rotated: .rotated(try container.decode([Double].self, forKey: key))
        case .ellipse: .ellipse(try container.decode([Double].self, forKey: key))
        case .polygons: .polygons(try container.decode([PolygonRings].self, forKey: key))
        case .line: .line(try container.decode([Double].self, forKey: key))
        case .point: .point(try container.decode([Double].self, forKey: key))
        case .joints: .joints(try container.decode([[Double]].self, forKey: key))
        case .mask: .mask(try container.decode(Mask.self, forKey: key))
        case .frames: .track(try container.decode([TrackFrame].self, forKey: key))
        case .ranges: .ranges(try container.decode([[Int]].self, forKey: key))
        case .cuboid: try Self.cuboid(container.decode(Faces.self, forKey: key))
        case .page: .field(try DocumentField(from: decoder))
        case .from: .segment(try Segment(from: decoder))
        case .centre: try Self.solid(container.decode([Double].self, forKey: key), decoder.container(keyedBy: Rest.self))
        }
    }

    private static func cuboid(_ faces: Faces) -> Shape { .cuboid(front: faces.front, back: faces.back) }

    private static func solid(_ centre: [Double], _ rest: KeyedDecodingContainer<Rest>) throws -> Shape {
        .cuboid3D(
            centre: centre, size: try rest.decode([Double].self, forKey: .size),
            quaternion: try rest.decodeIfPresent([Double].self, forKey: .quaternion) ?? [1, 0, 0, 0])
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .box(let value): try container.encode(value, forKey: .box)
        case .rotated(let value): try container.encode(value, forKey: .rotated)
        case .ellipse(let value): try container.encode(value, forKey: .ellipse)
        case .polygons(let value): try container.encode(value, forKey: .polygons)
        case .line(let value): try container.encode(value, forKey: .line)
        case .point(let value): try container.encode(value, forKey: .point)
        case .joints(let value): try container.encode(value, forKey: .joints)
        case .mask(let value): try container.encode(value, forKey: .mask)
        case .cuboid(let front, let back): try container.encode(Faces(front: front, back: back), forKey: .cuboid)
        case .track(let value): try container.encode(value, forKey: .frames)
        case .ranges(let value): try container.encode(value, forKey: .ranges)
        case .segment(let value): try value.encode(to: encoder)
        case .field(let value): try value.encode(to: encoder)
        case .cuboid3D(let centre, let size, let quaternion):
            try container.encode(centre, forKey: .centre)
            var rest = encoder.container(keyedBy: Rest.self)
            try rest.encode(size, forKey: .size)
            try rest.encode(quaternion, forKey: .quaternion)
        }
    }
}

extension PolygonRings {
    private enum Key: String, CodingKey { case outer, holes }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            outer: try container.decode([Double].self, forKey: .outer),
            holes: try container.decodeIfPresent([[Double]].self, forKey: .holes) ?? [])
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(outer, forKey: .outer)
        if !holes.isEmpty { try container.encode(holes, forKey: .holes) }
    }
}

extension Mask {
    private enum Key: String, CodingKey { case size, runs, at }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            size: try container.decode([Int].self, forKey: .size), runs: try container.decode([Int].self, forKey: .runs),
            at: try container.decodeIfPresent([Int].self, forKey: .at) ?? [0, 0])
    }
}

extension TrackFrame: Codable {
    private enum Key: String, CodingKey { case frame, shape, key, outside }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            frame: try container.decode(Int.self, forKey: .frame), shape: try container.decode(Shape.self, forKey: .shape),
            isKey: try container.decodeIfPresent(Bool.self, forKey: .key) ?? true,
            isOutside: try container.decodeIfPresent(Bool.self, forKey: .outside) ?? false)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(frame, forKey: .frame)
        try container.encode(shape, forKey: .shape)
        try container.encode(isKey, forKey: .key)
        try container.encode(isOutside, forKey: .outside)
    }
}

extension DocumentField: Codable {
    private enum Key: String, CodingKey { case page, words, box, text, key }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            page: try container.decode(Int.self, forKey: .page),
            words: try container.decodeIfPresent([String].self, forKey: .words) ?? [],
            box: try container.decodeIfPresent([Double].self, forKey: .box),
            text: try container.decodeIfPresent(String.self, forKey: .text) ?? "",
            key: try container.decodeIfPresent(String.self, forKey: .key) ?? "")
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(page, forKey: .page)
        if !words.isEmpty { try container.encode(words, forKey: .words) }
        try container.encodeIfPresent(box, forKey: .box)
        try container.encode(text, forKey: .text)
        if !key.isEmpty { try container.encode(key, forKey: .key) }
    }
}
