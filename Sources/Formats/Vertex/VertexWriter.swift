import Records

/// Writes one file of JSON lines, `vertex.jsonl`. A picture without an address of its own is named by the path at which
/// it lies beside the file: put both into a bucket and its address in front.
final class VertexWriter: DatasetWriter {
    static let noSize = "vertex.box-without-size"
    static let splitRenamed = "vertex.split-renamed"

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let sink: ByteSink
    private let file: String
    private let questions: [Question]
    private var names = FileNames()
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
        if let rate = item.files["video"]?.rate { labels[Vertex.rate] = .string(String(DecimalText.text(rate).map { $0 == "." ? "_" : $0 })) }
        return labels.merged(others)
    }

    private func write(_ answer: Answer, _ name: String, _ item: LabelledItem, _ extras: JSONObject, _ line: inout JSONObject) throws {
        func known(_ id: String) -> JSONObject { extras[id]?.object ?? [:] }
        switch answer {
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
        guard let kind = questions.first(where: { $0.name == name })?.kind, let member = Self.members[kind] else { return }
        var list: [JSONValue] = []
        for part in parts {
            guard let place = placed(part.shape, item) else { try losses.drop(Self.noSize, LossExample(item: item.key, question: name, part: part.id)); continue }
            list.append(.object((["displayName": .string(part.labels.first ?? "")] as JSONObject).merged(place).merged(extras[part.id]?.object ?? [:])))
        }
        line[member] = .array(list)
    }

    private static let members: [QuestionKind: String] = [.boxes: "boundingBoxAnnotations", .spans: "textSegmentAnnotations", .segments: "timeSegmentAnnotations"]

    private func placed(_ shape: Shape, _ item: LabelledItem) -> JSONObject? {
        switch shape {
        case .box(let box):
            guard let size = item.size, box.count == 4 else { return nil }
            return [
                "xMin": .shortest(VertexShare.share(box[0], size.width)), "yMin": .shortest(VertexShare.share(box[1], size.height)),
                "xMax": .shortest(VertexShare.share(box[2], size.width)), "yMax": .shortest(VertexShare.share(box[3], size.height)),
            ]
        case .ranges(let ranges): return ranges.first.map { ["startOffset": .int(Int64($0[0])), "endOffset": .int(Int64($0[1]))] }
        case .segment(let segment): return ["startTime": .string(DecimalText.text(segment.from) + "s"), "endTime": .string(DecimalText.text(segment.to) + "s")]
        default: return nil
        }
    }
}
