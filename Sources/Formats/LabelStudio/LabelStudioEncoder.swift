import Records

/// Answers as the results of one annotation: per part its region, its labels where another control gives them, and what
/// was asked about it; then what was asked of the item; then relations. In the order of the questions.
struct LabelStudioEncoder {
    let config: LabelStudioConfig
    let asked: LabelStudioQuestions
    private let controls: [String: LabelStudioConfig.Control]

    init(_ config: LabelStudioConfig, _ asked: LabelStudioQuestions) {
        (self.config, self.asked) = (config, asked)
        var controls: [String: LabelStudioConfig.Control] = [:]
        for control in config.controls {
            switch asked.meanings[control.name] {
            case .question(let name, _)?: controls[name] = controls[name] ?? control
            case .boxes(let upright, let rotated)?: for name in [upright, rotated].compactMap(\.self) { controls[name] = controls[name] ?? control }
            default: break
            }
        }
        self.controls = controls
    }

    func control(of question: String) -> LabelStudioConfig.Control? { controls[question] }

    func results(_ answers: [String: Answer], _ scene: LabelStudioScene) -> [JSONValue] {
        let order = asked.questions.map(\.name)
        let names = order.filter { answers[$0] != nil } + answers.keys.filter { !order.contains($0) }.sorted()
        var results: [JSONValue] = []
        for name in names {
            guard case .parts(let parts)? = answers[name], let control = controls[name] else { continue }
            for part in parts { results += self.results(of: part, control, scene) }
        }
        for name in names {
            guard let answer = answers[name], let control = controls[name], let said = LabelStudioValue.value(answer, control, config) else { continue }
            results.append(.object(head("\(control.name)-answer", control, control.objects.count == 1 ? scene.object : nil, said.type, said.value)))
        }
        if let name = asked.relations, case .relations(let relations)? = answers[name] {
            for relation in relations {
                results.append(["type": "relation", "from_id": .string(relation.from), "to_id": .string(relation.to), "direction": "right", "labels": .array(relation.labels.map { .string($0) })])
            }
        }
        return results
    }

    private func head(_ id: String, _ control: LabelStudioConfig.Control, _ object: String?, _ type: String, _ value: JSONObject) -> JSONObject {
        let target = object ?? control.objects.joined(separator: ",")
        return ["id": .string(id), "from_name": .string(control.name), "to_name": .string(target), "type": .string(type), "value": .object(value)]
    }

    // MARK: Parts

    private func results(of part: Part, _ control: LabelStudioConfig.Control, _ scene: LabelStudioScene) -> [JSONValue] {
        guard let value = geometry(part, control, scene) else { return [] }
        let key = Self.labelsKey(control.tag), isPlain = key == nil
        var own = value
        if let key, !part.labels.isEmpty { own[key] = .array(part.labels.map { .string($0) }) }
        var region = head(part.id, control, nil, Self.type(control.tag, config.media(of: control)), own)
        region = sized(region, part.shape, scene)
        if let score = part.score { region["score"] = JSONValue.shortest(score) }
        let (asked, others) = attributes(of: part, control)
        if let meta = Self.meta(part, others) { region["meta"] = .object(meta) }
        var results: [JSONValue] = [.object(region)]
        if isPlain, !part.labels.isEmpty, let labels = beside(control) {
            own["labels"] = .array(part.labels.map { .string($0) })
            results.append(.object(sized(head(part.id, labels, control.objects.first, "labels", own), part.shape, scene)))
        }
        if case .segment(let segment) = part.shape, let text = segment.text, let area = transcript(control) {
            own["text"] = [.string(text)]
            results.append(.object(head(part.id, area, control.objects.first, "textarea", own)))
        }
        for (control, said) in asked {
            var about = value
            for (key, value) in said.value.members { about[key] = value }
            results.append(.object(sized(head(part.id, control, nil, said.type, about), part.shape, scene)))
        }
        return results
    }

    private func geometry(_ part: Part, _ control: LabelStudioConfig.Control, _ scene: LabelStudioScene) -> JSONObject? {
        switch part.shape {
        case .track(let frames): return scene.videoSize.flatMap { LabelStudioTrack.value(frames, $0, rate: scene.rate, count: scene.frames) }
        case .ranges(let ranges): return ranges.first.flatMap { span($0, control, scene) }
        case .segment(let segment): return Self.segment(segment, control, scene)
        case .mask(let mask) where control.tag.hasPrefix("Bitmask"): return scene.size.flatMap { LabelStudioBitmask.value(mask, $0) }
        default: return scene.size.flatMap { LabelStudioShapes.value(part.shape, id: part.id, $0) }
        }
    }

    private func span(_ range: [Int], _ control: LabelStudioConfig.Control, _ scene: LabelStudioScene) -> JSONObject? {
        guard range.count == 2 else { return nil }
        var value: JSONObject
        if let paragraphs = scene.paragraphs {
            guard let start = paragraphs.place(of: range[0]), let end = paragraphs.place(of: range[1]) else { return nil }
            value = ["start": .string(String(start.paragraph)), "end": .string(String(end.paragraph)), "startOffset": .int(Int64(start.offset)), "endOffset": .int(Int64(end.offset))]
        } else if control.objects.first.flatMap(config.object)?.tag == "HyperText" {
            value = ["globalOffsets": ["start": .int(Int64(range[0])), "end": .int(Int64(range[1]))]]
        } else {
            value = ["start": .int(Int64(range[0])), "end": .int(Int64(range[1]))]
        }
        value["text"] = scene.text?.slice(range[0], range[1]).map(JSONValue.string)
        return value
    }

