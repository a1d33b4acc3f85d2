import Media
import Records

/// Reads Vertex AI import files line by line. Members that are not understood stay in the item's metadata.
final class VertexReader: QueuedReader {
    private let files: [String]
    private let pictures: ImageFiles
    private let beside: LabelStudioFiles
    private var place = 0
    private var lines: JSONLinesReader?
    private var keys = KeyBook()
    private var told: Set<String> = []

    init(opening input: DatasetInput, options: DatasetReadOptions) throws {
        let found = input.isFile ? input.listing.paths : Vertex.files(in: input)
        files = found.isEmpty ? input.files("jsonl") : found
        pictures = ImageFiles(input.listing)
        beside = LabelStudioFiles(input.listing)
        guard !files.isEmpty else { throw ImageFormatError.noFiles(format: "vertex", folder: input.path, expected: "file of JSON lines") }
        super.init(input, options: options)
        var survey = QuestionSurvey()
        for file in files { try look(through: file, &survey) }
        questions = survey.questions.map { question in
            var question = question
            if let kind = kinds[question.name] { question.kind = kind }
            return question
        }
        (findings, keys, told, done) = (FindingLog(), KeyBook(), [], 0)
    }

    /// Kinds by what the members say, since an empty list says nothing.
    private var kinds: [String: QuestionKind] = [:]

    /// Which questions there are only the lines tell, so they are read twice.
    private func look(through file: String, _ survey: inout QuestionSurvey) throws {
        let lines = try JSONLinesReader(input.source(file))
        while let record = try lines.next() { if let item = item(record, file) { survey.add(item) } }
    }

    override func produce() throws -> [LabelledItem]? {
        while true {
            if let lines {
                let record = try lines.next()
                findings.add(lines.takeFindings())
                if let record { return [item(record, files[place - 1])].compactMap(\.self) }
                self.lines = nil
            }
            guard place < files.count else { return nil }
            lines = try JSONLinesReader(input.source(files[place]))
            place += 1
        }
    }

    private func item(_ record: RawRecord, _ file: String) -> LabelledItem? {
        done += 1
        var rest = record.fields
        var place = Place(file: file, line: record.line, record: String(record.number))
        guard var item = start(&rest, place, record.number) else {
            findings.add(Finding(.error, "vertex.line.no-item", "line \(record.line) of `\(file)` names no picture, text or video", at: place, hint: "Each line has one of `imageGcsUri`, `textContent`, `textGcsUri`, `videoGcsUri`"))
            return nil
        }
        place.record = item.key
        item.place = place
        takeLabels(&rest, &item)
        takeAnswers(&rest, &item)
        if !rest.isEmpty {
            let known = item.metadata["vertex"]?.object ?? [:]
            item.metadata["vertex"] = .object(known.merged(["rest": .object(rest)]))
        }
        return item
    }

    private func start(_ rest: inout JSONObject, _ place: Place, _ number: Int) -> LabelledItem? {
        if let text = rest["textContent"]?.string {
            rest["textContent"] = nil
            var item = LabelledItem(key: "line-\(number)", fields: ["text": .string(text)])
            item.media = .text
            return item
        }
        for (member, role, media) in Vertex.addresses {
            guard let address = rest[member]?.string else { continue }
            rest[member] = nil
            let name = Self.name(address)
            var item = LabelledItem(key: name)
            item.media = media
            let path = input.listing.paths.contains(address) ? address : role == "image" ? pictures.first(of: [name, "images/\(name)"]) ?? pictures.only(stem: ImageFiles.stem(name)) : nil
            item.files[role] = LabelledFile(path: path, name: name, url: address == path ? nil : address)
            if let key = keys.key(for: name, split: nil) { item.key = key } else {
                item.key = "\(name)-\(number)"
                findings.add(Finding(.warning, "vertex.item.twice", "`\(address)` has been named by an earlier line", at: place, hint: "It is read as an item of its own"))
            }
            if path == nil, options.needsFiles, !address.hasPrefix("gs://"), done > 0 {
                findings.add(Finding(.warning, "vertex.file.missing", "the \(role) `\(address)` is not there", at: place))
            }
            return item
        }
        return nil
    }

    /// Below the bucket; pictures that we wrote lie in `images/`.
    private static func name(_ address: String) -> String {
        var path = address[...]
        if let scheme = path.firstRange(of: "://") {
            path = path[scheme.upperBound...]
            path = path.firstIndex(of: "/").map { path[path.index(after: $0)...] } ?? path
        } else if path.hasPrefix("images/") || path.hasPrefix("videos/") { path = path.dropFirst(7) }
        return path.isEmpty ? address : String(path)
    }

