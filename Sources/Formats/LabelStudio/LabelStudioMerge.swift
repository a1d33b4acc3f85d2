import Records

/// An item as a task: what it says now, with what was kept of the task it was read from.
///
/// A result that still says what it said is written as it was; one whose part changed keeps its members that mean
/// nothing here; one whose part is gone is gone.
struct LabelStudioMerge {
    let config: LabelStudioConfig
    let asked: LabelStudioQuestions
    /// The kept results are about the controls of `config`.
    let keepsResults: Bool
    private let encoder: LabelStudioEncoder

    init(config: LabelStudioConfig, asked: LabelStudioQuestions, keepsResults: Bool) {
        (self.config, self.asked, self.keepsResults) = (config, asked, keepsResults)
        encoder = LabelStudioEncoder(config, asked)
    }

    func control(of question: String) -> LabelStudioConfig.Control? { encoder.control(of: question) }

    /// Whether the control of this name gives labels to the regions of a plain tag.
    func gives(labels name: String, to control: LabelStudioConfig.Control) -> Bool {
        let isPlain = LabelStudioEncoder.labelsKey(control.tag) == nil && LabelStudioTag.drawnKind(control.tag) != nil
        guard isPlain || control.tag == "VideoRectangle", let other = config.control(name) else { return false }
        return asked.meanings[name] == .labels && !Set(other.objects).isDisjoint(with: control.objects)
    }

    /// Masks that reach beyond their picture have no stream.
    func unfit(_ item: LabelledItem) -> [(question: String, part: String)] {
        item.answers.sorted { $0.key < $1.key }.flatMap { name, answer -> [(question: String, part: String)] in
            guard case .parts(let parts) = answer, let size = item.size else { return [] }
            return parts.filter { if case .mask(let mask) = $0.shape { LabelStudioBrush.fits(mask, size) == false } else { false } }.map { (name, $0.id) }
        }
    }

    /// `paths`: where the item's files are put, by role.
    func task(_ item: LabelledItem, number: Int, paths: [String: String]) -> JSONObject {
        let kept = item.metadata[LabelStudioTask.own]?.object ?? [:]
        let data = data(of: item, paths)
        if kept["bare"]?.bool == true, item.answers.isEmpty, item.annotations.isEmpty { return data }
        var task: JSONObject = ["id": Int64(item.key).flatMap { $0 > 0 && String($0) == item.key ? JSONValue.int($0) : nil } ?? .int(Int64(number))]
        task["data"] = .object(data)
        let (list, notes) = written(item)
        let annotations = annotations(list, item, kept["annotations"]?.array ?? [])
        if !annotations.isEmpty || kept["unlisted"]?.bool != true { task[kept["list"]?.string ?? "annotations"] = .array(annotations) }
        let meta = meta(item, notes, number)
        if !meta.isEmpty { task["meta"] = .object(meta) }
        for (name, value) in kept["task"]?.object?.members ?? [] where task[name] == nil || name == "id" && notes["key"] == nil { task[name] = value }
        return task
    }

    // MARK: Data

    private func data(of item: LabelledItem, _ paths: [String: String]) -> JSONObject {
        var data = item.fields
        for object in config.objects {
            guard let field = object.field else { continue }
            if let role = object.role {
                guard let file = item.files[role], data[field] == nil else { continue }
                data[field] = .string(file.url ?? paths[role] ?? file.path ?? file.name ?? item.key)
            } else if object.tag == "Paragraphs" {
                if let value = data[field], LabelStudioTask.text(object, value) == item.text, field != LabelStudioConfig.textField { data[LabelStudioConfig.textField] = nil }
            } else if field != LabelStudioConfig.textField, data[field] == nil, LabelStudioTask.textField(config) == field, let text = data[LabelStudioConfig.textField] {
                data[field] = text
                data[LabelStudioConfig.textField] = nil
            }
        }
        return data
    }

    // MARK: Meta

