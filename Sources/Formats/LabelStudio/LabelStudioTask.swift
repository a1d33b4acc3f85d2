import Records

/// One task of an export: what people see of it as an item, and everything else as it stands.
///
/// The law is that a task which nobody changed is written as it was read. What our own writer would write anyway is not
/// kept; all else is, in `metadata["label-studio"]`: members of the task and of its annotations, and the results of an
/// annotation in full as soon as one of them would come out otherwise. `LabelStudioMerge` puts both together.
struct LabelStudioTask {
    static let own = "label-studio"
    /// What Label Studio has no place for stands in the task's `meta` under this name.
    static let ours = "winnow"

    let config: LabelStudioConfig
    let asked: LabelStudioQuestions
    let files: LabelStudioFiles
    private(set) var findings: [Finding] = []
    private var told: Set<String> = []

    init(_ config: LabelStudioConfig, _ asked: LabelStudioQuestions, _ files: LabelStudioFiles) {
        (self.config, self.asked, self.files) = (config, asked, files)
    }

    mutating func takeFindings() -> [Finding] {
        defer { findings = [] }
        return findings
    }

    mutating func item(_ task: JSONObject, number: Int, place: Place) -> LabelledItem {
        let isBare = task["data"]?.object == nil
        let data = task["data"]?.object ?? task
        let ours = task["meta"]?[Self.ours]?.object ?? [:]
        let key = ours["key"]?.string ?? (isBare ? nil : Self.key(task["id"])) ?? "task-\(number)"
        var item = LabelledItem(key: key)
        item.place = place
        item.place?.record = key
        takeData(data, into: &item)
        item.split = ours["split"]?.string
        item.licence = ours["licence"]?.string
        for (role, json) in ours["files"]?.object?.members ?? [] { Self.state(json, of: role, in: &item) }
        for (name, value) in (isBare ? nil : task["meta"]?.object)?.members ?? [] where name != Self.ours { item.metadata[name] = value }
        let list = task["annotations"] != nil || task["completions"] == nil ? "annotations" : "completions"
        let lived = takeAnnotations(isBare ? [] : task[list]?.array ?? [], ours, &item)
        keep(task, list, lived, number, isBare, &item)
        return item
    }

    static func key(_ id: JSONValue?) -> String? { id?.string ?? id?.int.map(String.init) }

    // MARK: Data

    private func takeData(_ data: JSONObject, into item: inout LabelledItem) {
        item.fields = data
        for object in config.objects {
            guard let field = object.field, let value = data[field] else { continue }
            item.media = item.media ?? object.media
            if let role = object.role {
                guard let name = value.string, item.files[role] == nil else { continue }
                item.files[role] = files.file(name)
                item.files[role]?.rate = role == "video" ? object.frameRate : nil
                item.fields[field] = nil
            } else if let text = Self.text(object, value), data[LabelStudioConfig.textField] == nil, object.tag == "Paragraphs" || field == Self.textField(config) {
                if value.string != nil { item.fields[field] = nil }
                item.fields[LabelStudioConfig.textField] = .string(text)
            }
        }
    }

    /// The text an object shows; nil where it is elsewhere, or is not text but markup.
    static func text(_ object: LabelStudioConfig.Object, _ value: JSONValue) -> String? {
        if object.attributes["valueType"] == "url" { return nil }
        switch object.tag {
        case "Text": return value.string
        case "HyperText": return value.string.flatMap { $0.contains("<") || $0.contains("&") ? nil : $0 }
        case "Paragraphs": return LabelStudioParagraphs(value, key: object.attributes["textKey"] ?? "text")?.text
        default: return nil
        }
    }

    /// The field whose text is the item's.
    static func textField(_ config: LabelStudioConfig) -> String? {
        config.objects.first { ($0.tag == "Text" || $0.tag == "HyperText") && $0.attributes["valueType"] != "url" && $0.field != nil }?.field
    }

    private static func state(_ json: JSONValue, of role: String, in item: inout LabelledItem) {
        var file = LabelledFile(json: json)
        (file.path, file.url) = (item.files[role]?.path, json["url"]?.string ?? (json["name"] == nil ? item.files[role]?.url : nil))
        item.files[role] = file
    }

    // MARK: Annotations

    /// One annotation that counts, as it is read.
    struct Lived {
        var raw: JSONObject
        var annotation: LabelledAnnotation
    }