    // MARK: Resource labels

    private func takeLabels(_ rest: inout JSONObject, _ item: inout LabelledItem) {
        guard var labels = rest[Vertex.labels]?.object else { return }
        if let use = labels[Vertex.use]?.string {
            item.split = Vertex.splits[use] ?? use
            labels[Vertex.use] = nil
        }
        if let split = labels[Vertex.split]?.string {
            item.split = split
            labels[Vertex.split] = nil
        }
        if let size = labels[Vertex.size]?.string.flatMap(Self.size) {
            let role = item.files["video"] == nil ? "image" : "video"
            item.files[role, default: LabelledFile()].width = size.width
            item.files[role, default: LabelledFile()].height = size.height
            labels[Vertex.size] = nil
        }
        (rate, isEveryFrame, isSingle) = (nil, labels[Vertex.tracks]?.string == Vertex.everyFrame, labels[Vertex.single] != nil)
        (labels[Vertex.tracks], labels[Vertex.single]) = (nil, nil)
        if let stated = labels[Vertex.rate]?.string.flatMap({ DecimalText.number(String($0.map { $0 == "_" ? "." : $0 })) }), stated > 0 {
            rate = stated
            if item.files["video"] != nil { item.files["video"]?.rate = stated }
            labels[Vertex.rate] = nil
        }
        rest[Vertex.labels] = labels.isEmpty ? nil : .object(labels)
        if item.size == nil, let path = item.picturePath, let size = options.probe?(input.listing.fullPath(path)) { item.size = size }
    }

    /// Of the line that is being read: frames a second, and how its tracks and labels are to be taken.
    private var rate: Double?
    private var isEveryFrame = false
    private var isSingle = false

    private static func size(_ text: String) -> PixelSize? {
        let parts = text.split(separator: "x").compactMap { Int($0) }
        return parts.count == 2 ? PixelSize(width: parts[0], height: parts[1]) : nil
    }

    // MARK: Answers

    private func name(_ kind: QuestionKind) -> String? {
        guard let name = options.questions.name(kind) else { return nil }
        kinds[name] = kind
        return name
    }

    private func takeAnswers(_ rest: inout JSONObject, _ item: inout LabelledItem) {
        if let label = rest["classificationAnnotation"]?["displayName"]?.string, let name = name(.choice) {
            item.answers[name] = .choice(label)
            keep(rest["classificationAnnotation"], without: ["displayName"], "classificationAnnotation", &item)
            rest["classificationAnnotation"] = nil
        }
        if let list = rest["classificationAnnotations"]?.array, let name = name(.choices) {
            item.answers[name] = .choices(list.compactMap { $0["displayName"]?.string })
            keep(list, without: ["displayName"], "classificationAnnotations", &item)
            rest["classificationAnnotations"] = nil
        }
        if let value = rest["sentimentAnnotation"]?["sentiment"]?.double, let name = name(.rating) {
            item.answers[name] = .rating(value)
            keep(rest["sentimentAnnotation"], without: ["sentiment"], "sentimentAnnotation", &item)
            rest["sentimentAnnotation"] = nil
        }
        let size = item.size
        takeParts("boundingBoxAnnotations", .boxes, ["displayName", "xMin", "xMax", "yMin", "yMax"], &rest, &item) { box($0, size) }
        takeParts("textSegmentAnnotations", .spans, ["displayName", "startOffset", "endOffset"], &rest, &item, Self.span)
        takeParts("polygonAnnotations", .polygons, ["displayName", "vertexes"], &rest, &item) { value in Self.points(value, size).flatMap { VendorShapes.ring($0) } }
        takeParts("polylineAnnotations", .polylines, ["displayName", "vertexes"], &rest, &item) { value in Self.points(value, size).flatMap { VendorShapes.line($0) } }
        takeMasks(&rest, &item)
        takeWhole(&rest, &item)
        takeParts("timeSegmentAnnotations", .segments, ["displayName", "startTime", "endTime"], &rest, &item, Self.segment)
        takeParts("timestampAnnotations", .segments, ["displayName", "timeOffset"], &rest, &item, Self.moment)
        takeTracks(&rest, &item)
    }