    private func meta(_ item: LabelledItem, _ notes: JSONObject, _ number: Int) -> JSONObject {
        var meta: JSONObject = [:]
        for (name, value) in item.metadata.members where name != LabelStudioTask.own { meta[name] = value }
        var ours = notes
        let isID = Int64(item.key).map { $0 > 0 && String($0) == item.key } == true
        if !isID, item.metadata[LabelStudioTask.own]?["task"]?["id"]?.string != item.key, !(item.metadata[LabelStudioTask.own]?["bare"]?.bool == true), item.key != "task-\(number)" { ours["key"] = .string(item.key) }
        ours["split"] = item.split.map(JSONValue.string)
        ours["licence"] = item.licence.map(JSONValue.string)
        let files = files(of: item)
        if !files.isEmpty { ours["files"] = .object(files) }
        if !ours.isEmpty { meta[LabelStudioTask.ours] = .object(ours) }
        return meta
    }

    /// What is known of files and cannot be told from the data and the results.
    private func files(of item: LabelledItem) -> JSONObject {
        var files: JSONObject = [:]
        for role in item.files.keys.sorted() {
            guard var file = item.files[role] else { continue }
            let object = config.objects.first { $0.role == role }
            let isShown = object?.field.map { item.fields[$0] == nil } ?? false
            file.path = nil
            if isShown, let url = file.url {
                if LabelStudioFiles.names(url).name == file.name ?? "" { file.name = nil }
                file.url = nil
            }
            if role == "video", file.rate == object?.frameRate { file.rate = nil }
            let stated = stated(item)
            if role == "image", stated.contains(.width) { (file.width, file.height) = (nil, nil) }
            if role == "video", stated.contains(.frames) { (file.width, file.height, file.frames) = (nil, nil, nil) }
            if role == "audio", stated.contains(.duration) { file.duration = nil }
            if case .object(let json) = file.json, !json.isEmpty { files[role] = item.files[role].map { stated in
                var whole = stated
                (whole.path, whole.url) = (nil, file.url)
                return whole.json
            } }
        }
        return files
    }

    private enum Stated { case width, frames, duration }

    /// What results tell of the item's files.
    private func stated(_ item: LabelledItem) -> Set<Stated> {
        var stated: Set<Stated> = []
        for result in (item.metadata[LabelStudioTask.own]?["annotations"]?.array ?? []).flatMap({ $0["result"]?.array ?? [] }) where keepsResults {
            if LabelStudioDecoder.size(result) != nil { stated.insert(.width) }
            if result["original_length"] != nil { stated.insert(.duration) }
            if result["value"]?["framesCount"] != nil { stated.insert(.frames) }
        }
        for answers in item.annotations.map(\.answers) + [item.answers] {
            for case .parts(let parts) in answers.values { for part in parts { stated.formUnion(Self.stated(by: part.shape)) } }
        }
        return stated
    }

    private static func stated(by shape: Shape) -> Set<Stated> {
        switch shape {
        case .segment: [.duration]
        case .track: [.frames]
        case .ranges: []
        default: [.width]
        }
    }

    // MARK: Annotations

    /// One annotation to write.
    struct Written {
        var annotation: LabelledAnnotation
        var isTruth: Bool
        var answers: [String: Answer] { annotation.answers }
    }

    /// The annotations, and what must be noted beside them so that they are read as they are now.
    private func written(_ item: LabelledItem) -> (list: [Written], notes: JSONObject) {
        var notes: JSONObject = [:]
        var list = item.annotations.map { Written(annotation: $0, isTruth: false) }
        if item.annotations.isEmpty {
            if !item.answers.isEmpty { list = [Written(annotation: LabelledAnnotation(answers: item.answers), isTruth: false)] }
        } else if let place = list.firstIndex(where: { $0.answers == item.answers }) {
            if list.count > 1 { list[place].isTruth = true }
            let only = list[0].annotation
            if list.count == 1, only.author == nil, only.seconds == nil, only.madeAt == nil, only.metadata.isEmpty { notes["counts"] = true }
        } else if !item.answers.isEmpty {
            list.append(Written(annotation: LabelledAnnotation(answers: item.answers), isTruth: true))
            notes["settled"] = .int(Int64(list.count - 1))
        } else if list.count == 1 { notes["counts"] = false }
        let entries = list.map { note($0) }
        if let last = entries.lastIndex(where: { $0 != [:] }) { notes["annotations"] = .array(Array(entries[...last])) }
        return (list, notes)
    }

    private func note(_ written: Written) -> JSONValue {
        var note: JSONObject = [:]
        let seconds = Set(asked.meanings.values.compactMap { if case .boxes(_?, let rotated?) = $0 { rotated } else { nil } })
        let open = asked.listed.map(\.name).filter { written.answers[$0] == nil && !seconds.contains($0) }
        if !open.isEmpty { note["open"] = .array(open.map { .string($0) }) }
        if !written.annotation.metadata.isEmpty { note["metadata"] = .object(written.annotation.metadata) }
        return .object(note)
    }

