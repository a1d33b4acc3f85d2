import Records

/// COCO captions: sentences about pictures, several each, in `annotations/captions_<split>.json`.
public enum COCOCaptions {
    static let name = "coco-captions"
    static let nameChanged = "coco-captions.name-changed"
    static let emptyLeftOut = "coco-captions.empty-left-out"

    public static let card = FormatCard(
        name: name, summary: "COCO captions: texts about each picture in one JSON file per split", extensions: [],
        capacity: FormatCapacity(media: [.image], kinds: [.texts], questions: .one, extras: [.keys, .fileNames, .pictureSizes, .splits, .unanswered]), loses: [nameChanged, emptyLeftOut])

    public static let format = DatasetFormat(
        card: card, recognise: { COCOTask.recognise($0, .captions) }, reader: { try COCOCaptionsReader($0, options: $1) }, writer: { COCOCaptionsWriter($0, layout: $1) })
}

/// Captions in the order of the file. Ids and keys of an annotation beyond image and caption are kept and written back.
final class COCOCaptionsReader: COCOTaskReader {
    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        try super.init(input, options: options, format: COCOCaptions.name, task: .captions)
        questions = options.questions.questions([.texts], labels: [])
    }

    override func read(_ element: COCOElements.Element, into item: inout LabelledItem, from file: COCOElements) throws {
        var texts: [String] = []
        var extras: [JSONValue] = []
        for (object, place) in element.annotations {
            guard let caption = object["caption"]?.string else {
                findings.add(Finding(.error, "coco-captions.no-caption", "an annotation of `\(item.key)` has no `caption`; it is left out", at: place))
                continue
            }
            texts.append(caption)
            extras.append(.object(JSONObject(uniqueMembers: object.members.filter { !["image_id", "caption"].contains($0.key) })))
        }
        guard !texts.isEmpty, let name = options.questions.name(.texts) else { return }
        item.answers[name] = .texts(texts)
        if extras.contains(where: { $0 != .object([:]) }) { keep("annotations", .array(extras), in: &item) }
    }
}

/// One caption per line of the file. Ids stay where they are known; others are counted from 1 over all splits.
final class COCOCaptionsWriter: DatasetWriter {
    private(set) var losses: LossLedger
    private var files: COCOTaskFiles
    private var next: Int64 = 1
    private var taken: Set<Int64> = []

    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        files = COCOTaskFiles(folder, format: COCOCaptions.name, task: "captions", header: layout.header)
        losses = LossLedger(format: COCOCaptions.name, policy: layout.onLoss)
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        let entry = try files.add(item)
        if !entry.isKept { try losses.adapt(COCOCaptions.nameChanged, LossExample(item: item.key)) }
        for (_, answer) in item.answers.sorted(by: { $0.key < $1.key }) {
            guard case .texts(let texts) = answer else { continue }
            if texts.isEmpty { try losses.drop(COCOCaptions.emptyLeftOut, LossExample(item: item.key)) }
            let extras = item.metadata[COCOCaptions.name]?["annotations"]?.array ?? []
            for (place, text) in texts.enumerated() {
                let own = extras.count == texts.count ? extras[place].object ?? [:] : [:]
                var object: JSONObject = ["id": .int(id(wanted: own["id"]?.int)), "image_id": entry.image.json, "caption": .string(text)]
                for (key, value) in own.members where object[key] == nil { object[key] = value }
                try entry.file.addAnnotation(JSONValue.object(object).bytes())
            }
        }
        return [LabelledItem.picture: entry.path]
    }

    func finish() throws { try files.finish(categories: nil) }

    private func id(wanted: Int64?) -> Int64 {
        if let wanted, wanted >= 0, taken.insert(wanted).inserted { return wanted }
        while !taken.insert(next).inserted { next += 1 }
        return next
    }
}