    /// What else an annotation says, kept under its part's name.
    private func keep(_ value: JSONValue?, without known: [String], _ name: String, _ item: inout LabelledItem) {
        guard let object = value?.object else { return }
        let others = JSONObject(object.members.filter { !known.contains($0.key) }.map { (key: $0.key, value: $0.value) })
        guard !others.isEmpty else { return }
        var own = item.metadata["vertex"]?.object ?? [:]
        own["parts"] = .object((own["parts"]?.object ?? [:]).merged([name: .object(others)]))
        item.metadata["vertex"] = .object(own)
    }

    private func keep(_ values: [JSONValue], without known: [String], _ name: String, _ item: inout LabelledItem) {
        for (place, value) in values.enumerated() { keep(value, without: known, "\(name).\(place + 1)", &item) }
    }

    /// A list with one element that is not understood stays whole in the metadata.
    private func takeParts(_ member: String, _ kind: QuestionKind, _ known: [String], _ rest: inout JSONObject, _ item: inout LabelledItem, _ shape: (JSONValue) -> Shape?) {
        guard let list = rest[member]?.array, let name = name(kind) else { return }
        var parts: [Part] = []
        var left: [JSONValue] = []
        for (place, value) in list.enumerated() {
            guard let label = value["displayName"]?.string, let shape = shape(value) else { left.append(value); continue }
            let id = "\(member).\(place + 1)"
            parts.append(Part(id: id, labels: [label], shape: shape, origin: .imported))
            keep(value, without: known, id, &item)
        }
        if !left.isEmpty { tell(member, left.count, item) }
        rest[member] = left.isEmpty ? nil : .array(left)
        guard left.isEmpty || !parts.isEmpty else { return }
        // Segments and moments are one question.
        if case .parts(let before)? = item.answers[name] { parts = before + parts }
        item.answers[name] = .parts(parts)
    }

    /// Labels of the whole video, which stand among its segments.
    private func takeWhole(_ rest: inout JSONObject, _ item: inout LabelledItem) {
        let member = "timeSegmentAnnotations"
        guard let list = rest[member]?.array else { return }
        let whole = list.filter { (Self.seconds($0["startTime"]) ?? 0) == 0 && ["infinity", "inf"].contains($0["endTime"]?.string?.lowercased()) && $0["displayName"]?.string != nil }
        let labels = whole.compactMap { $0["displayName"]?.string }
        guard !labels.isEmpty else { return }
        if isSingle, labels.count == 1, let name = name(.choice) { item.answers[name] = .choice(labels[0]) } else if let name = name(.choices) {
            item.answers[name] = .choices(labels)
        } else { return }
        keep(whole, without: ["displayName", "startTime", "endTime"], "classificationAnnotations", &item)
        let others = list.filter { !whole.contains($0) }
        rest[member] = others.isEmpty ? nil : .array(others)
    }

    private func takeMasks(_ rest: inout JSONObject, _ item: inout LabelledItem) {
        guard let member = VertexMasks.members.first(where: { rest[$0]?[VertexMasks.colours]?.array != nil }), let said = rest[member]?.object, let list = said[VertexMasks.colours]?.array,
              let address = VertexMasks.addresses.lazy.compactMap({ said[$0]?.string }).first, let name = name(.masks) else { return }
        let place = Place(file: item.place?.file, line: item.place?.line, record: item.key)
        guard let path = beside.file(address).path ?? (input.listing.paths.contains(address) ? address : nil) else {
            return findings.add(Finding(.warning, "vertex.mask.missing", "the mask `\(address)` of `\(item.key)` is not there", at: place, hint: "Put it beside the file under its own name; what names it is kept in the item's metadata"))
        }
        do {
            let png = try PNGSamples.decode(try input.source(path).readAll(maximumBytes: 256 << 20))
            guard let parts = VertexMasks.parts(png, list) else {
                return findings.add(Finding(.warning, "vertex.mask.colours", "`\(path)` is no PNG of few colours", at: place, hint: "It is kept in the item's metadata"))
            }
            if item.size == nil { item.size = PixelSize(width: png.width, height: png.height) }
            item.answers[name] = .parts(parts)
            keep(rest[member], without: VertexMasks.addresses + [VertexMasks.colours], member, &item)
            rest[member] = nil
        } catch {
            findings.add(Finding(.warning, "vertex.mask.broken", "`\(path)` cannot be read: \(error)", at: place, hint: "It is kept in the item's metadata"))
        }
    }

