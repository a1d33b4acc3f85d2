import Records

/// Writes `output.manifest`, and beside it a PNG per item for masks and a `SeqLabel.json` for tracks and cuboids.
///
/// Class numbers are those of the header the items came with, then those of the declared labels, then of what comes.
/// Items without an address are named by the path at which their file lies beside the manifest. Where nobody says when
/// and by which job a label was made, the metadata say so: `winnow`, at the start of time.
final class SageMakerWriter: DatasetWriter {
    static let noSize = "sagemaker.mask-without-size"
    static let maskLeftOut = "sagemaker.mask-left-out"

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let sink: ByteSink
    private let file: String
    private let questions: [Question]
    private var names = FileNames()
    private var labelNames = SafeNames()
    private var writer = JSONWriter()
    private var classes: [String: [String: Int]] = [:]

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        questions = layout.questions
        file = "output.manifest" + layout.compression.fileExtension
        sink = try folder.sink(file, compression: layout.compression)
        losses = LossLedger(format: "sagemaker", policy: layout.onLoss)
        for question in questions {
            for (label, number) in layout.header["sagemaker"]?["classes"]?[question.name]?.object?.members ?? [] {
                if let number = number.int.flatMap({ Int(exactly: $0) }), number >= 0 { classes[question.name, default: [:]][label] = number }
            }
            for label in question.labelNames { _ = number(of: label, in: question.name) }
        }
    }

    /// Written so far.
    private var lines = 0

    func write(_ item: LabelledItem) throws -> [String: String] {
        var line: JSONObject = [:]
        var paths: [String: String] = [:]
        if let text = item.text, item.files["text"] == nil { line["source"] = .string(text) }
        for role in ["image", "points", "video", "text"] where line.isEmpty {
            guard let file = item.files[role] else { continue }
            let path = names.path(for: item.name(ofFile: role), in: role == "image" ? "images" : role, type: file.type ?? "")
            if file.path != nil || file.url == nil { paths[role] = path }
            line["source-ref"] = .string(file.url ?? path)
        }
        if line.isEmpty { line["source-ref"] = .string(item.key) }
        let own = item.metadata["sagemaker"]?.object ?? [:]
        for question in questions {
            guard let answer = item.answers[question.name], let job = SageMakerJob.of(question.kind, item.media ?? (item.files["image"] == nil ? .text : .image), answer) else { continue }
            try write(answer, question.name, job, own[question.name]?.object ?? [:], item, &line)
        }
        for (name, value) in item.fields.members where name != "text" || line["source"] == nil { if line[name] == nil { line[name] = value } }
        lines += 1
        let ours = ours(item, line)
        if !ours.isEmpty { line[SageMaker.ours] = .object(ours) }
        writer.removeAll()
        writer.write(.object(line))
        writer.newline()
        try sink.write(writer.bytes)
        return paths
    }

    func finish() throws { try folder.close(sink, as: file) }

    private func ours(_ item: LabelledItem, _ line: JSONObject) -> JSONObject {
        var ours: JSONObject = [:]
        let plain = line["source-ref"]?.string.map { LabelStudioFiles.names($0).name }
        // Inline texts go by their line.
        if plain != item.key, plain != nil || item.key != "line-\(lines)" { ours["key"] = .string(item.key) }
        ours["split"] = item.split.map(JSONValue.string)
        ours["licence"] = item.licence.map(JSONValue.string)
        let metadata = JSONObject(item.metadata.members.filter { $0.key != "sagemaker" }.map { (key: $0.key, value: $0.value) })
        if !metadata.isEmpty { ours["metadata"] = .object(metadata) }
        if let size = item.size, !line.members.contains(where: { $0.value["image_size"] != nil }) { ours["size"] = [.int(Int64(size.width)), .int(Int64(size.height))] }
        return ours
    }

    private func number(of label: String, in question: String) -> Int {
        if let known = classes[question]?[label] { return known }
        // 0 is the background of rasters.
        let first = questions.contains { $0.name == question && $0.kind == .masks } ? 1 : 0
        let next = (classes[question]?.values.max()).map { $0 + 1 } ?? first
        classes[question, default: [:]][label] = next
        return next
    }

    // MARK: One job

    private func write(_ answer: Answer, _ name: String, _ job: SageMakerJob, _ kept: JSONObject, _ item: LabelledItem, _ line: inout JSONObject) throws {
        var metadata: JSONObject = [:]
        var attribute = name
        let said = kept["metadata"]?.object ?? [:]
        // What a job of another kind said, whose shapes were adapted, is not this one's.
        let stated = said["type"]?.string.flatMap(SageMakerJob.init(type:)).map { $0.kind == job.kind } ?? true ? said : [:]
        switch answer {
        case .choice(let label):
            line[attribute] = .int(Int64(number(of: label, in: name)))
            metadata["class-name"] = .string(label)
            metadata["confidence"] = stated["confidence"] ?? 0
        case .choices(let labels):
            let numbers = labels.map { number(of: $0, in: name) }
            line[attribute] = .array(numbers.map { .int(Int64($0)) })
            metadata["class-map"] = map(labels, name)
        case .parts(let parts):
            let value = kept["value"]?.object ?? [:]
            if job == .boxes { line[attribute] = boxes(parts, name, value, item) } else if job == .spans { line[attribute] = spans(parts, name, value) } else {
                if !attribute.hasSuffix(SageMaker.reference) { attribute += SageMaker.reference }
                if job == .pixels {
                    guard let (path, map) = try raster(parts, name, kept["colours"]?.object ?? [:], item) else { return }
                    (line[attribute], metadata["internal-color-map"]) = (.string(path), .object(map))
                } else {
                    let said = stated["type"]?.string.flatMap(SageMakerJob.init(type:)) ?? job
                    line[attribute] = .string(try sequence(parts, name, said, value, item))
                }
            }
            if job != .spans, job != .pixels { metadata["class-map"] = map(parts.flatMap(\.labels), name) }
            if job == .boxes || job == .spans { metadata[job == .boxes ? "objects" : "entities"] = .array(parts.map { ["confidence": JSONValue.shortest($0.score ?? 0)] }) }
        default: return
        }
        for (key, value) in [("type", job.rawValue), ("job-name", "labeling-job/winnow"), ("human-annotated", "yes"), ("creation-date", "1970-01-01T00:00:00.000000")] where stated[key] == nil { metadata[key] = .string(value) }
        for (key, value) in stated.members { metadata[key] = value }
        line[attribute + SageMaker.metadata] = .object(metadata)
    }

    private func map(_ labels: [String], _ name: String) -> JSONValue {
        let numbers = Set(labels).map { (number(of: $0, in: name), $0) }.sorted { $0.0 < $1.0 }
        return .object(JSONObject(numbers.map { (key: String($0.0), value: .string($0.1)) }))
    }

    private func boxes(_ parts: [Part], _ name: String, _ kept: JSONObject, _ item: LabelledItem) -> JSONValue {
        let extras = kept["annotations"]?.array ?? []
        var list: [JSONValue] = []
        for (place, part) in parts.enumerated() {
            guard case .box(let box) = part.shape, box.count == 4 else { continue }
            let own: JSONObject = [
                "class_id": .int(Int64(number(of: part.labels.first ?? "", in: name))), "left": JSONValue.shortest(box[0]), "top": JSONValue.shortest(box[1]),
                "width": JSONValue.shortest(box[2] - box[0]), "height": JSONValue.shortest(box[3] - box[1]),
            ]
            list.append(.object(SageMakerObject.complete(own, part, extras.count == parts.count ? extras[place].object ?? [:] : [:])))
        }
        var value: JSONObject = [:]
        if let size = item.size { value["image_size"] = [["width": .int(Int64(size.width)), "height": .int(Int64(size.height)), "depth": kept["depth"] ?? 3]] }
        value["annotations"] = .array(list)
        for (key, member) in kept.members where key != "annotations" && key != "depth" { value[key] = member }
        return .object(value)
    }

    private func spans(_ parts: [Part], _ name: String, _ kept: JSONObject) -> JSONValue {
        let extras = kept["entities"]?.array ?? []
        let entities: [JSONValue] = parts.enumerated().compactMap { place, part in
            guard case .ranges(let ranges) = part.shape, let range = ranges.first, range.count == 2 else { return nil }
            let own: JSONObject = ["startOffset": .int(Int64(range[0])), "endOffset": .int(Int64(range[1])), "label": .string(part.labels.first ?? "")]
            return .object(SageMakerObject.complete(own, part, extras.count == parts.count ? extras[place].object ?? [:] : [:]))
        }
        let declared = questions.first { $0.name == name }?.labelNames ?? []
        let labels = declared + parts.flatMap(\.labels).filter { !declared.contains($0) }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return ["annotations": ["entities": .array(entities), "labels": kept["labels"] ?? .array(labels.map { ["label": .string($0), "shortDisplayName": .string($0)] })]]
    }

    // MARK: Files beside

    /// Frames of objects in a file of their own.
    private func sequence(_ parts: [Part], _ name: String, _ job: SageMakerJob, _ kept: JSONObject, _ item: LabelledItem) throws -> String {
        let sequence = SageMakerSequence(parts, job, kept, frames: item.files["video"]?.frames) { self.number(of: $0, in: name) }
        let path = labelNames.name(for: item.key, in: SafeNames.safe(name), ending: "/SeqLabel.json")
        try folder.write(sequence.json.text() + "\n", to: path)
        return path
    }

    /// nil when the picture's size is not known.
    private func raster(_ parts: [Part], _ name: String, _ kept: JSONObject, _ item: LabelledItem) throws -> (path: String, map: JSONObject)? {
        guard let size = item.size else {
            try losses.drop(Self.noSize, LossExample(item: item.key, question: name))
            return nil
        }
        var raster = SageMakerRaster(size, kept)
        for part in parts where !raster.draw(part, number: number(of: part.labels.first ?? "", in: name)) {
            try losses.drop(Self.maskLeftOut, LossExample(item: item.key, question: name, part: part.id))
        }
        guard let bytes = try raster.png?.encoded() else { return nil }
        let path = labelNames.name(for: item.key, in: SafeNames.safe(name), ending: ".png")
        try folder.write(bytes, to: path)
        return (path, raster.map)
    }
}

/// An object of any job with what its part says beyond shape and label.
enum SageMakerObject {
    static func complete(_ own: JSONObject, _ part: Part, _ extras: JSONObject) -> JSONObject {
        var whole = own
        let more = extras[SageMaker.attributes]?.object ?? [:]
        if !part.attributes.isEmpty || !more.isEmpty { whole[SageMaker.attributes] = .object(part.attributes.merged(more)) }
        for (key, value) in extras.members where key != SageMaker.attributes { whole[key] = value }
        return whole
    }
}
