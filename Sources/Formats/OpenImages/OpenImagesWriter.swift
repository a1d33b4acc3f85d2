import Records

/// Writes the tables of each split below `annotations/` with `class-descriptions.csv`; pictures belong in `images/<split>/`.
///
/// Shares are written in full. Labels that were never given a machine id are their own. Attributes other than the five flags
/// go to a column `Attributes` as JSON, which is there if questions declare such attributes.
final class OpenImagesWriter: DatasetWriter {
    static let nameChanged = "open-images.name-changed"
    static let noSize = "open-images.size-unknown"
    static let noLabels = "open-images.no-labels-as-unanswered"
    static let attributesLeftOut = "open-images.undeclared-attributes-left-out"

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private var classes: OpenImagesClasses
    private let hasAttributes: Bool
    private var names = ImageNames()
    private var writers: [String: CSVWriter] = [:]
    private var sinks: [(name: String, sink: ByteSink)] = []

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        losses = LossLedger(format: "open-images", policy: layout.onLoss)
        classes = OpenImagesClasses(json: layout.header["open-images"]?["classes"])
        hasAttributes = layout.questions.contains { $0.kind == .boxes && $0.attributes.contains { !OpenImages.flags.contains($0.name) } }
        for label in layout.labels(of: layout.questions) { _ = classes.id(label) }
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        let split = SafeNames.safe(item.splitName)
        let name = names.name(for: item.key, below: "images/\(split)", flat: false)
        if !name.isKept { try losses.adapt(Self.nameChanged, LossExample(item: item.key)) }
        let own = item.metadata["open-images"]
        var image = [name.stem, split]
        for column in OpenImages.imageColumns.dropFirst(2) {
            image.append(column == "License" ? item.licence ?? "" : column == "OriginalURL" ? item.files[LabelledItem.picture]?.url ?? "" : own?["image"]?[column]?.string ?? "")
        }
        try table(.images, split).write(image)
        for question in item.answers.keys.sorted() {
            switch item.answers[question] {
            case .parts(let parts)?: for part in parts { try box(part, item, name.stem, split, own?["parts"]?[part.id]) }
            case .choices(let labels)?: try write(labels, own?["labels"]?.object ?? [:], name.stem, split, LossExample(item: item.key, question: question))
            default: break
            }
        }
        return [LabelledItem.picture: "images/\(split)/\(name.stem)\(name.ending.isEmpty ? ".jpg" : name.ending)"]
    }

    func finish() throws {
        for (name, sink) in sinks { try folder.close(sink, as: name) }
        let name = "annotations/class-descriptions.csv"
        let sink = try folder.sink(name)
        let writer = CSVWriter(sink)
        try writer.write(["LabelName", "DisplayName"])
        for row in classes.rows { try writer.write([row.id, row.name]) }
        try folder.close(sink, as: name)
    }

    private func table(_ table: OpenImages.Table, _ split: String) throws -> CSVWriter {
        let name = "annotations/\(split)\(table.rawValue)"
        if let open = writers[name] { return open }
        let sink = try folder.sink(name)
        let writer = CSVWriter(sink)
        switch table {
        case .images: try writer.write(OpenImages.imageColumns)
        case .labels: try writer.write(OpenImages.labelColumns)
        case .masks: break
        case .boxes: try writer.write(OpenImages.boxColumns + (hasAttributes ? ["Attributes"] : []))
        }
        writers[name] = writer
        sinks.append((name, sink))
        return writer
    }

    private func write(_ labels: [String], _ extras: JSONObject, _ image: String, _ split: String, _ example: LossExample) throws {
        let all = labels + extras.keys.filter { !labels.contains($0) }
        if all.isEmpty { try losses.drop(Self.noLabels, example) }
        for label in all {
            let own = extras[label]
            try table(.labels, split).write([image, own?["Source"]?.string ?? "verification", classes.id(label), own?["Confidence"]?.string ?? "1"])
        }
    }

    private func box(_ part: Part, _ item: LabelledItem, _ image: String, _ split: String, _ extras: JSONValue?) throws {
        let example = LossExample(item: item.key, part: part.id)
        guard case .box(let box) = part.shape, let label = part.labels.first else { return }
        guard let size = item.size else { return try losses.drop(Self.noSize, example) }
        let (width, height) = (Double(size.width), Double(size.height))
        var row = [image, extras?["Source"]?.string ?? "xclick", classes.id(label), extras?["Confidence"]?.string ?? "1"]
        row += [box[0] / width, box[2] / width, box[1] / height, box[3] / height].map(DecimalText.text)
        for flag in OpenImages.flags {
            let value = part.attributes[flag]?.bool
            row.append(value.map { $0 ? "1" : "0" } ?? extras?[flag]?.string ?? "-1")
        }
        let others = part.attributes.members.filter { !OpenImages.flags.contains($0.key) }
        if hasAttributes { row.append(others.isEmpty ? "" : JSONValue.object(JSONObject(others.map { (key: $0.key, value: $0.value) })).text()) } else if !others.isEmpty { try losses.drop(Self.attributesLeftOut, example, count: others.count) }
        try table(.boxes, split).write(row)
    }
}
