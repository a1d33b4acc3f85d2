import Records

/// Writes `annotations/instances_<split>.json`; pictures belong in `images/<split>/`.
///
/// One element per line, numbers in full. Ids of images are those they were read with, else counted from 1 over all splits;
/// category ids are those of the header, and new labels get the next free ones. Image elements wait in a nameless file
/// beside the output, so that of each image no more than name and id are held.
public final class COCOWriter: DatasetWriter {
    static let shapeLeftOut = "coco.shape-left-out"
    static let shapeAsBox = "coco.shape-as-box"
    static let rotatedAsPolygon = "coco.rotated-as-polygon"
    static let holesAsMask = "coco.holes-as-mask"
    static let maskCut = "coco.mask-cut"
    static let labelsLeftOut = "coco.further-labels-left-out"
    static let noLabel = "coco.part-without-label"
    static let noteLeftOut = "coco.note-left-out"
    static let answerLeftOut = "coco.answer-left-out"
    static let questionsMerged = "coco.questions-merged"
    static let coordinateRounded = "coco.coordinate-rounded"
    static let nameChanged = "coco.name-changed"
    static let idChanged = "coco.image-id-changed"
    static let noSize = "coco.size-unknown"
    static let unansweredAsEmpty = "coco.unanswered-as-empty"
    static let metadataLeftOut = "coco.metadata-left-out"

    public var losses: LossLedger { encoder.losses }
    private let folder: DatasetFolder
    private let drawn: [Question]
    private let kindsAreShared: Set<String>
    private let header: JSONObject
    private var categories: COCOCategories
    private var encoder: COCOEncoder
    private var names = ImageNames()
    private var files: [String: COCOSplitFile] = [:]
    private var order: [String] = []
    private var fileNames = SafeNames()
    private var ids = COCOImageIDs()
    private var nextAnnotation: Int64 = 1

    public init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        drawn = layout.drawn
        header = layout.header["coco"]?.object ?? [:]
        categories = COCOCategories(labels: layout.labels, header: header["categories"]?.array ?? [])
        encoder = COCOEncoder(policy: layout.onLoss)
        let kinds = layout.drawn.map(\.kind)
        kindsAreShared = Set(layout.drawn.filter { question in kinds.count { $0 == question.kind } > 1 }.map(\.name))
    }

    @discardableResult
    public func write(_ image: LabelledItem) throws -> [String: String] {
        let split = image.splitName
        let folderName = "images/\(SafeNames.safe(split))"
        let name = names.name(for: image.name(ofFile: LabelledItem.picture), below: folderName, flat: false)
        if !name.isKept { try encoder.losses.adapt(Self.nameChanged, LossExample(item: image.key)) }
        let path = "\(name.stem)\(name.ending)"
        let drawings = image.parts(of: drawn)
        guard try countOthers(image, isUnanswered: drawings.isEmpty) else { return [LabelledItem.picture: "\(folderName)/\(path)"] }
        let file = try file(for: split)
        let coco = image.metadata["coco"]?.object ?? [:]
        let id = ids.id(wanted: coco["image"]?["id"].flatMap(COCOAnnotation.id), in: split)
        if !id.isKept { try encoder.losses.adapt(Self.idChanged, LossExample(item: image.key)) }
        try file.addImage(encoder.image(image, id: id.id, path: path))
        let joints = Self.joints(in: drawings)
        for (question, parts) in drawings {
            for part in parts {
                let example = LossExample(item: image.key, question: question.name, part: part.id)
                if case .joints = part.shape, part.id.hasSuffix(".joints"), Self.isJoined(part, drawings) { continue }
                guard let label = part.labels.first else { try encoder.losses.drop(Self.noLabel, example); continue }
                if kindsAreShared.contains(question.name) { try encoder.losses.adapt(Self.questionsMerged, example) }
                if case .joints(let own) = part.shape { categories.noteJoints(own.count, of: label) } else if let own = joints[part.id] { categories.noteJoints(own.count, of: label) }
                let extras = part.origin == .imported ? coco["annotations"]?[part.id]?.object ?? [:] : [:]
                let numbers = COCOEncoder.Numbers(annotation: nextAnnotation, image: id.id, category: categories.id(of: label))
                guard let bytes = try encoder.annotation(part, joints[part.id], numbers, extras, image.size, example) else { continue }
                try file.addAnnotation(bytes)
                nextAnnotation += 1
            }
        }
        return [LabelledItem.picture: "\(folderName)/\(path)"]
    }

    public func finish() throws {
        for split in order { try files[split]?.finish(header: header, categories: categories.values, in: folder) }
    }

    /// False when the image is to be left out.
    private func countOthers(_ image: LabelledItem, isUnanswered: Bool) throws -> Bool {
        for name in image.answers.keys.filter({ name in !drawn.contains { $0.name == name } }).sorted() {
            try encoder.losses.drop(Self.answerLeftOut, LossExample(item: image.key, question: name))
        }
        if image.metadata.keys.contains(where: { $0 != "coco" }) || image.metadata["coco"]?["left_out"] != nil { try encoder.losses.drop(Self.metadataLeftOut, LossExample(item: image.key)) }
        if isUnanswered { return try encoder.losses.mayAdapt(Self.unansweredAsEmpty, LossExample(item: image.key)) }
        return true
    }

    private func file(for split: String) throws -> COCOSplitFile {
        if let file = files[split] { return file }
        let name = fileNames.name(for: "instances_\(split)", in: "annotations", ending: ".json")
        let file = try COCOSplitFile(folder, name: name)
        files[split] = file
        order.append(split)
        return file
    }

    /// Joints by the id of the part they belong to.
    private static func joints(in drawings: [(question: Question, parts: [Part])]) -> [String: [[Double]]] {
        var found: [String: [[Double]]] = [:]
        for (question, parts) in drawings where question.kind == .skeletons {
            for part in parts where part.id.hasSuffix(".joints") {
                if case .joints(let joints) = part.shape { found[String(part.id.dropLast(7))] = joints }
            }
        }
        return found
    }

    private static func isJoined(_ part: Part, _ drawings: [(question: Question, parts: [Part])]) -> Bool {
        let owner = String(part.id.dropLast(7))
        return drawings.contains { $0.question.kind != .skeletons && $0.parts.contains { $0.id == owner && !$0.labels.isEmpty } }
    }
}

