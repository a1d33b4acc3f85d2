import Records

/// A row as the task it came from, so that the rest is read as in the full export.
struct LabelStudioRow {
    private let config: LabelStudioConfig?

    /// Without a configuration the place of a member says what it is.
    init(_ config: LabelStudioConfig?) { self.config = config }

    func data(_ row: JSONObject) -> JSONObject {
        JSONObject(split(row).data.map { (key: $0.key, value: $0.value) })
    }

    private func split(_ row: JSONObject) -> (data: [(key: String, value: JSONValue)], said: [(key: String, value: JSONValue)]) {
        let others = row.members.filter { member in member.key != "id" && !LabelStudioMin.about.contains { $0.row == member.key } }
        if let config { return (others.filter { config.control($0.key) == nil }, others.filter { config.control($0.key) != nil }) }
        let place = row.members.firstIndex { $0.key == "id" } ?? 0
        let before = Set(row.members[..<place].map(\.key))
        return (others.filter { before.contains($0.key) }, others.filter { !before.contains($0.key) })
    }

    /// nil for a row of a task that nobody annotated.
    func annotation(_ row: JSONObject) -> JSONObject? {
        let said = split(row).said
        guard !said.isEmpty || row["annotation_id"]?.isNull == false else { return nil }
        var annotation: JSONObject = [:]
        for (name, own) in LabelStudioMin.about { if let value = row[name], !value.isNull, value != [:] { annotation[own] = value } }
        var results: [JSONValue] = []
        var regions: [String: String] = [:]
        // Regions first: what is said about them finds them by their geometry.
        for (name, value) in said.filter({ !isAbout($0.key) }) + said.filter({ isAbout($0.key) }) {
            let values = value.array ?? [value]
            var seen: [String: Int] = [:]
            for value in values { results.append(result(name, value, &regions, &seen)) }
        }
        annotation["result"] = .array(results)
        return annotation
    }

    /// Asked about the regions of other controls.
    private func isAbout(_ name: String) -> Bool {
        guard let control = config?.control(name) else { return false }
        return control.isPerRegion || control.tag == "Labels" && config?.controls.contains { LabelStudioTag.drawnKind($0.tag) != nil && $0.objects == control.objects } == true
    }

    private func result(_ name: String, _ value: JSONValue, _ regions: inout [String: String], _ seen: inout [String: Int]) -> JSONValue {
        let control = config?.control(name)
        if let text = value.string { return whole(name, control, text) }
        var value = value.object ?? [:]
        var result: JSONObject = ["from_name": .string(name)]
        for size in ["original_width", "original_height"] {
            if let number = value[size] { result[size] = number }
            value[size] = nil
        }
        // Several controls about one region repeat its geometry, each once.
        let geometry = ["x", "y", "width", "height", "rotation", "radiusX", "radiusY", "points", "vertices", "rle", "sequence", "start", "end", "startOffset", "endOffset", "ranges"]
        let plain = JSONValue.object(JSONObject(value.members.filter { geometry.contains($0.key) }.map { (key: $0.key, value: $0.value) })).text(sorted: true)
        seen[plain, default: 0] += 1
        let key = "\(plain) \(seen[plain] ?? 0)"
        let own = isAbout(name) ? key : "\(name) \(key)"
        let id = regions[own] ?? "r\(regions.count + 1)"
        if plain != "{}" {
            regions[own] = id
            if regions[key] == nil { regions[key] = id }
        }
        let type = value.keys.first { $0.hasSuffix("labels") } ?? value.keys.first { ["choices", "taxonomy", "rating", "number", "datetime", "ranker"].contains($0) }
            ?? (value["selected"] != nil ? "pairwise" : value["sequence"] != nil ? "videorectangle" : value["text"]?.array != nil ? "textarea" : Self.plainType(value))
        result["id"] = .string(plain == "{}" ? "\(name)-answer" : id)
        result["to_name"] = .string(control?.objects.joined(separator: ",") ?? Self.object(type, value))
        result["type"] = .string(value["sequence"] != nil ? "videorectangle" : type)
        result["value"] = .object(value)
        return .object(result)
    }

    private func whole(_ name: String, _ control: LabelStudioConfig.Control?, _ text: String) -> JSONValue {
        let isText = control?.tag == "TextArea"
        let value: JSONObject = isText ? ["text": [.string(text)]] : ["choices": [.string(text)]]
        return ["id": .string("\(name)-answer"), "from_name": .string(name), "to_name": .string(control?.objects.first ?? "item"), "type": .string(isText ? "textarea" : "choices"), "value": .object(value)]
    }

    private static func plainType(_ value: JSONObject) -> String {
        value["points"] != nil ? "polygon" : value["radiusX"] != nil ? "ellipse" : value["rle"] != nil ? "brush" : value[LabelStudioBitmask.key] != nil ? "bitmask" : value["vertices"] != nil ? "vector" : value["height"] != nil ? "rectangle" : "keypoint"
    }

    private static func object(_ type: String, _ value: JSONObject) -> String {
        if value["sequence"] != nil || value["ranges"] != nil { return "video" }
        if value["start"] != nil { return value["text"] != nil ? "text" : "audio" }
        return value["x"] != nil || value["points"] != nil || value["rle"] != nil || value["vertices"] != nil ? "image" : "item"
    }

    // MARK: Writing

    /// One annotation of a task as a row; `nil`: nobody annotated it.
    static func row(_ key: String, _ data: JSONObject, _ annotation: JSONObject?, _ config: LabelStudioConfig) -> JSONObject {
        var row = data
        row["id"] = Int64(key).flatMap { String($0) == key ? JSONValue.int($0) : nil } ?? .string(key)
        var said: [(name: String, values: [JSONValue])] = []
        for result in annotation?["result"]?.array ?? [] {
            guard let name = result["from_name"]?.string, var value = result["value"]?.object else { continue }
            for size in ["original_width", "original_height"] { if let number = result[size] { value[size] = number } }
            if let place = said.firstIndex(where: { $0.name == name }) { said[place].values.append(.object(value)) } else { said.append((name, [.object(value)])) }
        }
        for (name, values) in said { row[name] = shown(values, config.control(name)?.tag) }
        for (name, own) in LabelStudioMin.about { if annotation?[own] != nil || name != "agreement" { row[name] = annotation?[own] ?? JSONValue.null } }
        return row
    }

    private static func shown(_ values: [JSONValue], _ tag: String?) -> JSONValue {
        let key = tag == "Choices" ? "choices" : tag == "TextArea" ? "text" : nil
        if let key, values.count == 1, let list = values.first?[key]?.array, list.count == 1, let only = list.first, values.first?.object?.count == 1 { return only }
        return .array(values)
    }
}
