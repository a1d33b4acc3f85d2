import Records

/// Writes Prodigy's lines of pictures: boxes and polygons in pixels as `image.manual` draws them, options of which some are
/// accepted; one line per item, or one per annotation where people are told apart. Pictures lie in `images/`.
final class ProdigyPictureWriter: DatasetWriter {
    let losses: LossLedger
    private let sinks: ObjectLinesSinks
    private let questions: [Question]
    private let labels: [String]
    private var names = FileNames()

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        losses = LossLedger(format: Prodigy.pictureCard.name, policy: layout.onLoss)
        sinks = ObjectLinesSinks(folder, layout: layout)
        questions = layout.questions
        labels = layout.labels(of: layout.questions.filter { $0.kind == .choices })
    }

    func finish() throws { try sinks.finish() }

    @discardableResult
    func write(_ item: LabelledItem) throws -> [String: String] {
        let file = item.files["image"]
        let path = names.path(for: item.name(ofFile: "image"), in: "images", type: file?.type ?? "")
        let image = file?.url ?? path
        if item.annotations.isEmpty { try sinks.write(row(item, item.answers, image, nil), of: item) }
        for (number, annotation) in item.annotations.enumerated() {
            var row = row(item, annotation.answers, image, annotation)
            if row["_input_hash"] == nil { row["_input_hash"] = .int(ProdigyHash.of(item.key)) }
            row["_annotator_id"] = .string(annotation.author ?? "annotator-\(number + 1)")
            try sinks.write(row, of: item)
        }
        return file?.path != nil || file?.url == nil ? ["image": path] : [:]
    }

    private func row(_ item: LabelledItem, _ answers: [String: Answer], _ image: String, _ annotation: LabelledAnnotation?) -> JSONObject {
        let own = item.metadata[Prodigy.pictureCard.name]?.object ?? [:]
        let said = annotation?.metadata[Prodigy.pictureCard.name]?.object ?? [:]
        var answered = item
        answered.answers = answers
        var row: JSONObject = ["id": item.idValue, "image": .string(image)]
        if let size = item.size { (row["width"], row["height"]) = (.int(Int64(size.width)), .int(Int64(size.height))) }
        let (boxes, polygons) = (answered.parts(.boxes, questions), answered.parts(.polygons, questions))
        let extras = (annotation == nil ? own : said)["parts"]
        if boxes != nil || polygons != nil {
            row["spans"] = .array(((boxes ?? []) + (polygons ?? [])).compactMap { Self.span($0, extras?[$0.id]) })
            let looked = [("boxes", boxes), ("polygons", polygons)].filter { $0.1 != nil }.map { JSONValue.string($0.0) }
            let isPlain = polygons == nil || polygons?.isEmpty == false && (boxes == nil || boxes?.isEmpty == false)
            if !isPlain { row[Prodigy.looked] = .array(looked) }
        }
        if case .choices(let chosen)? = answered.answer(.choices, questions) {
            row["options"] = own["keys"]?["options"] ?? .array(labels.map { ["id": .string($0), "text": .string($0)] })
            row["accept"] = .array(chosen.map { .string($0) })
        }
        for (key, value) in (annotation == nil ? own : said)["shown"]?.object?.members ?? [] where row[key] == nil { row[key] = value }
        for (key, value) in item.ownKeys(Prodigy.pictureCard.name) where row[key] == nil { row[key] = value }
        for (key, value) in said.members where key != "shown" && key != "parts" { row[key] = value }
        if row["answer"] == nil, !answers.isEmpty { row["answer"] = "accept" }
        return row
    }

    /// A rectangle's corners begin at the top left and go down first.
    private static func span(_ part: Part, _ extras: JSONValue?) -> JSONValue? {
        var span: JSONObject = [:]
        if let label = part.labels.first { span["label"] = .string(label) }
        switch part.shape {
        case .box(let box) where box.count == 4:
            span["type"] = "rect"
            span["points"] = points([box[0], box[1], box[0], box[3], box[2], box[3], box[2], box[1]])
            (span["x"], span["y"]) = (number(box[0]), number(box[1]))
            (span["width"], span["height"]) = (number(box[2] - box[0]), number(box[3] - box[1]))
            span["center"] = [number((box[0] + box[2]) / 2), number((box[1] + box[3]) / 2)]
        case .polygons(let polygons):
            guard let ring = polygons.first?.outer else { return nil }
            span["type"] = extras?["type"] ?? "polygon"
            span["points"] = points(ring)
        default: return nil
        }
        return JSONValue.object(span).filling(extras)
    }

    private static func points(_ flat: [Double]) -> JSONValue { .array(stride(from: 0, to: flat.count - 1, by: 2).map { [number(flat[$0]), number(flat[$0 + 1])] }) }

    private static func number(_ value: Double) -> JSONValue { JSONValue.shortest(value) }
}
