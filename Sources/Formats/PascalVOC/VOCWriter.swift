import Records

/// Writes `Annotations/<name>.xml` for each picture with an answer, `ImageSets/Main/<split>.txt` (`all.txt` for pictures without a split), and the labels in
/// `labelmap.txt`; pictures belong in `JPEGImages/`.
///
/// Whole coordinates are written without a point, others in full, so reading gives the same numbers (with base 1 a
/// fraction may lose its last bit; that is counted). Shapes other than boxes become their bounding boxes under `adapt`.
public final class VOCWriter: DatasetWriter {
    static let shapeAsBox = "voc.shape-as-box"
    static let shapeLeftOut = "voc.shape-without-box"
    static let labelsLeftOut = "voc.further-labels-left-out"
    static let noLabel = "voc.part-without-label"
    static let textCleaned = "voc.text-cleaned"
    static let noteLeftOut = "voc.note-left-out"
    static let scoreLeftOut = "voc.score-left-out"
    static let answerLeftOut = "voc.answer-left-out"
    static let questionsMerged = "voc.questions-merged"
    static let coordinateRounded = "voc.coordinate-rounded"
    static let nameChanged = "voc.name-changed"
    static let noSize = "voc.size-unknown"
    static let metadataLeftOut = "voc.metadata-left-out"

    public private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let layout: DatasetLayout
    private let drawn: [Question]
    private var names = ImageNames()
    private var xml = XMLWriter()
    private var splits: [String: ByteSink] = [:]
    private var splitFiles: [String: String] = [:]
    private var splitNames = SafeNames()
    /// As written so far, for `labelmap.txt`.
    private var labels: [String]
    private var knownLabels: Set<String>

    public init(_ folder: DatasetFolder, layout: DatasetLayout) {
        self.folder = folder
        self.layout = layout
        drawn = layout.drawn
        labels = layout.labels.map(XMLWriter.readable)
        knownLabels = Set(labels)
        losses = LossLedger(format: "voc", policy: layout.onLoss)
    }

    @discardableResult
    public func write(_ image: LabelledItem) throws -> [String: String] {
        let name = names.name(for: image.name(ofFile: LabelledItem.picture), below: "", flat: true)
        if !name.isKept { try losses.adapt(Self.nameChanged, LossExample(item: image.key)) }
        let file = "\(name.stem)\(name.ending.isEmpty ? ".jpg" : name.ending)"
        try noteSplit(image, name.stem)
        try countOthers(image)
        let answers = image.parts(of: drawn)
        if !answers.isEmpty {
            xml.removeAll()
            try write(image, answers, file)
            try folder.write(xml.bytes, to: "Annotations/\(name.stem).xml")
        }
        return [LabelledItem.picture: "JPEGImages/\(file)"]
    }

    public func finish() throws {
        try folder.write(VOCLabelMap.text(labels), to: VOCLabelMap.fileName)
        for split in splits.keys.sorted() {
            if let sink = splits[split], let file = splitFiles[split] { try folder.close(sink, as: file) }
        }
    }

    private func noteSplit(_ image: LabelledItem, _ stem: String) throws {
        let split = image.splitName
        if splits[split] == nil {
            let file = splitNames.name(for: split, in: "ImageSets/Main", ending: ".txt")
            splitFiles[split] = file
            splits[split] = try folder.sink(file)
        }
        try splits[split]?.write(stem + "\n")
    }

    /// What is not about shapes on the picture.
    private func countOthers(_ image: LabelledItem) throws {
        for name in image.answers.keys.sorted() where !drawn.contains(where: { $0.name == name }) {
            try losses.drop(Self.answerLeftOut, LossExample(item: image.key, question: name))
        }
        // Objects that were no answers when they were read do not become any by writing.
        if image.metadata.keys.contains(where: { $0 != "voc" }) || image.metadata["voc"]?["left_out"] != nil { try losses.drop(Self.metadataLeftOut, LossExample(item: image.key)) }
    }

    // MARK: One picture

