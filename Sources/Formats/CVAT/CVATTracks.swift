import Records

/// Tracks of CVAT: the key frames of each, with what changes from frame to frame kept beside them.
///
/// Exports list every frame; those that are no key frames are what interpolation makes of the key frames, and are passed
/// over, as CVAT itself does on import.
struct CVATTracks {
    struct Track {
        var part: Part
        var task: String?
        var subset: String?
        var extras: JSONObject
    }

    private let format: String
    private var tracks: [Track] = []
    private var count = 0

    init(_ format: String) { self.format = format }

    /// Those since the last time.
    mutating func finish() -> [Track] {
        defer { (tracks, count) = ([], 0) }
        return tracks
    }

    mutating func take(_ element: XMLElement, _ file: String, _ parts: inout CVATParts, _ findings: inout FindingLog) {
        count += 1
        let id = "t\(element.attribute("id") ?? String(count))"
        let shapes = element.children.filter { CVATShape.names.contains($0.name) }
        let keys = shapes.filter { $0.attribute("keyframe") != "0" }
        // One list; of `<points>` one for each of the points.
        var lists: [[TrackFrame]] = []
        var last = -1
        var state = State()
        for shape in keys.isEmpty ? shapes : keys {
            let place = Place(file: file, line: shape.line, record: id)
            guard let number = shape.attribute("frame").flatMap({ Int($0) }), number >= 0, number > last else {
                findings.add(Finding(.error, "cvat.track.frame", "`<\(shape.name)>` of track `\(id)` has the frame `\(shape.attribute("frame") ?? "")`, where a whole number above the one before is needed", at: place))
                continue
            }
            do {
                let found = try parts.shapes(shape)
                Self.add(found, at: number, isOutside: shape.attribute("outside") == "1", to: &lists)
                last = number
                state.take(parts.extras(labelled(shape, element)), at: number)
            } catch {
                findings.add(Finding(.error, "cvat.shape.bad", "`<\(shape.name)>` of track `\(id)` at frame \(number) \(error.message)", at: place))
            }
        }
        guard !lists.isEmpty else {
            findings.add(Finding(.warning, "cvat.track.empty", "track `\(id)` has no frame that can be used", at: Place(file: file, line: element.line, record: id)))
            return
        }
        if lists.count > 1 { findings.add(Finding(.note, "cvat.track.points", "track `\(id)` has \(lists.count) points; each becomes a track of its own", at: Place(file: file, line: element.line, record: id))) }
        for (number, frames) in lists.enumerated() { add(lists.count > 1 ? "\(id).\(number + 1)" : id, element, alike(frames), state) }
    }

    /// A point that a later frame no longer has is outside from there.
    private static func add(_ shapes: [Shape], at frame: Int, isOutside: Bool, to lists: inout [[TrackFrame]]) {
        for (place, shape) in shapes.enumerated() {
            if place == lists.count { lists.append([]) }
            lists[place].append(TrackFrame(frame: frame, shape: shape, isOutside: isOutside))
        }
        for place in lists.indices.dropFirst(shapes.count) {
            guard let before = lists[place].last, !before.isOutside else { continue }
            lists[place].append(TrackFrame(frame: frame, shape: before.shape, isOutside: true))
        }
    }

    /// Attributes are declared by label, which stands at the track.
    private func labelled(_ shape: XMLElement, _ track: XMLElement) -> XMLElement {
        var shape = shape
        if shape.attribute("label") == nil { shape.attributes.append(XMLAttribute(name: "label", value: track.attribute("label") ?? "")) }
        return shape
    }

    /// A box that turns is a rotated one in all its frames.
    private func alike(_ frames: [TrackFrame]) -> [TrackFrame] {
        guard frames.contains(where: { if case .rotated = $0.shape { true } else { false } }) else { return frames }
        return frames.map { frame in
            guard case .box(let box) = frame.shape else { return frame }
            var frame = frame
            frame.shape = .rotated([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[2] - box[0], box[3] - box[1], 0])
            return frame
        }
    }

    private mutating func add(_ id: String, _ element: XMLElement, _ frames: [TrackFrame], _ state: State) {
        var extras = JSONObject()
        if !state.frames.isEmpty { extras["frames"] = .object(state.frames) }
        for attribute in element.attributes where !["id", "label", "task_id", "subset"].contains(attribute.name) {
            if attribute.name != "source" || attribute.value != "manual" { extras["@" + attribute.name] = .string(attribute.value) }
        }
        let own = tracks.contains { $0.part.id == id } ? "\(id).\(count)" : id
        let part = Part(id: own, labels: [element.attribute("label") ?? ""].filter { !$0.isEmpty }, shape: .track(frames), attributes: state.attributes, origin: .imported)
        tracks.append(Track(part: part, task: element.attribute("task_id"), subset: element.attribute("subset").flatMap { $0.isEmpty ? nil : $0 }, extras: extras))
    }

    /// Attributes as the first frame has them, and for each later frame what is different from the one before.
    private struct State {
        var attributes = JSONObject()
        private(set) var frames = JSONObject()
        private var inForce = JSONObject()
        private var isFirst = true

        mutating func take(_ found: (attributes: JSONObject, rest: JSONObject), at frame: Int) {
            var own = found.rest
            if isFirst {
                (attributes, inForce, isFirst) = (found.attributes, found.attributes, false)
            } else {
                var changed = JSONObject()
                for (name, value) in found.attributes.members where inForce[name] != value { (changed[name], inForce[name]) = (value, value) }
                if !changed.isEmpty { own["changed"] = .object(changed) }
            }
            if own["source"] != nil { own["source"] = nil }
            if !own.isEmpty { frames[String(frame)] = .object(own) }
        }
    }
}
