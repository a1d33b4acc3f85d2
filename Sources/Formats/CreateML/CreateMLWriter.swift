import Records

/// Writes `<split>/_annotations.createml.json` with the split's pictures beside it; items without a split stand in the
/// dataset's own folder. One element per line.
final class CreateMLWriter: DatasetWriter {
    static let nameChanged = "createml.name-changed"
    static let splitRenamed = "createml.split-renamed"

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let question: String?
    private var names = ImageNames()
    private var lists: [String: (list: JSONListWriter, sink: ByteSink)] = [:]
    private var folders: [String: String] = [:]
    private var safe = SafeNames()

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        question = layout.questions.first?.name
        losses = LossLedger(format: "createml", policy: layout.onLoss)
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        let below = try folderName(item)
        let name = names.name(for: item.key, below: below, flat: false)
        if !name.isKept { try losses.adapt(Self.nameChanged, LossExample(item: item.key)) }
        let path = name.stem + name.ending
        var element: JSONObject = ["image": .string(path)]
        let own = item.metadata["createml"]?.object ?? [:]
        for (key, value) in own.without(["parts", "left_out"]).members where element[key] == nil { element[key] = value }
        var boxes: [JSONValue] = []
        for case .parts(let parts) in item.answers.sorted(by: { $0.key < $1.key }).map(\.value) {
            boxes += parts.compactMap { Self.json($0, own["parts"]?[$0.id]?.object ?? [:]) }
        }
        element["annotations"] = .array(boxes + (own["left_out"]?.array ?? []))
        try list(in: below).write(element)
        return ["image": ImageFiles.join(below, path)]
    }

    private static func json(_ part: Part, _ rest: JSONObject) -> JSONValue? {
        guard case .box(let box) = part.shape, box.count == 4, let label = part.labels.first else { return nil }
        var coordinates: JSONObject = [
            "x": JSONValue.shortest((box[0] + box[2]) / 2), "y": JSONValue.shortest((box[1] + box[3]) / 2),
            "width": JSONValue.shortest(box[2] - box[0]), "height": JSONValue.shortest(box[3] - box[1]),
        ]
        for (key, value) in rest["coordinates"]?.object?.members ?? [] where coordinates[key] == nil { coordinates[key] = value }
        var object: JSONObject = ["label": .string(label), "coordinates": .object(coordinates)]
        for (key, value) in rest.members where object[key] == nil { object[key] = value }
        return .object(object)
    }

    private func folderName(_ item: LabelledItem) throws -> String {
        guard let split = item.split else { return "" }
        if let known = folders[split] { return known }
        let name = safe.name(for: split, in: "", ending: "")
        folders[split] = name
        if name != split { try losses.adapt(Self.splitRenamed, LossExample(item: item.key)) }
        return name
    }

    private func list(in below: String) throws -> JSONListWriter {
        if let known = lists[below] { return known.list }
        let sink = try folder.sink(ImageFiles.join(below, CreateML.fileName))
        let list = JSONListWriter(sink)
        lists[below] = (list, sink)
        return list
    }

    func finish() throws {
        if lists.isEmpty { _ = try list(in: "") }
        for below in lists.keys.sorted() {
            guard let file = lists[below] else { continue }
            try file.list.end()
            try folder.close(file.sink, as: ImageFiles.join(below, CreateML.fileName))
        }
    }
}
