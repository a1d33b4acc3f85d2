import Foundation
import Media
import Records

/// One job's label and its metadata as an answer. `rest` is what of the metadata the answer does not say.
struct SageMakerDecoder {
    private let name: String
    private let metadata: JSONObject
    private let classes: [Int: String]
    private(set) var rest: JSONObject
    /// Of the value, beside what is understood.
    private(set) var valueRest: JSONValue?
    var trouble: String?

    init(_ name: String, _ metadata: JSONObject, _ classes: [Int: String]) {
        (self.name, self.metadata, self.classes, rest) = (name, metadata, classes, metadata)
        rest["class-map"] = nil
    }

    private func label(_ value: JSONValue?) -> String? {
        let number = value?.int.flatMap { Int(exactly: $0) } ?? value?.string.flatMap { Int($0) }
        if let number { return metadata["class-map"]?[String(number)]?.string ?? classes[number] ?? String(number) }
        return value?.string
    }

    mutating func answer(_ value: JSONValue, _ kind: QuestionKind, _ item: inout LabelledItem) -> Answer? {
        switch kind {
        case .choice:
            guard let label = metadata["class-name"]?.string ?? label(value) else { return nil }
            rest["class-name"] = nil
            return .choice(label)
        case .choices:
            guard let labels = value.array?.map({ label($0) }), labels.allSatisfy({ $0 != nil }) else { return nil }
            return .choices(labels.compactMap(\.self))
        case .boxes: return boxes(value, &item)
        case .spans: return spans(value)
        default: return nil
        }
    }

    // MARK: Boxes and spans

    private mutating func boxes(_ value: JSONValue, _ item: inout LabelledItem) -> Answer? {
        guard let list = value["annotations"]?.array else { return nil }
        if let size = value["image_size"]?[0], let width = size["width"]?.int.flatMap({ Int(exactly: $0) }), let height = size["height"]?.int.flatMap({ Int(exactly: $0) }), item.size == nil {
            item.size = PixelSize(width: width, height: height)
        }
        let objects = metadata["objects"]?.array ?? []
        var parts: [Part] = []
        for (place, box) in list.enumerated() {
            guard let left = box["left"]?.double, let top = box["top"]?.double, let width = box["width"]?.double, let height = box["height"]?.double, width > 0, height > 0, let label = label(box["class_id"]) else {
                trouble = "annotation \(place + 1) lacks a number or has no area"
                return nil
            }
            let id = "b\(place + 1)"
            parts.append(Part(id: id, labels: [label], shape: .box([left, top, left + width, top + height]), score: score(objects, place), origin: .imported))
        }
        takeObjects("objects", objects)
        keepValue(value, list, known: ["class_id", "left", "top", "width", "height"])
        return .parts(parts)
    }

    /// Ground Truth writes 0 where one person alone was asked.
    private func score(_ list: [JSONValue], _ place: Int) -> Double? {
        guard place < list.count, let score = list[place]["confidence"]?.double, score != 0 else { return nil }
        return score
    }

    private mutating func takeObjects(_ key: String, _ objects: [JSONValue]) {
        if objects.allSatisfy({ $0.object?.keys == ["confidence"] }) { rest[key] = nil }
    }

    private mutating func keepValue(_ value: JSONValue, _ list: [JSONValue], known: [String]) {
        var more: JSONObject = [:]
        for (key, member) in value.object?.members ?? [] where key != "annotations" && key != "image_size" { more[key] = member }
        if let depth = value["image_size"]?[0]?["depth"], depth != 3 { more["depth"] = depth }
        let others = list.map { box in JSONValue.object(JSONObject((box.object?.members ?? []).filter { !known.contains($0.key) }.map { (key: $0.key, value: $0.value) })) }
        if others.contains(where: { $0 != [:] }) { more["annotations"] = .array(others) }
        if !more.isEmpty { valueRest = .object(more) }
    }

    private mutating func spans(_ value: JSONValue) -> Answer? {
        guard let list = value["annotations"]?["entities"]?.array else { return nil }
        let entities = metadata["entities"]?.array ?? []
        var parts: [Part] = []
        for (place, entity) in list.enumerated() {
            guard let start = entity["startOffset"]?.int.flatMap({ Int(exactly: $0) }), let end = entity["endOffset"]?.int.flatMap({ Int(exactly: $0) }), start >= 0, start < end, let label = entity["label"]?.string else {
                trouble = "entity \(place + 1) has no offsets or no label"
                return nil
            }
            parts.append(Part(id: "s\(place + 1)", labels: [label], shape: .ranges([[start, end]]), score: score(entities, place), origin: .imported))
        }
        takeObjects("entities", entities)
        if let labels = value["annotations"]?["labels"], labels.array?.contains(where: { $0["shortDisplayName"] != $0["label"] }) == true { valueRest = ["labels": labels] }
        return .parts(parts)
    }

    // MARK: Rasters

