import Records

/// The annotations of one item as answers.
struct DarwinAnnotations {
    private static let known: Set<String> = Set(DarwinShape.names).union([
        "id", "name", "slot_names", "tag", "mask", "raster_layer", "text", "attributes", "properties", "inference", "frames", "interpolated", "instance_id",
    ])
    private let reader: DarwinReader
    private let place: Place
    private let size: PixelSize?
    private let isVideo: Bool

    init(_ reader: DarwinReader, _ place: Place, _ size: PixelSize?, isVideo: Bool) {
        self.reader = reader
        self.place = place
        self.size = size
        self.isVideo = isVideo
    }

    func read(_ annotations: [JSONValue], _ sheet: inout AnswerSheet, _ own: inout JSONObject) {
        let masks = masks(annotations)
        var (tags, left) = ([String](), [JSONValue]())
        for (number, value) in annotations.enumerated() {
            guard let object = value.object, object["raster_layer"] == nil else { continue }
            let name = object["name"]?.string ?? ""
            if object["tag"] != nil {
                if !tags.contains(name) { tags.append(name) }
                let rest = object.without(["id", "name", "slot_names", "tag", "annotators", "reviewers"])
                if !rest.isEmpty { left.append(value) }
                continue
            }
            guard let (kind, shape) = content(object, masks) else {
                reader.say(.error, "annotation.unknown", "annotation \(number + 1) (`\(name)`) has no geometry that is understood (\(object.keys.joined(separator: ", "))); it is kept in the item's metadata", place)
                left.append(value)
                continue
            }
            var part = Part(id: "a\(number + 1)", labels: name.isEmpty ? [] : [name], shape: shape, origin: .imported)
            let rest = extras(object, &part)
            sheet.add(part, kind, extras: rest)
        }
        if !tags.isEmpty { sheet.set(.choices(tags), .choices) }
        if !left.isEmpty { own["left_out"] = .array(left) }
    }

    private func content(_ object: JSONObject, _ masks: [String: Mask]) -> (QuestionKind, Shape)? {
        if object["frames"] != nil { return DarwinTrack.frames(object).map { (.tracks, .track($0)) } }
        if object["mask"] != nil { return object["id"]?.string.flatMap { masks[$0] }.map { (.masks, .mask($0)) } }
        return DarwinShape.shape(object).map { ($0.kind, $0.shape) }
    }

    /// Masks by the ids of their annotations: numbers in the raster layer, whose runs are value and count in turn.
    private func masks(_ annotations: [JSONValue]) -> [String: Mask] {
        var found: [String: Mask] = [:]
        for layer in annotations.compactMap({ $0["raster_layer"] }) {
            let numbers = (layer["dense_rle"]?.array ?? []).compactMap { $0.int }
            guard let size, numbers.count == layer["dense_rle"]?.array?.count, numbers.count % 2 == 0 else {
                reader.say(.error, "raster.bad", "the raster layer of `\(place.record ?? "")` is no list of values and counts, or its size is not known", place)
                continue
            }
            let runs = stride(from: 0, to: numbers.count, by: 2).map { (value: UInt32(clamping: numbers[$0]), count: Int(clamping: numbers[$0 + 1])) }
            guard let all = RowRuns.raster(runs, size)?.masks() else {
                reader.say(.error, "raster.bad", "the runs of the raster layer of `\(place.record ?? "")` do not fill \(size.width) x \(size.height) pixels", place)
                continue
            }
            for (id, value) in layer["mask_annotation_ids_mapping"]?.object?.members ?? [] {
                if let mask = all.first(where: { Int64($0.number) == value.int }) { found[id] = mask.mask }
            }
        }
        return found
    }

    /// What is beside the geometry: on the part where it has a place there, else it is given back.
    private func extras(_ object: JSONObject, _ part: inout Part) -> JSONObject {
        var rest = object.without(Self.known)
        if let text = object["text"]?["text"]?.string, !text.isEmpty { part.note = text }
        if let score = JSONPoints.number(object["inference"]?["confidence"]) { part.score = score } else if let other = object["inference"] { rest["inference"] = other }
        func take(_ name: String, _ value: JSONValue) -> Bool {
            guard part.attributes[name] == nil, let taken = reader.options.attribute(name, value) else { return false }
            part.attributes[name] = taken
            return true
        }
        let flags = object["attributes"]?.array ?? []
        let otherFlags = flags.filter { flag in flag.string.map { !take($0, true) } ?? true }
        if !otherFlags.isEmpty { rest["attributes"] = .array(otherFlags) }
        let properties = object["properties"]?.array ?? []
        let others = properties.filter { property in
            guard let name = property["name"]?.string, let value = property["value"], !value.isNull, property["frame_index"]?.isNull ?? true else { return true }
            return !take(name, value)
        }
        if !others.isEmpty { rest["properties"] = .array(others) }
        if let id = object["instance_id"]?["value"], !take("instance_id", id) { rest["instance_id"] = object["instance_id"] }
        return rest
    }
}
