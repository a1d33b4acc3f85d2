import Records

/// Writes one file of JSON lines, `vertex.jsonl`. A picture without an address of its own is named by the path at which
/// it lies beside the file: put both into a bucket and its address in front.
final class VertexWriter: DatasetWriter {
    static let noSize = "vertex.box-without-size"
    static let splitRenamed = "vertex.split-renamed"
    static let rateAssumed = "vertex.rate-assumed"
    static let maskLeftOut = "vertex.mask-left-out"
    /// Of videos that do not say theirs.
    static let assumedRate = 25.0

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let sink: ByteSink
    private let file: String
    private let questions: [Question]
    private var names = FileNames()
    private var maskNames = SafeNames()
    private var writer = JSONWriter()

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        // Members stand in one order whatever that of the questions.
        let order = Vertex.card.capacity?.kinds ?? []
        questions = layout.questions.sorted { (order.firstIndex(of: $0.kind) ?? order.count, $0.name) < (order.firstIndex(of: $1.kind) ?? order.count, $1.name) }
        file = "vertex.jsonl" + layout.compression.fileExtension
        sink = try folder.sink(file, compression: layout.compression)
        losses = LossLedger(format: "vertex", policy: layout.onLoss)
    }

    /// A label's colour comes from the label alone: the same in all files, whatever the order of the questions.
    private func number(of label: String) -> Int { Int(MurmurHash64A.hash(Array(label.utf8), seed: 1) % 254) + 1 }

    func write(_ item: LabelledItem) throws -> [String: String] {
        var line: JSONObject = [:]
        var paths: [String: String] = [:]
        for (member, role, _) in Vertex.addresses {
            guard let file = item.files[role] else { continue }
            let path = names.path(for: item.name(ofFile: role), in: role == "image" ? "images" : role + "s", type: file.type ?? "")
            if role != "text", file.path != nil || file.url == nil { paths[role] = path }
            if item.text == nil || role != "text" { line[member] = .string(file.url ?? path) }
            break
        }
        if line.isEmpty { line["textContent"] = .string(item.text ?? "") }
        let own = item.metadata["vertex"]?.object ?? [:]
        for name in questions.map(\.name) { if let answer = item.answers[name] { try write(answer, name, item, own["parts"]?.object ?? [:], &line) } }
        for (key, value) in own["rest"]?.object?.members ?? [] where key != Vertex.labels {
            // What was not understood comes behind what was.
            if let before = line[key]?.array, let more = value.array { line[key] = .array(before + more) } else if line[key] == nil { line[key] = value }
        }
        let labels = try labels(item, own["rest"]?[Vertex.labels]?.object ?? [:])
        if !labels.isEmpty { line[Vertex.labels] = .object(labels) }
        writer.removeAll()
        writer.write(.object(line))
        writer.newline()
        try sink.write(writer.bytes)
        return paths
    }

    func finish() throws { try folder.close(sink, as: file) }

    private func labels(_ item: LabelledItem, _ others: JSONObject) throws -> JSONObject {
        var labels: JSONObject = [:]
        if let split = item.split {
            let use = split == "val" ? "validation" : Vertex.splits.first { $0.value == split }?.key
            if let use { labels[Vertex.use] = .string(use) }
            if use == nil || Vertex.splits[use ?? ""] != split { labels[Vertex.split] = .string(split) }
            if use == nil { try losses.adapt(Self.splitRenamed, LossExample(item: item.key)) }
        }
        let file = item.files["image"] ?? item.files["video"]
        if let width = file?.width, let height = file?.height { labels[Vertex.size] = .string("\(width)x\(height)") }
        let tracks = tracked(item)
        if !tracks.isEmpty { labels[Vertex.tracks] = .string(Vertex.everyFrame) }
        if item.media == .video, questions.contains(where: { $0.kind == .choice && item.answers[$0.name] != nil }) { labels[Vertex.single] = "yes" }
        if let rate = item.files["video"]?.rate ?? (tracks.isEmpty ? nil : Self.assumedRate) { labels[Vertex.rate] = .string(String(DecimalText.text(rate).map { $0 == "." ? "_" : $0 })) }
        return labels.merged(others)
    }

    private func tracked(_ item: LabelledItem) -> [Part] {
        questions.filter { $0.kind == .tracks }.flatMap { question in if case .parts(let parts)? = item.answers[question.name] { parts } else { [Part]() } }
    }

    /// Labels of a whole video are segments of it.
    private func whole(_ labels: [String], _ extras: JSONObject, _ line: inout JSONObject) {
        let list: [JSONValue] = labels.enumerated().map { place, label in
            let own: JSONObject = ["displayName": .string(label), "startTime": "0s", "endTime": .string(Vertex.forever)]
            return .object(own.merged(extras["classificationAnnotations.\(place + 1)"]?.object ?? [:]))
        }
        line["timeSegmentAnnotations"] = .array(list + (line["timeSegmentAnnotations"]?.array ?? []))
    }

    private func write(_ answer: Answer, _ name: String, _ item: LabelledItem, _ extras: JSONObject, _ line: inout JSONObject) throws {
        func known(_ id: String) -> JSONObject { extras[id]?.object ?? [:] }
        switch answer {
        case .choice(let label) where item.media == .video: whole([label], extras, &line)
        case .choices(let labels) where item.media == .video && !labels.isEmpty: whole(labels, extras, &line)
        case .choice(let label): line["classificationAnnotation"] = .object((["displayName": .string(label)] as JSONObject).merged(known("classificationAnnotation")))
        case .choices(let labels):
            line["classificationAnnotations"] = .array(labels.enumerated().map { place, label in
                .object((["displayName": .string(label)] as JSONObject).merged(known("classificationAnnotations.\(place + 1)")))
            })
        case .rating(let value):
            let most = questions.first { $0.name == name }?.labelNames.compactMap(Int64.init).max() ?? 10
            line["sentimentAnnotation"] = .object((["sentiment": .shortest(value), "sentimentMax": .int(most)] as JSONObject).merged(known("sentimentAnnotation")))
        case .parts(let parts): try write(parts, name, item, extras, &line)
        default: break
        }
    }

    private func write(_ parts: [Part], _ name: String, _ item: LabelledItem, _ extras: JSONObject, _ line: inout JSONObject) throws {
        guard let kind = questions.first(where: { $0.name == name })?.kind else { return }
        if kind == .masks { return try writeMasks(parts, name, item, extras, &line) }
        if kind == .tracks { return try writeTracks(parts, name, item, &line) }
        guard let member = Self.members[kind] else { return }
        var (list, moments) = ([JSONValue](), [JSONValue]())
        for part in parts {
            guard let place = placed(part.shape, item.size) else { try losses.drop(Self.noSize, LossExample(item: item.key, question: name, part: part.id)); continue }
            let whole = JSONValue.object((["displayName": .string(part.labels.first ?? "")] as JSONObject).merged(place).merged(extras[part.id]?.object ?? [:]))
            if place["timeOffset"] == nil { list.append(whole) } else { moments.append(whole) }
        }
        if !moments.isEmpty { line["timestampAnnotations"] = .array(moments) }
        // Labels of the whole may stand there already.
        if moments.isEmpty || !list.isEmpty { line[member] = .array((line[member]?.array ?? []) + list) }
    }

    private func writeMasks(_ parts: [Part], _ name: String, _ item: LabelledItem, _ extras: JSONObject, _ line: inout JSONObject) throws {
        guard let size = item.size else { return try losses.drop(Self.noSize, LossExample(item: item.key, question: name), count: parts.count) }
        guard let (png, colours) = VertexMasks.raster(parts, size, { self.number(of: $0) }) else { return try losses.drop(Self.maskLeftOut, LossExample(item: item.key, question: name), count: parts.count) }
        let path = maskNames.name(for: item.key, in: "masks", ending: ".png")
        try folder.write(png.encoded(), to: path)
        let known = VertexMasks.members.lazy.compactMap { extras[$0]?.object }.first ?? [:]
        line[VertexMasks.members[0]] = .object((["maskGcsUri": .string(path), VertexMasks.colours: .array(colours)] as JSONObject).merged(known))
    }

    private func writeTracks(_ parts: [Part], _ name: String, _ item: LabelledItem, _ line: inout JSONObject) throws {
        let file = item.files["video"]
        guard let size = file?.width.flatMap({ width in file?.height.flatMap { PixelSize(width: width, height: $0) } }) ?? item.size else {
            return try losses.drop(Self.noSize, LossExample(item: item.key, question: name), count: parts.count)
        }
        if file?.rate == nil, !parts.isEmpty { try losses.adapt(Self.rateAssumed, LossExample(item: item.key, question: name)) }
        let rate = file?.rate ?? Self.assumedRate
        var list: [JSONValue] = []
        for (part, instance) in zip(parts, VertexTracks.instances(of: parts)) {
            guard case .track(let frames) = part.shape else { continue }
            for frame in frames where !frame.isOutside {
                guard let place = placed(frame.shape, size) else { continue }
                let time = DecimalText.text(DecimalText.rounded(Double(frame.frame) / rate, to: 6))
                list.append(.object((["displayName": .string(part.labels.first ?? ""), "instanceId": .string(String(instance)), "timeOffset": .string(time + "s")] as JSONObject).merged(place)))
            }
        }
        line[VertexTracks.member] = .array(list)
    }

    private static let members: [QuestionKind: String] = [
        .boxes: "boundingBoxAnnotations", .spans: "textSegmentAnnotations", .segments: "timeSegmentAnnotations",
        .polygons: "polygonAnnotations", .polylines: "polylineAnnotations",
    ]

    private func placed(_ shape: Shape, _ size: PixelSize?) -> JSONObject? {
        switch shape {
        case .box(let box):
            guard let size, box.count == 4 else { return nil }
            return [
                "xMin": .shortest(VertexShare.share(box[0], size.width)), "yMin": .shortest(VertexShare.share(box[1], size.height)),
                "xMax": .shortest(VertexShare.share(box[2], size.width)), "yMax": .shortest(VertexShare.share(box[3], size.height)),
            ]
        case .ranges(let ranges): return ranges.first.map { ["startOffset": .int(Int64($0[0])), "endOffset": .int(Int64($0[1]))] }
        case .polygons(let polygons): return polygons.first.flatMap { vertexes($0.outer, size) }
        case .line(let line): return vertexes(line, size)
        case .segment(let segment) where segment.from == segment.to: return ["timeOffset": .string(DecimalText.text(segment.from) + "s")]
        case .segment(let segment): return ["startTime": .string(DecimalText.text(segment.from) + "s"), "endTime": .string(DecimalText.text(segment.to) + "s")]
        default: return nil
        }
    }

    private func vertexes(_ flat: [Double], _ size: PixelSize?) -> JSONObject? {
        guard let size else { return nil }
        let points: [JSONValue] = stride(from: 0, to: flat.count - 1, by: 2).map { ["x": .shortest(VertexShare.share(flat[$0], size.width)), "y": .shortest(VertexShare.share(flat[$0 + 1], size.height))] }
        return ["vertexes": .array(points)]
    }
}
