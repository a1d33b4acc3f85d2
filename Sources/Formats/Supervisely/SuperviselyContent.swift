import Records

/// Objects, figures and tags of one file as answers.
struct SuperviselyContent {
    private static let known: Set<String> = ["classTitle", "geometryType", "tags", "points", "bitmap", "nodes", "parts", "angle", "id", "classId", "key", "description", "geometry", "objectKey", "objectId"]
    private let reader: SuperviselyReader
    private let meta: SuperviselyMeta
    private let place: Place

    init(_ reader: SuperviselyReader, _ meta: SuperviselyMeta, _ place: Place) {
        self.reader = reader
        self.meta = meta
        self.place = place
    }

    func readTags(_ tags: [JSONValue], _ sheet: inout AnswerSheet, _ own: inout JSONObject) {
        var (plain, left) = ([String](), [JSONValue]())
        for tag in tags {
            guard let name = tag["name"]?.string ?? tag.string else { left.append(tag); continue }
            if tag["frameRange"] != nil { left.append(tag) }
            switch tag["value"] {
            case nil, .null?: if !plain.contains(name) { plain.append(name) }
            case .string(let text)?:
                let isChoice = meta.tagKinds[name] == "oneof_string"
                if sheet.set(isChoice ? .choice(text) : .text(text), isChoice ? .choice : .text, called: name) == false { left.append(tag) }
            case let value?:
                guard let number = JSONPoints.number(value), sheet.set(.number(number), .number, called: name) else { left.append(tag); continue }
            }
        }
        if !plain.isEmpty { sheet.set(.choices(plain), .choices) }
        if !left.isEmpty { own["tags"] = .array(left) }
    }

    func readPicture(_ objects: [JSONValue], _ sheet: inout AnswerSheet, _ own: inout JSONObject) {
        let geometry = SuperviselyGeometry(objects, meta)
        var left: [JSONValue] = []
        for (number, object) in objects.enumerated() {
            let label = object["classTitle"]?.string ?? "", type = object["geometryType"]?.string ?? ""
            guard let (kind, shape) = geometry.shape(type, object, of: label) else {
                leaveOut(object, "object \(number + 1) (`\(label)`)", type, &left)
                continue
            }
            let (part, rest) = part("o\(number + 1)", object, shape)
            sheet.add(part, kind, extras: rest)
        }
        if !left.isEmpty { own["left_out"] = .array(left) }
    }

    private struct TrackName: Hashable {
        var object: String
        /// An object may have several figures on a frame.
        var number: Int
        var type: String
    }

    func readVideo(_ objects: [JSONValue], _ frames: [JSONValue], _ count: Int?, _ sheet: inout AnswerSheet, _ own: inout JSONObject) {
        let byKey = Self.byKey(objects)
        let geometry = SuperviselyGeometry(frames.flatMap { $0["figures"]?.array ?? [] }, meta)
        var gathering = TrackGathering<TrackName>()
        var left: [JSONValue] = []
        for frame in frames {
            guard let index = frame["index"]?.int.flatMap({ Int(exactly: $0) }), index >= 0 else { left.append(frame); continue }
            var seen: [TrackName: Int] = [:]
            for figure in frame["figures"]?.array ?? [] {
                let key = Self.key(figure, "objectKey", "objectId"), type = figure["geometryType"]?.string ?? ""
                guard let object = byKey[key], let (_, shape) = geometry.shape(type, figure["geometry"] ?? figure, of: object["classTitle"]?.string ?? "") else {
                    leaveOut(figure, "a figure of frame \(index)", type, &left)
                    continue
                }
                let name = TrackName(object: key, number: 0, type: type)
                seen[name, default: 0] += 1
                gathering.add(shape, of: TrackName(object: key, number: seen[name] ?? 1, type: type), frame: index)
            }
        }
        for (place, track) in gathering.tracks(frames: count).enumerated() {
            guard let object = byKey[track.name.object] else { continue }
            let (part, rest) = part("t\(place + 1)", object, .track(track.frames))
            sheet.add(part, .tracks, extras: rest)
        }
        if !left.isEmpty { own["left_out"] = .array(left) }
    }

    func readFigures(_ objects: [JSONValue], _ figures: [JSONValue], _ sheet: inout AnswerSheet, _ own: inout JSONObject) {
        let byKey = Self.byKey(objects)
        let geometry = SuperviselyGeometry([], meta)
        var left: [JSONValue] = []
        for (number, figure) in figures.enumerated() {
            let type = figure["geometryType"]?.string ?? ""
            guard let object = byKey[Self.key(figure, "objectKey", "objectId")], let (kind, shape) = geometry.shape(type, figure["geometry"] ?? figure, of: object["classTitle"]?.string ?? "") else {
                leaveOut(figure, "figure \(number + 1)", type, &left)
                continue
            }
            let (part, rest) = part("f\(number + 1)", object, shape)
            sheet.add(part, kind, extras: rest)
        }
        if !left.isEmpty { own["left_out"] = .array(left) }
    }

    private static func key(_ value: JSONValue, _ names: String...) -> String {
        for name in names { if let found = value[name], !found.isNull { return found.string ?? found.text() } }
        return ""
    }

    private static func byKey(_ objects: [JSONValue]) -> [String: JSONValue] {
        var found: [String: JSONValue] = [:]
        for object in objects { found[key(object, "key", "id")] = object }
        return found
    }

    private func leaveOut(_ value: JSONValue, _ what: String, _ type: String, _ left: inout [JSONValue]) {
        reader.say(.error, "geometry.unknown", "\(what) of `\(place.file ?? "")` has a geometry (`\(type)`) that is broken or not understood; it is kept in the item's metadata", place)
        left.append(value)
    }

    private func part(_ id: String, _ object: JSONValue, _ shape: Shape) -> (Part, JSONObject) {
        let label = object["classTitle"]?.string ?? "", note = object["description"]?.string ?? ""
        var part = Part(id: id, labels: label.isEmpty ? [] : [label], shape: shape, note: note.isEmpty ? nil : note, origin: .imported)
        var rest = object.object?.without(Self.known) ?? [:]
        let others = (object["tags"]?.array ?? []).filter { tag in
            guard let name = tag["name"]?.string ?? tag.string, tag["frameRange"] == nil, part.attributes[name] == nil else { return true }
            let given = tag["value"] ?? .null
            let value = given.isNull ? JSONValue.bool(true) : given
            guard let taken = reader.options.attribute(name, value) else { return true }
            part.attributes[name] = taken
            return false
        }
        if !others.isEmpty { rest["tags"] = .array(others) }
        return (part, rest)
    }
}
