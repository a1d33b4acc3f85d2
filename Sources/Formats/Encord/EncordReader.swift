import Records

/// Reads Encord's label rows. Each picture of a group is an item; objects of a video are tracks by their `objectHash`.
/// Classifications are questions of their own name: options chosen `choices`, free text `text`.
final class EncordReader: JSONFilesReader {
    private static let known: Set<String> = [
        "name", "value", "shape", "color", "featureHash", "objectHash", "boundingBox", "rotatableBoundingBox", "polygon", "polygons", "polyline", "point", "skeleton", "bitmask", "circle",
        "ellipse", "confidence", "createdAt", "createdBy", "lastEditedAt", "lastEditedBy", "manualAnnotation", "reviews", "isDeleted",
    ]

    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        let files = input.isFile ? input.listing.paths : Encord.files(input)
        try super.init(
            input, options: options, format: "encord", files: files, expected: "Encord label row (with `data_units`)",
            kinds: [.boxes, .rotatedBoxes, .polygons, .polylines, .points, .skeletons, .ellipses, .masks, .tracks, .choices, .text])
        try survey()
    }

    override func items(of file: String) throws -> [LabelledItem] {
        guard let value = try json(file) else { return [] }
        var items: [LabelledItem] = []
        for (number, row) in (value.array ?? [value]).enumerated() {
            guard let object = row.object, let units = object["data_units"]?.object else {
                say(.error, "not-encord", "label row \(number + 1) of `\(file)` has no `data_units`", Place(file: file, record: String(number + 1)))
                continue
            }
            let answers = EncordAnswers(object)
            for (hash, unit) in units.members { if let item = item(file, object, hash, unit, answers) { items.append(item) } }
        }
        return items
    }

    private func item(_ file: String, _ row: JSONObject, _ hash: String, _ unit: JSONValue, _ answers: EncordAnswers) -> LabelledItem? {
        let title = unit["data_title"]?.string ?? row["data_title"]?.string ?? hash
        let at = Place(file: file, record: title)
        var sheet = AnswerSheet(options.questions)
        let labels = unit["labels"]?.object ?? [:]
        let isVideo = (unit["data_type"]?.string ?? row["data_type"]?.string ?? "").hasPrefix("video") || (labels["objects"] == nil && labels.keys.contains { Int($0) != nil })
        let size = PixelSize(json: unit["width"], unit["height"])
        var own = row.without(["data_units", "object_answers", "classification_answers", "object_actions"])
        own["data_hash"] = .string(hash)
        var left: [JSONValue] = []
        if isVideo { readVideo(labels, unit, size, answers, at, &sheet, &left) } else { readPicture(.object(labels), size, answers, at, &sheet, &left) }
        if !left.isEmpty { own["left_out"] = .array(left) }
        let metadata = sheet.metadata("encord", own: own)
        let url = (unit["data_link"] ?? unit["signed_url"])?.string
        guard isVideo else {
            var item = LabelledItem(picture: title, size: size, answers: sheet.answers, metadata: metadata, place: at)
            item.files["image"]?.url = url
            return placed(item, sheet, lookingIn: [ImageFiles.parent(file), "images", "data", ""])
        }
        var item = LabelledItem(key: title, metadata: metadata, answers: sheet.answers)
        item.media = .video
        let frames = frameCount(unit)
        item.files["video"] = LabelledFile(path: input.listing.paths.first { ImageFiles.fileName($0) == title[...] }, url: url, width: size?.width, height: size?.height, duration: JSONPoints.number(unit["data_duration"]), rate: JSONPoints.number(unit["data_fps"]), frames: frames)
        item.place = at
        return placed(item, sheet, lookingIn: [])
    }

    private func frameCount(_ unit: JSONValue) -> Int? {
        guard let seconds = JSONPoints.number(unit["data_duration"]), let rate = JSONPoints.number(unit["data_fps"]) else { return nil }
        return Int(exactly: (seconds * rate).rounded())
    }

    private func leaveOut(_ object: JSONValue, _ size: PixelSize?, _ at: Place, _ left: inout [JSONValue]) {
        let why = size == nil ? "is given in shares of a size that is not stated" : "has a geometry (`\(object["shape"]?.string ?? "none")`) that is broken or not understood"
        say(.error, "object.bad", "object `\(object["objectHash"]?.string ?? object["name"]?.string ?? "")` of `\(at.record ?? "")` \(why); it is kept in the item's metadata", at)
        left.append(object)
    }

    private func readPicture(_ labels: JSONValue, _ size: PixelSize?, _ answers: EncordAnswers, _ at: Place, _ sheet: inout AnswerSheet, _ left: inout [JSONValue]) {
        let objects = labels["objects"]?.array ?? []
        for (number, object) in objects.enumerated() {
            guard let size, let found = EncordShape(size: size).shape(object) else { leaveOut(object, size, at, &left); continue }
            let (part, rest) = part("o\(number + 1)", object, found.shape, answers)
            sheet.add(part, found.kind, extras: rest)
        }
        classify(labels["classifications"]?.array ?? [], answers, &sheet)
        if objects.isEmpty, labels["objects"] != nil, let kind = questions.first(where: { $0.kind.isDrawn })?.kind { sheet.looked(for: kind) }
    }

    private func readVideo(_ labels: JSONObject, _ unit: JSONValue, _ size: PixelSize?, _ answers: EncordAnswers, _ at: Place, _ sheet: inout AnswerSheet, _ left: inout [JSONValue]) {
        var gathering = TrackGathering<String>()
        var objects: [String: JSONValue] = [:]
        var classes: [JSONValue] = []
        for (frame, content) in labels.members.compactMap({ member in Int(member.key).map { ($0, member.value) } }).sorted(by: { $0.0 < $1.0 }) where frame >= 0 {
            for object in content["objects"]?.array ?? [] {
                guard let hash = object["objectHash"]?.string, let size, let found = EncordShape(size: size).shape(object) else { leaveOut(object, size, at, &left); continue }
                if objects[hash] == nil { objects[hash] = object }
                gathering.add(found.shape, of: hash, frame: frame)
            }
            classes += content["classifications"]?.array ?? []
        }
        for (place, track) in gathering.tracks(frames: frameCount(unit)).enumerated() {
            guard let object = objects[track.name] else { continue }
            let (part, rest) = part("t\(place + 1)", object, .track(track.frames), answers)
            sheet.add(part, .tracks, extras: rest)
        }
        classify(classes, answers, &sheet)
    }

    private func classify(_ classifications: [JSONValue], _ answers: EncordAnswers, _ sheet: inout AnswerSheet) {
        var seen: Set<String> = []
        for hash in classifications.compactMap({ $0["classificationHash"]?.string }) where seen.insert(hash).inserted {
            for (name, value) in answers.ofClassification(hash) {
                switch value {
                case .chosen(let options): sheet.set(.choices(options), .choices, called: name)
                case .text(let text): sheet.set(.text(text), .text, called: name)
                }
            }
        }
    }

    private func part(_ id: String, _ object: JSONValue, _ shape: Shape, _ answers: EncordAnswers) -> (Part, JSONObject) {
        let label = object["name"]?.string ?? ""
        var part = Part(id: id, labels: label.isEmpty ? [] : [label], shape: shape, origin: .imported)
        // 1 is what people's own objects have.
        if let score = JSONPoints.number(object["confidence"]), score != 1 { part.score = score }
        var rest = object.object?.without(Self.known) ?? [:]
        var others = JSONObject()
        for (name, value) in answers.ofObject(object["objectHash"]?.string ?? "") {
            switch value {
            case .text(let text): if let taken = attribute(name, .string(text)) { part.attributes[name] = taken } else { others[name] = .string(text) }
            case .chosen(let options):
                if options.count == 1, let taken = attribute(name, .string(options[0])) { part.attributes[name] = taken } else { others[name] = .array(options.map(JSONValue.string)) }
            }
        }
        if !others.isEmpty { rest["answers"] = .object(others) }
        return (part, rest)
    }

    private func attribute(_ name: String, _ value: JSONValue) -> JSONValue? { options.attribute(name, value) }
}
