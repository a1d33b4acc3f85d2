import Records

/// Writes `<split>/metadata.jsonl`; pictures belong beside it. `all` is the folder of pictures without a split.
public final class HFImageFolderWriter: DatasetWriter {
    public let losses: LossLedger
    private let folder: DatasetFolder
    private let kinds: [QuestionKind: String]
    private var open: [String: (sink: ByteSink, folder: String)] = [:]
    private var names = ImageNames()
    private var splitNames = SafeNames()
    private var writer = JSONWriter()

    public init(_ folder: DatasetFolder, layout: DatasetLayout) {
        self.folder = folder
        kinds = Dictionary(layout.questions.map { ($0.kind, $0.name) }) { first, _ in first }
        losses = LossLedger(format: "hf-imagefolder", policy: layout.onLoss)
    }

    @discardableResult
    public func write(_ item: LabelledItem) throws -> [String: String] {
        let (sink, below) = try file(item.splitName)
        let name = names.name(for: FileNames.named(item.name(ofFile: LabelledItem.picture), type: item.files[LabelledItem.picture]?.type ?? ""), below: below, flat: false)
        let fileName = "\(name.stem)\(name.ending)"
        writer.removeAll()
        writer.write(.object(row(item, fileName)))
        writer.newline()
        try sink.write(writer.bytes)
        return item.files[LabelledItem.picture] == nil ? [:] : [LabelledItem.picture: "\(below)/\(fileName)"]
    }

    public func finish() throws {
        for split in open.keys.sorted() { if let file = open[split] { try folder.close(file.sink, as: "\(file.folder)/metadata.jsonl") } }
    }

    private func file(_ split: String) throws -> (sink: ByteSink, folder: String) {
        if let known = open[split] { return known }
        let name = splitNames.name(for: split, in: "", ending: "")
        open[split] = (try folder.sink("\(name)/metadata.jsonl", compression: Compression.none), name)
        return open[split] ?? (ByteSink(memory: name), name)
    }

    private func row(_ item: LabelledItem, _ fileName: String) -> JSONObject {
        var row: JSONObject = ["file_name": .string(fileName)]
        if item.key != fileName { row["key"] = .string(item.key) }
        for (name, value) in item.fields.members { row[HFImageFolder.ownColumns.contains(name) || name.hasPrefix("field.") ? "field.\(name)" : name] = value }
        if let question = kinds[.choice], case .choice(let label)? = item.answers[question] { row["label"] = .string(label) }
        if let question = kinds[.text], case .text(let text)? = item.answers[question] { row["text"] = .string(text) }
        if let question = kinds[.boxes], case .parts(let parts)? = item.answers[question] { row["objects"] = .object(objects(parts, item)) }
        return row
    }

    /// Coordinates have a point even where they are whole: `datasets` refuses splits of which one has whole numbers and another has not.
    private func objects(_ parts: [Part], _ item: LabelledItem) -> JSONObject {
        let boxes = parts.compactMap { part -> (box: [Double], label: String)? in if case .box(let box) = part.shape, box.count == 4 { (box, part.labels.first ?? "") } else { nil } }
        var objects = JSONObject()
        objects["bbox"] = .array(boxes.map { box, _ in
            .array([box[0], box[1], HFImageFolder.rounded(box[2] - box[0]), HFImageFolder.rounded(box[3] - box[1])].map(JSONValue.double))
        })
        objects["categories"] = .array(boxes.map { .string($0.label) })
        for (name, value) in item.metadata["hf-imagefolder"]?["objects"]?.object?.members ?? [] where value.array?.count == boxes.count && objects[name] == nil { objects[name] = value }
        return objects
    }
}