    private static func segment(_ segment: Segment, _ control: LabelStudioConfig.Control, _ scene: LabelStudioScene) -> JSONObject {
        if control.tag == "TimelineLabels" {
            let first = (segment.from * scene.rate).rounded() + 1, last = max(first, (segment.to * scene.rate).rounded())
            var value: JSONObject = ["ranges": [["start": JSONValue.shortest(first), "end": JSONValue.shortest(last)]]]
            // Between frames: the editor takes the nearest ones, a reader of ours the seconds.
            if (first - 1) / scene.rate != segment.from || last / scene.rate != segment.to { value["seconds"] = [JSONValue.shortest(segment.from), JSONValue.shortest(segment.to)] }
            return value
        }
        var value: JSONObject = ["start": JSONValue.shortest(segment.from), "end": JSONValue.shortest(segment.to)]
        if control.tag == "TimeSeriesLabels" { value["instant"] = false }
        value["channel"] = segment.channel.map { .int(Int64($0)) }
        return value
    }

    private func sized(_ result: JSONObject, _ shape: Shape, _ scene: LabelStudioScene) -> JSONObject {
        var result = result
        switch shape {
        case .ranges: break
        case .track:
            result["original_width"] = scene.videoSize.map { .int(Int64($0.width)) }
            result["original_height"] = scene.videoSize.map { .int(Int64($0.height)) }
        case .segment: result["original_length"] = scene.duration.map(JSONValue.shortest)
        default:
            result["original_width"] = scene.size.map { .int(Int64($0.width)) }
            result["original_height"] = scene.size.map { .int(Int64($0.height)) }
            result["image_rotation"] = 0
        }
        return result
    }

    private static func meta(_ part: Part, _ others: JSONObject) -> JSONObject? {
        var meta: JSONObject = [:]
        if let note = part.note { meta["text"] = [.string(note)] }
        if !others.isEmpty { meta["winnow"] = ["attributes": .object(others)] }
        return meta.isEmpty ? nil : meta
    }

    /// Attributes that controls ask for, and the others.
    private func attributes(of part: Part, _ control: LabelStudioConfig.Control) -> ([(LabelStudioConfig.Control, (type: String, value: JSONObject))], JSONObject) {
        var controls: [(LabelStudioConfig.Control, (type: String, value: JSONObject))] = []
        var others: JSONObject = [:]
        for (name, value) in part.attributes.members {
            guard let asking = config.control(name), !Set(asking.objects).isDisjoint(with: control.objects), case .attribute(let definition)? = asked.meanings[name],
                  definition.allows(value), let said = Self.said(value, definition, asking) else { others[name] = value; continue }
            controls.append((asking, said))
        }
        return (controls, others)
    }

    private static func said(_ value: JSONValue, _ definition: AttributeDefinition, _ control: LabelStudioConfig.Control) -> (type: String, value: JSONObject)? {
        switch (definition.kind, value) {
        case (.boolean, .bool(let flag)): ("choices", ["choices": [.string(flag ? "true" : "false")]])
        case (.choice, .string): ("choices", ["choices": [value]])
        case (.number, _): control.tag == "Rating" ? ("rating", ["rating": value]) : ("number", ["number": value])
        case (.text, .string) where control.tag == "TextArea": ("textarea", ["text": [value]])
        default: nil
        }
    }

    // MARK: Tags

    /// The control that gives labels to regions of a plain tag.
    private func beside(_ control: LabelStudioConfig.Control) -> LabelStudioConfig.Control? {
        config.controls.first { asked.meanings[$0.name] == .labels && !Set($0.objects).isDisjoint(with: control.objects) }
    }

    private func transcript(_ control: LabelStudioConfig.Control) -> LabelStudioConfig.Control? {
        config.controls.first { asked.meanings[$0.name] == .transcript && !Set($0.objects).isDisjoint(with: control.objects) }
    }

    static func type(_ tag: String, _ media: Media?) -> String { tag == "Magicwand" ? "brush" : tag.lowercased() }

    /// Under which key of the value a tag keeps labels; nil for the plain forms, whose labels another control gives.
    static func labelsKey(_ tag: String) -> String? {
        if tag == "VideoRectangle" { return "labels" }
        return tag.hasSuffix("Labels") ? tag.lowercased() : nil
    }
}

extension LabelStudioEncoder {
    /// A result about the item and none of its regions: nothing but what was said.
    static func isWhole(_ result: JSONValue) -> Bool {
        let types = ["choices", "taxonomy", "rating", "number", "datetime", "textarea", "pairwise", "ranker"]
        guard let type = result["type"]?.string, types.contains(type), let value = result["value"]?.object else { return false }
        return !["x", "start", "points", "sequence", "vertices", "rle", LabelStudioBitmask.key, "ranges", "globalOffsets"].contains { value[$0] != nil }
    }
}
