import Records

/// Elements of CVAT as parts: label, attributes, and all else they say, which is kept in the item's metadata.
struct CVATParts {
    let meta: CVATMeta
    let options: DatasetReadOptions
    /// Whether every attribute the file declares is wanted, not only those of a project.
    let takesAll: Bool
    /// Joints of skeletons that the head does not list, in the order they came.
    private var joints: [String: [String]] = [:]

    init(_ meta: CVATMeta, _ options: DatasetReadOptions) {
        self.meta = meta
        self.options = options
        takesAll = options.questions.name(.boxes, called: "\u{1}") == "\u{1}"
    }

    mutating func shapes(_ element: XMLElement) throws(CVATShape.Fault) -> [Shape] {
        guard element.name == "skeleton" else { return try CVATShape.shapes(element, joints: []) }
        return try CVATShape.shapes(element, joints: jointNames(element))
    }

    mutating func jointNames(_ element: XMLElement) -> [String] {
        let label = element.attribute("label") ?? ""
        var names = joints[label] ?? meta.joints(of: label)
        for child in element.children where child.name == "points" {
            if let name = child.attribute("label"), !names.contains(name) { names.append(name) }
        }
        joints[label] = names
        return names
    }

    /// The attributes that are wanted, and what else there is to keep.
    func extras(_ element: XMLElement) -> (attributes: JSONObject, rest: JSONObject) {
        var attributes = JSONObject(), rest = JSONObject(), others = JSONObject()
        let label = element.attribute("label") ?? ""
        for child in element.children where child.name == "attribute" {
            guard let name = child.attribute("name") else { continue }
            if let definition = definition(name, label), let value = AttributeText.value(child.text, of: definition) { attributes[name] = value } else { others[name] = .string(child.text) }
        }
        if !others.isEmpty { rest["attributes"] = .object(others) }
        for (name, value) in element.attributes.map({ ($0.name, $0.value) }) {
            switch name {
            case "label", "frame", "keyframe", "outside": break
            case "source": if value != "manual" { rest["source"] = .string(value) }
            case "occluded": if value == "1" { occluded(&attributes, &rest) }
            case "z_order": if value != "0" { rest["z_order"] = .string(value) }
            case "group_id": rest["group_id"] = .string(value)
            default: if !CVATShape.numbers(of: element.name).contains(name) { rest["@" + name] = .string(value) }
            }
        }
        if element.name == "skeleton", let own = jointExtras(element) { rest["joints"] = own }
        return (attributes, rest)
    }

    private func definition(_ name: String, _ label: String) -> AttributeDefinition? {
        options.attributes.first { $0.name == name } ?? (takesAll ? meta.attribute(name, of: label)?.definition : nil)
    }

    /// The flag is said already where an attribute of that name says it.
    private func occluded(_ attributes: inout JSONObject, _ rest: inout JSONObject) {
        guard attributes["occluded"] != true else { return }
        if attributes["occluded"] == nil, options.attributes.contains(where: { $0.name == "occluded" && $0.kind == .boolean }) { attributes["occluded"] = true } else { rest["occluded"] = true }
    }

    private func jointExtras(_ element: XMLElement) -> JSONValue? {
        var all = JSONObject()
        for child in element.children where child.name == "points" {
            var own = JSONObject()
            for attribute in child.attributes where !["label", "points", "outside", "occluded"].contains(attribute.name) {
                if attribute.name == "source", attribute.value == "manual" { continue }
                own["@" + attribute.name] = .string(attribute.value)
            }
            for inner in child.children where inner.name == "attribute" { own[inner.attribute("name") ?? ""] = .string(inner.text) }
            if !own.isEmpty { all[child.attribute("label") ?? ""] = .object(own) }
        }
        return all.isEmpty ? nil : .object(all)
    }

    /// Under which question a shape is kept, and in which form; nil when it is not wanted.
    func home(_ shape: Shape) -> (question: String, shape: Shape)? {
        guard let kind = CVATShape.kind(of: shape) else { return nil }
        if let question = options.questions.name(kind) { return (question, shape) }
        guard case .box(let box) = shape, let question = options.questions.name(.rotatedBoxes) else { return nil }
        return (question, .rotated([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[2] - box[0], box[3] - box[1], 0]))
    }
}