    private mutating func takeAnnotations(_ list: [JSONValue], _ ours: JSONObject, _ item: inout LabelledItem) -> [Lived] {
        let raws = list.compactMap(\.object).filter { $0["was_cancelled"]?.bool != true && $0["skipped"]?.bool != true && $0["result"]?.array != nil }
        size(&item, from: raws)
        let scene = LabelStudioScene(item, config)
        let notes = ours["annotations"]?.array ?? []
        var lived: [Lived] = []
        for (number, raw) in raws.enumerated() {
            var decoder = LabelStudioDecoder(config, asked, scene)
            let note = number < notes.count ? notes[number] : .null
            let answers = decoder.answers(raw["result"]?.array ?? [], open: Set(note["open"]?.array?.compactMap(\.string) ?? []))
            report(decoder.troubles, item.place)
            lived.append(Lived(raw: raw, annotation: LabelledAnnotation(
                author: Self.author(raw["completed_by"]), answers: answers, seconds: raw["lead_time"]?.double, madeAt: raw["created_at"]?.string,
                metadata: note["metadata"]?.object ?? [:])))
        }
        settle(lived, ours, &item)
        return lived
    }

    /// Results say how large the picture is.
    private func size(_ item: inout LabelledItem, from raws: [JSONObject]) {
        for role in ["image", "video"] where item.files[role] != nil && item.files[role]?.width == nil {
            for result in raws.flatMap({ $0["result"]?.array ?? [] }) {
                guard let size = LabelStudioDecoder.size(result) else { continue }
                item.files[role]?.width = size.width
                item.files[role]?.height = size.height
                break
            }
        }
        for result in raws.flatMap({ $0["result"]?.array ?? [] }) {
            if item.files["audio"] != nil, item.files["audio"]?.duration == nil { item.files["audio"]?.duration = result["original_length"]?.double }
            if item.files["video"] != nil, item.files["video"]?.frames == nil { item.files["video"]?.frames = result["value"]?["framesCount"]?.int.flatMap { Int(exactly: $0) } }
        }
    }

    /// Which answers count: those of the only annotation, or of the only one marked as ground truth.
    private mutating func settle(_ lived: [Lived], _ ours: JSONObject, _ item: inout LabelledItem) {
        var people = lived.map(\.annotation)
        if let place = ours["settled"]?.int.flatMap({ Int(exactly: $0) }), people.indices.contains(place) {
            item.answers = people.remove(at: place).answers
        } else if people.count == 1 {
            if ours["counts"]?.bool != false { item.answers = people[0].answers }
            if people[0].author == nil, people[0].seconds == nil, people[0].madeAt == nil, people[0].metadata.isEmpty, ours["counts"]?.bool == nil { people = [] }
        } else {
            let truths = lived.filter { $0.raw["ground_truth"]?.bool == true }
            if truths.count == 1 { item.answers = truths[0].annotation.answers }
        }
        item.annotations = people
    }

    static func author(_ value: JSONValue?) -> String? {
        value?["email"]?.string ?? value?.string ?? value?.int.map(String.init) ?? value?["id"]?.int.map(String.init)
    }

    /// Each trouble once per file; the metadata has every case.
    private mutating func report(_ troubles: [(code: String, message: String)], _ place: Place?) {
        for trouble in troubles where told.insert(trouble.code + trouble.message).inserted {
            findings.append(Finding(.warning, trouble.code, "\(trouble.message); first in task `\(place?.record ?? "")`", at: place, hint: "Results as they stand are kept in the item's metadata and written back"))
        }
    }

    // MARK: What is kept

    private mutating func keep(_ task: JSONObject, _ list: String, _ lived: [Lived], _ number: Int, _ isBare: Bool, _ item: inout LabelledItem) {
        var kept: JSONObject = [:]
        let plain = LabelStudioMerge(config: config, asked: asked, keepsResults: true).task(item, number: number, paths: [:])
        if isBare {
            kept["bare"] = true
        } else {
            var rest: JSONObject = [:]
            for (name, value) in task.members where name != "data" && name != list && plain[name] != value { rest[name] = value }
            if !rest.isEmpty { kept["task"] = .object(rest) }
            if list != "annotations" { kept["list"] = .string(list) }
            if task[list] == nil { kept["unlisted"] = true }
        }
        let mine = plain["annotations"]?.array ?? []
        let entries = annotations(task[isBare ? "" : list]?.array ?? [], mine)
        if entries.contains(where: { $0 != [:] }) { kept["annotations"] = .array(entries) }
        if !kept.isEmpty { item.metadata[Self.own] = .object(kept) }
    }

    /// One entry per annotation, `{}` where nothing need be kept.
    private func annotations(_ list: [JSONValue], _ mine: [JSONValue]) -> [JSONValue] {
        var next = 0
        return list.map { raw in
            guard let object = raw.object, object["was_cancelled"]?.bool != true, object["skipped"]?.bool != true, let results = object["result"]?.array, next < mine.count, let plain = mine[next].object else { return ["raw": raw] }
            next += 1
            var entry: JSONObject = [:]
            var rest: JSONObject = [:]
            for (name, value) in object.members where name != "result" && plain[name] != value { rest[name] = value }
            if !rest.isEmpty { entry["rest"] = .object(rest) }
            let without = plain.keys.filter { object[$0] == nil }
            if !without.isEmpty { entry["without"] = .array(without.map { .string($0) }) }
            if plain["result"]?.array != results { entry["result"] = .array(results) }
            return .object(entry)
        }
    }
}