    private func annotations(_ list: [Written], _ item: LabelledItem, _ kept: [JSONValue]) -> [JSONValue] {
        let scene = LabelStudioScene(item, config)
        let living = kept.count { $0["raw"] == nil }
        var next = 0
        var annotations: [JSONValue] = []
        func add(_ entry: JSONObject) {
            guard next < list.count else { return }
            annotations.append(.object(annotation(list[next], scene, entry)))
            next += 1
        }
        for entry in kept {
            if let raw = entry["raw"] { annotations.append(raw) } else if living == list.count { add(entry.object ?? [:]) }
        }
        while next < list.count { add([:]) }
        return annotations
    }

    private func annotation(_ written: Written, _ scene: LabelStudioScene, _ kept: JSONObject) -> JSONObject {
        var object: JSONObject = ["ground_truth": .bool(written.isTruth)]
        object["completed_by"] = written.annotation.author.map(Self.person)
        object["lead_time"] = written.annotation.seconds.map(JSONValue.shortest)
        object["created_at"] = written.annotation.madeAt.map(JSONValue.string)
        for name in kept["without"]?.array?.compactMap(\.string) ?? [] { object[name] = nil }
        for (name, value) in kept["rest"]?.object?.members ?? [] where isKept(name, value, beside: object[name]) { object[name] = value }
        let now = encoder.results(written.answers, scene)
        object["result"] = .array(keepsResults ? merged(now, kept["result"]?.array, scene) : now)
        return object
    }

    private func isKept(_ name: String, _ value: JSONValue, beside now: JSONValue?) -> Bool {
        switch name {
        case "completed_by": now == nil || LabelStudioTask.author(value) == LabelStudioTask.author(now)
        case "lead_time": now == nil || value.double == now?.double
        case "created_at": now == nil
        default: true
        }
    }

    /// Users are numbers there, or invited by address.
    private static func person(_ author: String) -> JSONValue {
        if let id = Int64(author), id >= 0, String(id) == author { return .int(id) }
        return ["email": .string(author)]
    }

    // MARK: Results

    private func merged(_ now: [JSONValue], _ kept: [JSONValue]?, _ scene: LabelStudioScene) -> [JSONValue] {
        guard let kept else { return now }
        var decoder = LabelStudioDecoder(config, asked, scene)
        let before = encoder.results(decoder.answers(kept), scene)
        if before == now { return kept }
        var waiting = now
        var results: [JSONValue] = []
        for (number, old) in kept.enumerated() {
            let name = Self.name(old, number)
            guard let said = before.first(where: { Self.name($0, 0) == name }) else { results.append(old); continue }
            guard let place = waiting.firstIndex(where: { Self.name($0, 0) == name }) else { continue }
            let new = waiting.remove(at: place)
            results.append(new == said ? old : Self.overlay(new, old, said))
        }
        return results + waiting
    }

    /// Which region and control a result is of; results about the whole item have ids that mean nothing.
    private static func name(_ result: JSONValue, _ number: Int) -> String {
        if result["type"]?.string == "relation" { return "\(result["from_id"]?.string ?? "") > \(result["to_id"]?.string ?? "")" }
        let from = result["from_name"]?.string ?? "", isWhole = LabelStudioEncoder.isWhole(result)
        return isWhole ? from : "\(from) of \(LabelStudioDecoder.id(result, number))"
    }

    /// The new result with the old one's members that are not ours to say.
    private static func overlay(_ new: JSONValue, _ old: JSONValue, _ said: JSONValue) -> JSONValue {
        guard var result = new.object, let before = old.object, let known = said.object else { return new }
        for (name, value) in before.members where result[name] == nil && known[name] == nil { result[name] = value }
        if LabelStudioEncoder.isWhole(new) { result["id"] = before["id"] ?? result["id"] }
        if var value = result["value"]?.object, let earlier = before["value"]?.object, let stated = known["value"]?.object {
            for (name, member) in earlier.members where value[name] == nil && stated[name] == nil { value[name] = member }
            result["value"] = .object(value)
        }
        return .object(result)
    }
}