    private static func points(_ value: JSONValue, _ size: PixelSize?) -> [Double]? {
        guard let size, let list = value["vertexes"]?.array ?? value["vertices"]?.array else { return nil }
        var flat: [Double] = []
        for vertex in list {
            // A vertex at 0 may be left out.
            let x = vertex["x"]?.double ?? 0, y = vertex["y"]?.double ?? 0
            guard vertex.object != nil, x.isFinite, y.isFinite else { return nil }
            flat += [VertexShare.pixels(x, size.width), VertexShare.pixels(y, size.height)]
        }
        return flat
    }

    private static func moment(_ value: JSONValue) -> Shape? {
        guard let time = seconds(value["timeOffset"]), time >= 0 else { return nil }
        return .segment(Segment(from: time, to: time))
    }

    private func tell(_ member: String, _ count: Int, _ item: LabelledItem) {
        let noSize = ["box", "poly"].contains { member.lowercased().contains($0) } && item.size == nil && item.files["video"]?.width == nil
        let reason = noSize ? "the picture's size is not known, and its shapes are shares of it" : "they lack numbers or a label, or have no extent"
        findings.add(Finding(
            .warning, noSize ? "vertex.size.missing" : "vertex.annotation.bad", "\(count) of `\(member)` of `\(item.key)` cannot be read: \(reason)", at: item.place,
            hint: noSize ? "Put the pictures beside the file" : "They are kept in the item's metadata"))
    }

    private func box(_ value: JSONValue, _ size: PixelSize?) -> Shape? {
        // A vertex at 0 may be left out, as protocol buffers do.
        guard let size, let x1 = value["xMax"]?.double, let y1 = value["yMax"]?.double else { return nil }
        let x0 = value["xMin"]?.double ?? 0, y0 = value["yMin"]?.double ?? 0
        guard x0 < x1, y0 < y1 else { return nil }
        return .box([VertexShare.pixels(x0, size.width), VertexShare.pixels(y0, size.height), VertexShare.pixels(x1, size.width), VertexShare.pixels(y1, size.height)])
    }

    private static func span(_ value: JSONValue) -> Shape? {
        func offset(_ value: JSONValue?) -> Int? { (value?.double ?? value?.string.flatMap { DecimalText.number($0) }).flatMap { Int(exactly: $0) } }
        guard let end = offset(value["endOffset"]) else { return nil }
        let start = offset(value["startOffset"]) ?? 0
        return start >= 0 && start < end ? .ranges([[start, end]]) : nil
    }

    static func seconds(_ value: JSONValue?) -> Double? {
        if let number = value?.double { return number }
        guard let text = value?.string else { return nil }
        return DecimalText.number(text.hasSuffix("s") ? text.dropLast() : text[...])
    }

    private static func segment(_ value: JSONValue) -> Shape? {
        let from = seconds(value["startTime"]) ?? 0
        guard let to = seconds(value["endTime"]), from >= 0, from < to else { return nil }
        return .segment(Segment(from: from, to: to))
    }

    // MARK: Tracks

    /// Boxes at moments of a video, joined by `instanceId`; without one each is alone. Frames need the video's rate.
    private func takeTracks(_ rest: inout JSONObject, _ item: inout LabelledItem) {
        let member = VertexTracks.member
        guard let list = rest[member]?.array, let name = name(.tracks) else { return }
        let file = item.files["video"]
        guard let rate, let size = file?.width.flatMap({ width in file?.height.flatMap { PixelSize(width: width, height: $0) } }) ?? item.size else {
            if list.isEmpty { (item.answers[name], rest[member]) = (.parts([]), nil) }
            if !list.isEmpty { findings.add(Finding(.warning, "vertex.video.unknown", "\(list.count) boxes of `\(item.key)` stand at seconds, and the video's size and frames a second are not known", at: item.place, hint: "They are kept in the item's metadata")) }
            return
        }
        var tracks = VertexTracks()
        for (place, value) in list.enumerated() {
            guard let label = value["displayName"]?.string, let time = Self.seconds(value["timeOffset"]), let frame = Int(exactly: (time * rate).rounded()), frame >= 0, let shape = box(value, size) else { return tell(member, list.count, item) }
            let id = value["instanceId"]?.string ?? value["instanceId"]?.int.map { String($0) } ?? "-1"
            tracks.add(shape, frame: frame, label: label, instance: id == "-1" ? nil : id, alone: "\(member).\(place + 1)")
        }
        rest[member] = nil
        item.answers[name] = .parts(tracks.parts(isEveryFrame: isEveryFrame))
    }
}
