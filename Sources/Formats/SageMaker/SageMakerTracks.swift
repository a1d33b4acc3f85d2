import Records

/// Objects of a sequence of frames as tracks: by their id, or alone in their frame.
///
/// Every frame is listed, so where an object is not in one it is outside. Frames may also list polygons, polylines and key
/// points beside boxes, each under its own member.
extension SageMakerDecoder {
    private static let lists: [(member: String, isOpen: Bool)] = [("annotations", false), ("polygons", false), ("polylines", true), ("keypoints", false)]
    private static let known: Set<String> = [
        "left", "top", "width", "height", "center-x", "center-y", "center-z", "length", "roll", "pitch", "yaw", "vertices", "x", "y", "class-id", "object-id", "object-name", "confidence",
    ]

    private struct Track {
        var id: String
        var label: String
        var attributes: JSONObject
        var score: Double?
        var shapes: [Int: Shape] = [:]
        var name: JSONValue?
        var extras = JSONObject()
    }

    private struct Places {
        var of: [String: Int] = [:]
        var ids: Set<String> = []
    }

    mutating func sequence(_ value: JSONValue, _ kind: QuestionKind) -> Answer? {
        guard let list = value["tracking-annotations"] != nil ? "tracking-annotations" : value["detection-annotations"] != nil ? "detection-annotations" : nil, let frames = value[list]?.array else {
            trouble = "there are neither `tracking-annotations` nor `detection-annotations`"
            return nil
        }
        var (tracks, places) = ([Track](), Places())
        var said: JSONObject = [:]
        var last = -1
        for (place, frame) in frames.enumerated() {
            let stated = frame["frame-no"] ?? frame["frame-number"]
            let number = stated?.int.flatMap { Int(exactly: $0) } ?? stated?.string.flatMap { Int($0) } ?? place
            guard number >= 0 else { trouble = "a frame has the number \(number)"; return nil }
            last = max(last, number)
            let others = frame.object?.without(Set(["frame-no", "frame-number"] + Self.lists.map(\.member))) ?? [:]
            if !others.isEmpty { said[String(number)] = .object(others) }
            for (member, isOpen) in Self.lists {
                for (index, object) in (frame[member]?.array ?? []).enumerated() {
                    guard let shape = Self.shape(object, isOpen) else {
                        trouble = "object \(index + 1) of `\(member)` of frame \(number) has no shape that is read"
                        return nil
                    }
                    add(object, shape, number, "f\(number).\(index + 1)", &tracks, &places)
                }
            }
        }
        keep(tracks, said, value.object?.without([list]) ?? [:])
        return .parts(tracks.map { part($0, kind, last) })
    }

    private func add(_ object: JSONValue, _ shape: Shape, _ number: Int, _ alone: String, _ tracks: inout [Track], _ places: inout Places) {
        let name = object["object-name"]?.string, own = object["object-id"]?.string ?? name
        let label = label(object["class-id"]) ?? name?.split(separator: ":").first.map(String.init) ?? ""
        let attributes = attributes(object)
        var key = "\(own ?? alone)\u{0}\(label)"
        // Twice in one frame: another object.
        if own == nil || places.of[key].map({ tracks[$0].shapes[number] != nil }) == true { key += "\u{0}\(alone)" }
        let place = places.of[key] ?? tracks.count
        if place == tracks.count {
            places.of[key] = place
            let isTaken = !places.ids.insert(own ?? alone).inserted
            tracks.append(Track(id: isTaken ? "\(own ?? "")/\(alone)" : own ?? alone, label: label, attributes: attributes, name: object["object-name"]))
        }
        tracks[place].shapes[number] = shape
        if let score = object["confidence"]?.double, score != 0 { tracks[place].score = score }
        var others = others(object, known: Self.known)
        for (name, value) in attributes.members where tracks[place].attributes[name] != value {
            others[SageMaker.attributes] = .object((others[SageMaker.attributes]?.object ?? [:]).merged(JSONObject([(key: name, value: value)])))
        }
        if !others.isEmpty { tracks[place].extras[String(number)] = .object(others) }
    }

    private func part(_ track: Track, _ kind: QuestionKind, _ last: Int) -> Part {
        var frames: [TrackFrame] = []
        for (number, shape) in track.shapes.sorted(by: { $0.key < $1.key }) {
            if let before = frames.last, before.frame + 1 < number { frames.append(TrackFrame(frame: before.frame + 1, shape: before.shape, isOutside: true)) }
            frames.append(TrackFrame(frame: number, shape: shape))
        }
        let first = frames[0].shape
        if let end = frames.last, end.frame < last { frames.append(TrackFrame(frame: end.frame + 1, shape: end.shape, isOutside: true)) }
        return Part(id: track.id, labels: track.label.isEmpty ? [] : [track.label], shape: kind == .cuboids3D ? first : .track(frames), attributes: track.attributes, score: track.score, origin: .imported)
    }

    /// What the file says beyond shapes and labels, for the writer.
    private mutating func keep(_ tracks: [Track], _ frames: JSONObject, _ sequence: JSONObject) {
        var (objects, more) = (JSONObject(), JSONObject())
        for track in tracks {
            var own: JSONObject = [:]
            if let name = track.name, name != .string("\(track.label):\(track.id)") { own["object-name"] = name }
            if !track.extras.isEmpty { own["frames"] = .object(track.extras) }
            if !own.isEmpty { objects[track.id] = .object(own) }
        }
        if !frames.isEmpty { more["frames"] = .object(frames) }
        if !objects.isEmpty { more["objects"] = .object(objects) }
        if !sequence.isEmpty { more["sequence"] = .object(sequence) }
        if !more.isEmpty { valueRest = .object(more) }
    }

    private static func shape(_ object: JSONValue, _ isOpen: Bool) -> Shape? {
        func number(_ key: String) -> Double? { object[key]?.double }
        if let left = number("left"), let top = number("top"), let width = number("width"), let height = number("height"), width > 0, height > 0 {
            return .box([left, top, left + width, top + height])
        }
        if object["vertices"] != nil {
            let points = VendorShapes.points(object["vertices"])
            return isOpen ? VendorShapes.line(points) : VendorShapes.ring(points)
        }
        guard let x = number("center-x"), let y = number("center-y"), let z = number("center-z"), let length = number("length"), let width = number("width"), let height = number("height"),
              length > 0, width > 0, height > 0 else {
            return VendorShapes.point(object).map(Shape.point)
        }
        return .cuboid3D(centre: [x, y, z], size: [length, width, height], quaternion: SageMakerTurn.quaternion(roll: number("roll") ?? 0, pitch: number("pitch") ?? 0, yaw: number("yaw") ?? 0))
    }
}