    /// A mask per colour of the map, the background left out.
    mutating func masks(_ png: PNGSamples) -> Answer? {
        let map = (metadata["internal-color-map"] ?? metadata["color-map"])?.object ?? [:]
        guard let raster = LabelRaster(colours: png) ?? LabelRaster(indices: png), let found = raster.masks(leavingOut: []) else {
            trouble = "the raster is no picture of few colours"
            return nil
        }
        let isIndexed = LabelRaster(colours: png) == nil
        var parts: [Part] = []
        for (number, mask) in found {
            let entry = map.members.first { key, value in isIndexed ? Int(key) == Int(number) : Self.colour(value["hex-color"]?.string) == number }
            guard let label = entry?.value["class-name"]?.string, label != "BACKGROUND" else { continue }
            parts.append(Part(id: "m\(entry?.key ?? String(number))", labels: [label], shape: .mask(mask), origin: .imported))
        }
        return .parts(parts)
    }

    /// `#2ca02c` as `LabelRaster` numbers colours.
    private static func colour(_ text: String?) -> UInt32? {
        guard let text, text.hasPrefix("#"), text.utf8.count == 7, let value = UInt32(text.dropFirst(), radix: 16) else { return nil }
        return value >> 16 | value & 0xFF00 | (value & 0xFF) << 16
    }

    // MARK: Sequences

    /// Objects of a sequence of frames: by their id, or alone in their frame.
    mutating func sequence(_ value: JSONValue, _ kind: QuestionKind) -> Answer? {
        guard let frames = (value["tracking-annotations"] ?? value["detection-annotations"])?.array else {
            trouble = "there are neither `tracking-annotations` nor `detection-annotations`"
            return nil
        }
        var tracks: [(id: String, label: String, attributes: JSONObject, frames: [Int: TrackFrame])] = []
        var scores: [String: Double] = [:]
        for (place, frame) in frames.enumerated() {
            let stated = frame["frame-no"] ?? frame["frame-number"]
            let number = stated?.int.flatMap { Int(exactly: $0) } ?? stated?.string.flatMap { Int($0) } ?? place
            for (index, object) in (frame["annotations"]?.array ?? []).enumerated() {
                guard number >= 0, let shape = Self.shape(object) else {
                    trouble = "an object of frame \(number) is neither a box nor a cuboid"
                    return nil
                }
                let name = object["object-name"]?.string, own = object["object-id"]?.string ?? name
                let id = own ?? "f\(number).\(index + 1)"
                let label = label(object["class-id"]) ?? name?.split(separator: ":").first.map(String.init) ?? ""
                scores[id] = object["confidence"]?.double
                let known = own == nil ? nil : tracks.firstIndex { $0.id == id && $0.label == label }
                if known == nil { tracks.append((id, label, object["label-category-attributes"]?.object ?? [:], [:])) }
                tracks[known ?? tracks.count - 1].frames[number] = TrackFrame(frame: number, shape: shape)
            }
        }
        return .parts(tracks.map { track in
            let frames = track.frames.values.sorted { $0.frame < $1.frame }
            let shape = kind == .cuboids3D ? frames[0].shape : Shape.track(frames)
            return Part(id: track.id, labels: track.label.isEmpty ? [] : [track.label], shape: shape, attributes: track.attributes, score: kind == .cuboids3D ? scores[track.id] : nil, origin: .imported)
        })
    }

    private static func shape(_ object: JSONValue) -> Shape? {
        func number(_ key: String) -> Double? { object[key]?.double }
        if let left = number("left"), let top = number("top"), let width = number("width"), let height = number("height"), width > 0, height > 0 {
            return .box([left, top, left + width, top + height])
        }
        guard let x = number("center-x"), let y = number("center-y"), let z = number("center-z"), let length = number("length"), let width = number("width"), let height = number("height"),
              length > 0, width > 0, height > 0 else { return nil }
        return .cuboid3D(centre: [x, y, z], size: [length, width, height], quaternion: SageMakerTurn.quaternion(roll: number("roll") ?? 0, pitch: number("pitch") ?? 0, yaw: number("yaw") ?? 0))
    }
}

/// Roll, pitch and yaw in radians (about x, then y, then z) and quaternions w x y z.
enum SageMakerTurn {
    static func quaternion(roll: Double, pitch: Double, yaw: Double) -> [Double] {
        let (cr, sr, cp, sp, cy, sy) = (cos(roll / 2), sin(roll / 2), cos(pitch / 2), sin(pitch / 2), cos(yaw / 2), sin(yaw / 2))
        return [cr * cp * cy + sr * sp * sy, sr * cp * cy - cr * sp * sy, cr * sp * cy + sr * cp * sy, cr * cp * sy - sr * sp * cy]
    }

    static func angles(_ q: [Double]) -> (roll: Double, pitch: Double, yaw: Double) {
        guard q.count == 4 else { return (0, 0, 0) }
        let (w, x, y, z) = (q[0], q[1], q[2], q[3])
        let sine = max(-1, min(1, 2 * (w * y - z * x)))
        return (atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y)), asin(sine), atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z)))
    }
}
