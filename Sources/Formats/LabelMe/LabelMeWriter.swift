import Foundation
import Records

/// Writes `<split>/<stem>.json` beside the picture, as labelme's strict loader wants it: every key there, points finite, sizes
/// whole numbers, and never the picture itself (`imageData` is null).
final class LabelMeWriter: DatasetWriter {
    static let nameChanged = "labelme.name-changed"
    static let splitRenamed = "labelme.split-renamed"
    static let maskTooLarge = "labelme.mask-unwritable"
    /// Of the labelme whose rules are kept here.
    static let version = "7.9.1"

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let questions: [Question]
    private var names = ImageNames()
    private var folders: [String: String] = [:]
    private var safe = SafeNames()

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        questions = layout.questions.ordered(by: LabelMe.drawn)
        losses = LossLedger(format: "labelme", policy: layout.onLoss)
    }

    func finish() throws {}

    func write(_ item: LabelledItem) throws -> [String: String] {
        let below = try folderName(item)
        let name = names.name(for: item.key, below: below, flat: false)
        if !name.isKept { try losses.adapt(Self.nameChanged, LossExample(item: item.key)) }
        let own = item.metadata["labelme"]?.object ?? [:]
        let shapes = try shapes(of: item, own)
        var file: JSONObject = [
            "version": own["version"] ?? .string(Self.version), "flags": .object(flags(of: item, own)), "shapes": .array(shapes),
            "imagePath": .string(String(ImageFiles.fileName(name.stem)) + name.ending), "imageData": .null,
            "imageHeight": item.size.map { .int(Int64($0.height)) } ?? .null, "imageWidth": item.size.map { .int(Int64($0.width)) } ?? .null,
        ]
        for (key, value) in own.without(["parts", "left_out", "flags", "version"]).members where file[key] == nil { file[key] = value }
        file["split"] = item.split.map(JSONValue.string)
        let empty = questions.filter { item.answers[$0.name] == .parts([]) }.map { JSONValue.string($0.kind.rawValue) }
        if shapes.isEmpty || !empty.isEmpty { file["answered"] = .array(empty) }
        try folder.write(JSONValue.object(file).text() + "\n", to: ImageFiles.join(below, name.stem + ".json"))
        return ["image": ImageFiles.join(below, name.stem + name.ending)]
    }

    private func folderName(_ item: LabelledItem) throws -> String {
        guard let split = item.split else { return "" }
        if let known = folders[split] { return known }
        let name = safe.name(for: split, in: "", ending: "")
        folders[split] = name
        if name != split { try losses.adapt(Self.splitRenamed, LossExample(item: item.key)) }
        return name
    }

    /// Labels chosen are flags that are set. Where none is chosen the declared ones are there unset, so that it can be told
    /// from a picture nobody looked at.
    private func flags(of item: LabelledItem, _ own: JSONObject) -> JSONObject {
        var flags = JSONObject()
        for question in questions {
            guard case .choices(let labels)? = item.answers[question.name] else { continue }
            if labels.isEmpty { for label in question.labelNames { flags[label] = false } }
            for label in labels { flags[label] = true }
        }
        for (key, value) in own["flags"]?.object?.members ?? [] where flags[key] == nil { flags[key] = value }
        return flags
    }

    private func shapes(of item: LabelledItem, _ own: JSONObject) throws -> [JSONValue] {
        var all: [JSONValue] = []
        var group = 0
        let taken = Set((own["parts"]?.object?.members ?? []).compactMap { $0.value["group_id"]?.int })
        for (question, parts) in item.parts(of: questions + undeclared(item)) {
            for part in parts {
                let rest = own["parts"]?[part.id]?.object ?? [:]
                var pieces = 1
                if case .polygons(let polygons) = part.shape { pieces = polygons.count }
                if pieces > 1 { repeat { group += 1 } while taken.contains(Int64(group)) }
                guard let made = LabelMeEncoder.shapes(part, rest, group: pieces > 1 ? Int64(group) : nil) else {
                    try losses.drop(Self.maskTooLarge, LossExample(item: item.key, question: question.name, part: part.id))
                    continue
                }
                all += made
            }
        }
        return all + (own["left_out"]?.array ?? [])
    }

    private func undeclared(_ item: LabelledItem) -> [Question] {
        item.answers.keys.filter { name in !questions.contains { $0.name == name } }.sorted().map { Question(name: $0, kind: .polygons) }
    }
}
