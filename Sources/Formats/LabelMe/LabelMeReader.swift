import Records

/// Reads labelme's files in the order of their paths.
///
/// Polygons of one label that share a `group_id` are the pieces of one part, as in labelme's own export. Flags of the
/// picture are `choices`, those of a shape attributes. Embedded pictures (`imageData`) are passed over.
final class LabelMeReader: JSONFilesReader {
    private static let known: Set<String> = ["version", "flags", "shapes", "imagePath", "imageData", "imageHeight", "imageWidth", "split", "answered"]
    private var embedded = 0

    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        let files = input.isFile ? input.listing.paths : LabelMe.files(input)
        try super.init(input, options: options, format: "labelme", files: files, expected: "JSON file with `shapes` and `imagePath`", kinds: LabelMe.drawn + [.choices])
        try survey()
    }

    override func begin() throws { embedded = 0 }

    override func items(of file: String) throws -> [LabelledItem] {
        guard let value = try json(file) else { return [] }
        guard let object = value.object, let shapes = object["shapes"]?.array else {
            say(.error, "not-labelme", "`\(file)` has no list of `shapes`", Place(file: file))
            return []
        }
        var sheet = AnswerSheet(options.questions)
        var own = object.without(Self.known)
        if let version = object["version"]?.string, version != LabelMeWriter.version { own["version"] = .string(version) }
        var leftOut: [JSONValue] = []
        read(shapes, file, &sheet, &leftOut)
        readFlags(object["flags"], &sheet, &own)
        if !leftOut.isEmpty { own["left_out"] = .array(leftOut) }
        settle(object, shapes.isEmpty, &sheet)
        if object["imageData"]?.string != nil { noteEmbedded(file) }
        return [item(file, object, sheet, own)].compactMap(\.self)
    }

    private func read(_ shapes: [JSONValue], _ file: String, _ sheet: inout AnswerSheet, _ leftOut: inout [JSONValue]) {
        var pieces = LabelMePieces()
        for (place, value) in shapes.enumerated() {
            do throws(LabelMeShape.Fault) { pieces.add(try LabelMeShape(value), number: place + 1) } catch {
                say(.error, "shape.\(error.code)", "shape \(place + 1) of `\(file)` \(error.reason); it is kept in the item's metadata", Place(file: file, record: "shapes[\(place)]"))
                leftOut.append(value)
            }
        }
        for (number, shape) in pieces.shapes {
            var part = Part(id: "s\(number)", labels: [shape.label], shape: shape.shape, note: shape.note, score: shape.score, origin: .imported)
            var rest = shape.rest
            for (name, members) in [("flags", shape.flags), ("attributes", shape.attributes)] {
                var others = JSONObject()
                for (key, value) in members.members {
                    if part.attributes[key] == nil, let taken = options.attribute(key, value) { part.attributes[key] = taken } else { others[key] = value }
                }
                if !others.isEmpty { rest[name] = .object(others) }
            }
            if let group = shape.group, !pieces.joined.contains(number) { rest["group_id"] = .int(group) }
            sheet.add(part, shape.kind, extras: rest)
        }
    }

    /// Flags of the picture: those set are answers, the names of the others are kept.
    private func readFlags(_ value: JSONValue?, _ sheet: inout AnswerSheet, _ own: inout JSONObject) {
        guard let flags = value?.object, !flags.isEmpty else { return }
        let isTaken = sheet.set(.choices(flags.members.filter { $0.value.bool == true }.map(\.key)), .choices)
        let others = flags.members.filter { !isTaken || $0.value.bool != true }
        if !others.isEmpty { own["flags"] = .object(JSONObject(others.map { (key: $0.key, value: $0.value) })) }
    }

    /// What was looked for and not found: our writer says so; of others a file without shapes says it of the first question.
    private func settle(_ object: JSONObject, _ isEmpty: Bool, _ sheet: inout AnswerSheet) {
        if let answered = object["answered"]?.array {
            for kind in answered.compactMap({ $0.string.flatMap(QuestionKind.init) }) where kind.hasParts { sheet.looked(for: kind) }
        } else if isEmpty {
            let asked = LabelMe.drawn.first { kind in questions.contains { $0.kind == kind } }
            sheet.looked(for: asked ?? .polygons)
        }
    }

    private func item(_ file: String, _ object: JSONObject, _ sheet: AnswerSheet, _ own: JSONObject) -> LabelledItem? {
        let folder = ImageFiles.parent(file)
        let named = (object["imagePath"]?.string ?? "").split(whereSeparator: { $0 == "/" || $0 == "\\" }).map(String.init)
        let path = Self.resolved(folder, named) ?? ImageFiles.withoutEnding(file)
        let split = object["split"]?.string ?? Self.split(ofFolder: folder)
        let ownFolder = split.flatMap { name in [name, SafeNames.safe(name)].first { path.hasPrefix($0 + "/") } }
        let key = ownFolder.map { String(path.dropFirst($0.count + 1)) } ?? path
        let size = PixelSize(json: object["imageWidth"], object["imageHeight"])
        let item = LabelledItem(picture: key, size: size, split: split, answers: sheet.answers, metadata: sheet.metadata("labelme", own: own), place: Place(file: file))
        return placed(item, sheet, lookingIn: [ownFolder ?? "", ImageFiles.parent(path), folder])
    }

    /// The path below the dataset's folder; a way out of it ends at the name itself.
    private static func resolved(_ folder: String, _ named: [String]) -> String? {
        guard let last = named.last, last != "..", last != "." else { return nil }
        var parts = folder.split(separator: "/").map(String.init)
        for part in named where part != "." {
            if part == ".." { if parts.popLast() == nil { return last } } else if part.hasSuffix(":") { return last } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }

    private func noteEmbedded(_ file: String) {
        embedded += 1
        if embedded == 1 { say(.note, "image-embedded", "`\(file)` holds its picture within (`imageData`), and so may others; such pictures are not read", Place(file: file), hint: "Put the picture files beside the JSON files") }
    }
}

/// Shapes in their order, polygons of one label and one group joined to the first of them.
struct LabelMePieces {
    private(set) var shapes: [(number: Int, shape: LabelMeShape)] = []
    /// Numbers of shapes that have several pieces.
    private(set) var joined: Set<Int> = []
    private var places: [String: Int] = [:]

    mutating func add(_ shape: LabelMeShape, number: Int) {
        if case .polygons(let more) = shape.shape, let group = shape.group {
            let key = "\(group) \(shape.label)"
            if let place = places[key], case .polygons(let before) = shapes[place].shape.shape, shape.saysTheSame(as: shapes[place].shape) {
                shapes[place].shape.shape = .polygons(before + more)
                joined.insert(shapes[place].number)
                return
            }
            places[key] = shapes.count
        }
        shapes.append((number, shape))
    }
}
