import Records

/// Writes `annotations/<subset>.json`, an item per line, with files under `images/<subset>/` and `point_clouds/<subset>/`.
/// Items without a split are the subset `default`. Categories stand last, since labels nobody declared are numbered as they come.
final class DatumaroWriter: DatasetWriter {
    static let nameChanged = "datumaro.name-changed"
    static let splitRenamed = "datumaro.split-renamed"
    static let widthRounded = "datumaro.width-rounded"
    static let maskUnwritable = "datumaro.mask-unwritable"

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let questions: [Question]
    private let header: JSONObject
    private var labels: [JSONValue] = []
    private var ids: [String: Int64] = [:]
    private var names = ImageNames()
    private var safe = SafeNames()
    private var subsets: [String: (name: String, sink: ByteSink, count: Int, media: Set<Int64>)] = [:]

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        questions = layout.questions.ordered(by: Datumaro.drawn)
        header = layout.header["datumaro"]?.object ?? [:]
        losses = LossLedger(format: "datumaro", policy: layout.onLoss)
        for label in header["categories"]?["label"]?["labels"]?.array ?? [] {
            guard let name = label["name"]?.string else { continue }
            if ids[name] == nil { ids[name] = Int64(labels.count) }
            labels.append(label)
        }
        for question in questions where question.kind != .texts { for name in question.labelNames { _ = id(of: name) } }
    }

    private func id(of label: String) -> Int64 {
        if let known = ids[label] { return known }
        ids[label] = Int64(labels.count)
        labels.append(.object(["name": .string(label), "parent": "", "attributes": []]))
        return Int64(labels.count - 1)
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        let subset = try subset(of: item)
        let isCloud = item.media == .pointcloud || item.files["points"] != nil
        let below = "\(isCloud ? "point_clouds" : "images")/\(subset)"
        let path: String, stem: String
        if isCloud {
            path = ImageNameless.path(item.key, below, &safe)
            stem = ImageFiles.withoutEnding(path)
        } else {
            let name = names.name(for: item.key, below: below, flat: false)
            (path, stem) = (name.stem + name.ending, name.stem)
        }
        if path != item.key { try losses.adapt(Self.nameChanged, LossExample(item: item.key)) }
        let own = item.metadata["datumaro"]?.object ?? [:]
        var object: JSONObject = ["id": .string(stem), "annotations": .array(try annotations(of: item, own))]
        if isCloud { object["point_cloud"] = ["path": .string(path)] } else { object["image"] = image(item, path, own) }
        for (key, value) in own.without(["parts", "left_out", "labels", "captions", "image"]).members where object[key] == nil { object[key] = value }
        if let split = item.split, split != subset { object["split"] = .string(split) }
        noteEmpty(item, &object)
        try add(object, to: subset, media: isCloud ? 6 : 2)
        return [isCloud ? "points" : "image": "\(below)/\(path)"]
    }

    private func image(_ item: LabelledItem, _ path: String, _ own: JSONObject) -> JSONValue {
        var image: JSONObject = ["path": .string(path)]
        if let size = item.size { image["size"] = [.int(Int64(size.height)), .int(Int64(size.width))] }
        for (key, value) in own["image"]?.object?.members ?? [] where image[key] == nil { image[key] = value }
        return .object(image)
    }

    private func noteEmpty(_ item: LabelledItem, _ object: inout JSONObject) {
        let empty = questions.filter { item.answers[$0.name] == .parts([]) }.map { JSONValue.string($0.kind.rawValue) }
        if object["annotations"] == .array([]) || !empty.isEmpty { object["answered"] = .array(empty) }
    }

    private func annotations(of item: LabelledItem, _ own: JSONObject) throws -> [JSONValue] {
        var (all, group) = ([JSONValue](), Int64(0))
        let taken = Set((own["parts"]?.object?.members ?? []).compactMap { $0.value["group"]?.int })
        var encoder = DatumaroEncoder(item.size)
        let names = questions.map(\.name).filter { item.answers[$0] != nil } + item.answers.keys.filter { name in !questions.contains { $0.name == name } }.sorted()
        for name in names {
            switch item.answers[name] {
            case .choices(let labels)?:
                for label in labels { all.append(encoder.annotation("label", [:], id(of: label), own["labels"]?[label]?.object ?? [:], nil, [:])) }
            case .texts(let texts)?:
                for (place, text) in texts.enumerated() { all.append(encoder.annotation("caption", [:], nil, own["captions"]?[String(place + 1)]?.object ?? [:], nil, ["caption": .string(text)])) }
            case .parts(let parts)?:
                for part in parts {
                    var pieces = 1
                    if case .polygons(let polygons) = part.shape { pieces = polygons.count }
                    if pieces > 1 { repeat { group += 1 } while taken.contains(group) }
                    let example = LossExample(item: item.key, question: name, part: part.id)
                    let made = encoder.annotations(part, label: part.labels.first.map(id), own["parts"]?[part.id]?.object ?? [:], group: pieces > 1 ? group : nil)
                    if encoder.isRounded {
                        try losses.round(Self.widthRounded, example)
                        encoder = DatumaroEncoder(item.size)
                    }
                    guard let made else { try losses.drop(Self.maskUnwritable, example); continue }
                    all += made
                }
            default: break
            }
        }
        return all + (own["left_out"]?.array ?? [])
    }

    // MARK: Files

    private func subset(of item: LabelledItem) throws -> String {
        let split = item.split ?? Datumaro.defaultSubset
        if let known = subsets[split] { return known.name }
        let name = safe.name(for: split, in: "annotations", ending: "")
        let short = String(name.dropFirst("annotations/".count))
        if short != split { try losses.adapt(Self.splitRenamed, LossExample(item: item.key)) }
        try begin(split, called: short)
        return short
    }

    private func begin(_ split: String, called name: String) throws {
        let sink = try folder.sink("annotations/\(name).json")
        try sink.write("{\"dm_format_version\":\(header["dm_format_version"]?.text() ?? "\"1.0\""),\"items\":[")
        subsets[split] = (name, sink, 0, [])
    }

    private func add(_ object: JSONObject, to name: String, media: Int64) throws {
        guard let split = subsets.first(where: { $0.value.name == name })?.key, var subset = subsets[split] else { return }
        try subset.sink.write(subset.count == 0 ? "\n" : ",\n")
        try subset.sink.write(JSONValue.object(object).bytes())
        subset.count += 1
        subset.media.insert(media)
        subsets[split] = subset
    }

    func finish() throws {
        if subsets.isEmpty { try begin(Datumaro.defaultSubset, called: Datumaro.defaultSubset) }
        var categories = header["categories"]?.object ?? [:]
        var label = categories["label"]?.object ?? ["labels": [], "label_groups": [], "attributes": []]
        label["labels"] = .array(labels)
        categories["label"] = .object(label)
        for split in subsets.keys.sorted() {
            guard let subset = subsets[split] else { continue }
            // 1 is any file: pictures and clouds in one subset.
            let media = header["media_type"]?.int ?? (subset.media.count > 1 ? 1 : subset.media.first ?? 2)
            try subset.sink.write("\n],\n\"media_type\":\(media),\n\"infos\":\(header["infos"]?.text() ?? "{}"),\n\"categories\":\(JSONValue.object(categories).text())")
            for (key, value) in header.without(["dm_format_version", "media_type", "infos", "categories", "items"]).members {
                try subset.sink.write(",\n\(JSONValue.string(key).text()):\(value.text())")
            }
            try subset.sink.write("\n}\n")
            try folder.close(subset.sink, as: "annotations/\(subset.name).json")
        }
    }
}

/// Where a file goes that is no picture: its key where that is a safe path, a safe name otherwise.
enum ImageNameless {
    static func path(_ key: String, _ folder: String, _ names: inout SafeNames) -> String {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isPlain = parts.count <= 16 && parts.allSatisfy { SafeNames.safe($0) == $0 }
        let dot = isPlain ? key.lastIndex(of: ".") : nil
        let stem = dot.map { String(key[..<$0]) } ?? key, ending = dot.map { String(key[$0...]) } ?? ""
        let parent = isPlain ? ImageFiles.parent(stem) : ""
        let name = names.name(for: String(isPlain ? ImageFiles.fileName(stem) : stem[...]), in: ImageFiles.join(folder, parent).trimmedSlash, ending: ending)
        return String(name.dropFirst(folder.utf8.count + 1))
    }
}

extension String {
    /// Without a slash at its end.
    fileprivate var trimmedSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