    private func write(_ image: LabelledItem, _ answers: [(question: Question, parts: [Part])], _ file: String) throws {
        let voc = image.metadata["voc"]?.object ?? [:]
        if image.size == nil { try losses.drop(Self.noSize, LossExample(item: image.key)) }
        xml.open("annotation", attributes: voc.members.compactMap { key, value in key.hasPrefix("@") ? XMLAttribute(name: String(key.dropFirst()), value: value.string ?? value.text()) : nil })
        let own = ["objects", "left_out", "depth", "size", "folder", "segmented"]
        xml.element("folder", voc["folder"]?.string ?? "JPEGImages")
        xml.element("filename", file)
        for (key, value) in voc.members where !own.contains(key) && !key.hasPrefix("@") && XMLWriter.isName(key) { xml.element(key, value) }
        xml.open("size")
        xml.element("width", Double(image.size?.width ?? 0))
        xml.element("height", Double(image.size?.height ?? 0))
        xml.element("depth", voc["depth"]?.string ?? "3")
        xml.close("size")
        xml.element("segmented", voc["segmented"]?.string ?? "0")
        if answers.count > 1, answers.filter({ !$0.parts.isEmpty }).count > 1 { try losses.adapt(Self.questionsMerged, LossExample(item: image.key)) }
        for (question, parts) in answers {
            for part in parts { try write(part, LossExample(item: image.key, question: question.name, part: part.id), voc["objects"]?[part.id]?.object ?? [:]) }
        }
        xml.close("annotation")
    }

    private func write(_ part: Part, _ example: LossExample, _ extras: JSONObject) throws {
        guard let label = part.labels.first else { return try losses.drop(Self.noLabel, example) }
        guard let box = try box(of: part, example) else { return }
        if part.labels.count > 1 { try losses.drop(Self.labelsLeftOut, example, count: part.labels.count - 1) }
        let readable = XMLWriter.readable(label)
        if readable != label { try losses.adapt(Self.textCleaned, example) }
        if knownLabels.insert(readable).inserted { labels.append(readable) }
        if part.note != nil { try losses.drop(Self.noteLeftOut, example) }
        if part.score != nil { try losses.drop(Self.scoreLeftOut, example) }
        xml.open("object", attributes: extras.members.compactMap { key, value in key.hasPrefix("@") ? XMLAttribute(name: String(key.dropFirst()), value: value.string ?? value.text()) : nil })
        xml.element("name", readable)
        try writeExtras(part, extras, example)
        xml.open("bndbox")
        for (name, value) in zip(["xmin", "ymin", "xmax", "ymax"], box) { xml.element(name, value) }
        xml.close("bndbox")
        xml.close("object")
    }

    private func box(of part: Part, _ example: LossExample) throws -> [Double]? {
        var box: [Double]
        if case .box(let own) = part.shape, own.count == 4, ShapeBounds.isFinite(own) {
            box = own
        } else {
            guard let around = ShapeBounds.box(of: part.shape), ShapeBounds.isFinite(around) else {
                try losses.drop(Self.shapeLeftOut, example)
                return nil
            }
            guard try losses.mayAdapt(Self.shapeAsBox, example) else { return nil }
            box = around
        }
        if layout.vocBase == .one {
            let shifted = [box[0] + 1, box[1] + 1]
            if shifted[0] - 1 != box[0] || shifted[1] - 1 != box[1] { try losses.round(Self.coordinateRounded, example) }
            box = [shifted[0], shifted[1], box[2], box[3]]
        }
        return box
    }

    /// The standard elements first and in their order; attributes of other names as CVAT and datumaro write them.
    private func writeExtras(_ part: Part, _ extras: JSONObject, _ example: LossExample) throws {
        var rest = extras
        let listed = rest["attributes"]
        rest["attributes"] = nil
        for (name, value) in VOCAnnotation.written {
            if let own = part.attributes[name] { xml.element(name, AttributeText.text(own)) } else { xml.element(name, rest[name] ?? .string(value)) }
            rest[name] = nil
        }
        if let occluded = part.attributes["occluded"] { xml.element("occluded", AttributeText.text(occluded)) }
        for (name, value) in rest.members where !name.hasPrefix("@") && XMLWriter.isName(name) && part.attributes[name] == nil { xml.element(name, value) }
        let others = part.attributes.members.filter { member in member.key != "occluded" && !VOCAnnotation.written.contains { $0.name == member.key } }
        guard !others.isEmpty || listed != nil else { return }
        xml.open("attributes")
        for (name, value) in others {
            let text = AttributeText.text(value)
            if XMLWriter.readable(text) != text || XMLWriter.readable(name) != name { try losses.adapt(Self.textCleaned, example) }
            xml.open("attribute")
            xml.element("name", name)
            xml.element("value", text)
            xml.close("attribute")
        }
        if let listed = listed?["attribute"] { xml.element("attribute", listed) }
        xml.close("attributes")
    }
}