/// Category ids and what else the header says of categories.
struct COCOCategories {
    private(set) var values: [JSONValue] = []
    private var ids: [String: Int64] = [:]
    private var last: Int64 = 0

    /// What a new category gets beside id, name and supercategory.
    private let extras: (Int64) -> JSONObject

    init(labels: [String], header: [JSONValue], extras: @escaping (Int64) -> JSONObject = { _ in [:] }) {
        self.extras = extras
        for value in header {
            guard let name = value["name"]?.string, let id = value["id"]?.int, id >= 0, id < 1 << 53, ids[name] == nil, !ids.values.contains(id) else { continue }
            add(name, id, value)
        }
        for label in labels { _ = id(of: label) }
    }

    mutating func id(of label: String) -> Int64 {
        if let known = ids[label] { return known }
        let id = last + 1
        var category: JSONObject = ["id": .int(id), "name": .string(label), "supercategory": ""]
        for (key, value) in extras(id).members { category[key] = value }
        add(label, id, .object(category))
        return id
    }

    /// A category with keypoints must name them: those of the header stay, others are numbered, and no bones are made up.
    mutating func noteJoints(_ count: Int, of label: String) {
        _ = id(of: label)
        guard let place = values.firstIndex(where: { $0["name"]?.string == label }), values[place]["keypoints"] == nil, var category = values[place].object else { return }
        category["keypoints"] = .array((0..<count).map { .string(String($0 + 1)) })
        category["skeleton"] = []
        values[place] = .object(category)
    }

    private mutating func add(_ name: String, _ id: Int64, _ value: JSONValue) {
        ids[name] = id
        last = max(last, id)
        values.append(value)
    }
}

/// The file of one split while it is written: annotations go to it at once, images wait.
final class COCOSplitFile {
    private let name: String
    private let sink: ByteSink
    private let images: SpoolFile
    private var imageCount = 0
    private var annotationCount = 0
    private static let first = Array("\n".utf8)
    private static let further = Array(",\n".utf8)

    init(_ folder: DatasetFolder, name: String) throws(ByteError) {
        self.name = name
        sink = try folder.sink(name)
        images = try SpoolFile(in: SpoolFile.place(beside: folder.path))
        try sink.write("{\"annotations\":[")
    }

    func addImage(_ bytes: [UInt8]) throws(ByteError) {
        try images.write(imageCount == 0 ? Self.first : Self.further)
        try images.write(bytes)
        imageCount += 1
    }

    func addAnnotation(_ bytes: [UInt8]) throws(ByteError) {
        try sink.write(annotationCount == 0 ? Self.first : Self.further)
        try sink.write(bytes)
        annotationCount += 1
    }

    /// Without `categories` the file has none, as those of captions.
    func finish(header: JSONObject, categories: [JSONValue]?, in folder: DatasetFolder) throws {
        try sink.write("\n],\n\"images\":[")
        try images.forEachPiece { try sink.write($0) }
        try sink.write("\n]")
        if let categories {
            try sink.write(",\n\"categories\":[")
            for (place, category) in categories.enumerated() {
                try sink.write(place == 0 ? "\n" : ",\n")
                try sink.write(category.bytes())
            }
            try sink.write("\n]")
        }
        var others = header
        for list in ["images", "annotations", "categories"] { others[list] = nil }
        if others["info"] == nil { others["info"] = .object([:]) }
        if others["licenses"] == nil { others["licenses"] = .array([]) }
        for (key, value) in others.members {
            try sink.write(",\n")
            try sink.write(JSONValue.string(key).bytes() + [UInt8(ascii: ":")] + value.bytes())
        }
        try sink.write("\n}\n")
        try folder.close(sink, as: name)
    }
}
