import CZlib
import Foundation
import Media
import Records

/// Shapes of one file, brought to edges of pixels.
///
/// The SDK writes whole numbers that name pixels: the last pixel of a box belongs to it, and corners are the middles of
/// pixels. The labelling tool writes edges with decimals. A file with any decimal is taken for the second.
struct SuperviselyGeometry {
    let namesPixels: Bool
    private let meta: SuperviselyMeta

    init(_ objects: [JSONValue], _ meta: SuperviselyMeta) {
        self.meta = meta
        namesPixels = !objects.contains { Self.hasDecimals($0["points"]) || Self.hasDecimals($0["geometry"]?["points"]) || Self.hasDecimals($0["nodes"]) }
    }

    private static func hasDecimals(_ value: JSONValue?, depth: Int = 0) -> Bool {
        switch value {
        case .double(let number)?: number != number.rounded()
        case .array(let list)? where depth < 6: list.contains { hasDecimals($0, depth: depth + 1) }
        case .object(let object)? where depth < 6: object.members.contains { hasDecimals($0.value, depth: depth + 1) }
        default: false
        }
    }

    /// nil when the geometry is not understood. `object` holds the geometry itself.
    func shape(_ type: String, _ object: JSONValue, of label: String) -> (QuestionKind, Shape)? {
        switch type {
        case "rectangle": return box(object["points"]?["exterior"]).map { (.boxes, .box($0)) }
        case "oriented_bbox":
            guard let box = box(object["points"]?.array == nil ? object["points"]?["exterior"] : object["points"]) else { return nil }
            let degrees = (JSONPoints.number(object["angle"]) ?? 0) * 180 / .pi
            return (.rotatedBoxes, .rotated([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[2] - box[0], box[3] - box[1], degrees]))
        case "polygon": return rings(object["points"]).map { (.polygons, .polygons([$0])) }
        case "multipolygon":
            let parts = (object["parts"]?.array ?? []).compactMap(rings)
            return parts.isEmpty ? nil : (.polygons, .polygons(parts))
        case "line", "polyline":
            guard let points = points(object["points"]?["exterior"]), points.count >= 4 else { return nil }
            return (.polylines, .line(points))
        case "point":
            guard let points = points(object["points"]?["exterior"]), points.count == 2 else { return nil }
            return (.points, .point(points))
        case "graph": return graph(object["nodes"]?.object, label)
        case "bitmap": return mask(object["bitmap"]).map { (.masks, .mask($0)) }
        case "cuboid_3d": return solid(object).map { (.cuboids3D, $0) }
        default: return nil
        }
    }

    private func points(_ value: JSONValue?) -> [Double]? { JSONPoints.pairs(value).map { namesPixels ? $0.map { $0 + 0.5 } : $0 } }

    private func box(_ value: JSONValue?) -> [Double]? {
        guard let p = JSONPoints.pairs(value), p.count == 4 else { return nil }
        let last = namesPixels ? 1.0 : 0
        let box = [min(p[0], p[2]), min(p[1], p[3]), max(p[0], p[2]) + last, max(p[1], p[3]) + last]
        return box[0] < box[2] && box[1] < box[3] ? box : nil
    }

    private func rings(_ value: JSONValue?) -> PolygonRings? {
        guard let outer = points(value?["exterior"]), outer.count >= 6 else { return nil }
        let holes = (value?["interior"]?.array ?? []).compactMap { points($0) }.filter { $0.count >= 6 }
        return PolygonRings(outer: outer, holes: holes)
    }

    /// Nodes in the order the class has them; one that is missing is not labelled, one that is `disabled` hidden.
    private func graph(_ nodes: JSONObject?, _ label: String) -> (QuestionKind, Shape)? {
        guard let nodes, !nodes.isEmpty else { return nil }
        let declared = meta.nodes[label] ?? []
        let names = nodes.keys.allSatisfy(declared.contains) ? declared : nodes.keys
        var joints: [[Double]] = []
        for name in names {
            guard let node = nodes[name] else { joints.append([0, 0, 0]); continue }
            guard let place = JSONPoints.numbers(node["loc"]), place.count == 2 else { return nil }
            joints.append(place.map { namesPixels ? $0 + 0.5 : $0 } + [node["disabled"]?.bool == true ? 1 : 2])
        }
        return (.skeletons, .joints(joints))
    }

    private func solid(_ value: JSONValue) -> Shape? {
        func vector(_ name: String) -> [Double]? {
            let numbers = ["x", "y", "z"].compactMap { JSONPoints.number(value[name]?[$0]) }
            return numbers.count == 3 ? numbers : nil
        }
        guard let centre = vector("position"), let size = vector("dimensions") else { return nil }
        return .cuboid3D(centre: centre, size: size, quaternion: EulerAngles.quaternion(vector("rotation") ?? [0, 0, 0]))
    }

    /// base64 of a zlib stream of a PNG, or of the PNG itself; the window's corner is `origin`.
    private func mask(_ value: JSONValue?) -> Mask? {
        guard let origin = JSONPoints.numbers(value?["origin"]), origin.count == 2, let x = Int(exactly: origin[0].rounded(.down)), let y = Int(exactly: origin[1].rounded(.down)),
              x.magnitude < 1 << 30, y.magnitude < 1 << 30, let text = value?["data"]?.string, let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else { return nil }
        let bytes = [UInt8](data)
        guard let png = try? PNGSamples.decode((try? ZlibBytes.inflate(bytes, maximumBytes: 64 << 20)) ?? bytes), let mask = PNGMask.mask(png) else { return nil }
        return Mask(size: mask.size, runs: mask.runs, at: [x, y])
    }
}
