import Records

/// Writes `<split>.tfrecord` and `label_map.pbtxt`: an `Example` per picture, with the picture when its bytes are at hand.
///
/// Numbers of classes begin at 1, in the order declared, then of appearance; those of the file the items came from are kept.
public final class TFRecordWriter: DatasetWriter {
    static let sizeUnknown = "tfrecord.size-unknown"
    static let pictureMissing = "tfrecord.picture-not-at-hand"

    public private(set) var losses: LossLedger
    private let sinks: SplitSinks
    private let folder: DatasetFolder
    private let files: (any ItemFiles)?
    private let question: String?
    private var labels: TFLabelMap
    private var numbers: [String: Int64] = [:]

    public init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        files = layout.files
        question = layout.questions.first { $0.kind == .boxes }?.name
        losses = LossLedger(format: "tfrecord", policy: layout.onLoss)
        sinks = SplitSinks(folder, ending: ".tfrecord", compression: layout.compression)
        labels = TFLabelMap(json: layout.header["tfrecord"]?["labels"])
        for entry in labels.entries where numbers[entry.name] == nil { numbers[entry.name] = entry.id }
        for label in layout.labels { _ = number(of: label) }
    }

    private func number(of label: String) -> Int64 {
        if let known = numbers[label] { return known }
        let next = (labels.entries.map(\.id).max() ?? 0) + 1
        labels.entries.append(TFLabelMap.Entry(id: next, name: label))
        numbers[label] = next
        return next
    }

    @discardableResult
    public func write(_ item: LabelledItem) throws -> [String: String] {
        var example = TFExample()
        let own = item.metadata["tfrecord"]?.object ?? [:]
        for (name, value) in own["features"]?.object?.members ?? [] { example[name] = Self.feature(value) }
        example.set("image/filename", texts: [item.key])
        if example["image/source_id"] == nil { example.set("image/source_id", texts: [item.key]) }
        try addPicture(item, &example)
        if let size = item.size {
            example["image/width"] = .ints([Int64(size.width)])
            example["image/height"] = .ints([Int64(size.height)])
        }
        if let question, case .parts(let parts)? = item.answers[question] { try add(parts, item, own["parts"]?.object ?? [:], &example) }
        try sinks.sink(for: item.splitName).sink.write(TFRecordFrames.frame(example.encoded))
        return [:]
    }

    public func finish() throws {
        try sinks.finish()
        try folder.write(labels.text, to: "label_map.pbtxt")
    }

    private func addPicture(_ item: LabelledItem, _ example: inout TFExample) throws {
        guard let file = item.files[LabelledItem.picture] else { return }
        guard let bytes = try files?.bytes(of: LabelledItem.picture, in: item) else {
            return try losses.drop(Self.pictureMissing, LossExample(item: item.key))
        }
        example["image/encoded"] = .bytes([bytes[...]])
        example.set("image/key/sha256", texts: [ContentHash.hex(ContentHash.digest(of: bytes))])
        let declared = file.type.flatMap { $0.hasPrefix("image/") ? String($0.dropFirst(6)) : nil }
        if let type = PictureType.name(bytes) ?? declared ?? PictureType.name(ofFile: item.name(ofFile: LabelledItem.picture)) { example.set("image/format", texts: [type]) }
    }

    private func add(_ parts: [Part], _ item: LabelledItem, _ extras: JSONObject, _ example: inout TFExample) throws {
        var boxes = parts.compactMap { part -> (part: Part, box: [Double])? in if case .box(let box) = part.shape, box.count == 4 { (part, box) } else { nil } }
        if item.size == nil, !boxes.isEmpty {
            try losses.drop(Self.sizeUnknown, LossExample(item: item.key), count: boxes.count)
            boxes = []
        }
        let (width, height) = (Double(item.size?.width ?? 1), Double(item.size?.height ?? 1))
        for (place, name) in TFObjects.corners.enumerated() {
            example["image/object/bbox/\(name)"] = .floats(boxes.map { Float($0.box[place] / (place % 2 == 0 ? width : height)) })
        }
        let names = boxes.map { $0.part.labels.first ?? "" }
        example.set("image/object/class/text", texts: names)
        example["image/object/class/label"] = .ints(names.map(number))
        for name in TFObjects.extras {
            let values = boxes.map { extras[$0.part.id]?[name] }
            guard values.contains(where: { $0 != nil }) else { continue }
            example["image/object/\(name)"] = Self.feature(.array(values.map { $0 ?? Self.usual(name) }))
        }
    }

    private static func usual(_ name: String) -> JSONValue { name == "view" ? "" : name == "area" ? .double(0) : 0 }

    private static func feature(_ value: JSONValue) -> TFExample.Feature? {
        guard let values = value.array, let first = values.first else { return nil }
        switch first {
        case .string: return .bytes(values.map { Array(($0.string ?? "").utf8)[...] })
        case .int: return .ints(values.map { $0.int ?? 0 })
        default: return .floats(values.map { Float($0.double ?? 0) })
        }
    }
}
