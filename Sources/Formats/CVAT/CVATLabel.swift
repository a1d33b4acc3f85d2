import Records

/// A label as the head of a CVAT file declares it, with its attributes; joints of skeletons are labels with a parent.
struct CVATLabel: Hashable {
    struct Attribute: Hashable {
        var name: String
        /// `select`, `radio`, `checkbox`, `number`, `text`.
        var input: String
        var isMutable = false
        var fallback = ""
        var values: [String] = []
    }

    var name: String
    var colour: String?
    /// `any`, `rectangle`, `polygon`, `skeleton`, `points`, `tag`, ...
    var type: String?
    var attributes: [Attribute] = []
    /// The skeleton whose joint it is.
    var parent: String?
    /// The drawing of a skeleton.
    var svg: String?

    init(name: String, type: String? = nil, parent: String? = nil) {
        self.name = name
        self.type = type
        self.parent = parent
    }

    init?(_ element: XMLElement) {
        guard let name = element.child("name")?.trimmed, !name.isEmpty else { return nil }
        self.init(name: name, type: element.child("type")?.trimmed, parent: element.child("parent")?.trimmed)
        colour = element.child("color")?.trimmed
        svg = element.child("svg")?.text
        attributes = (element.child("attributes")?.children ?? []).compactMap { attribute in
            guard let name = attribute.child("name")?.trimmed, !name.isEmpty else { return nil }
            return Attribute(
                name: name, input: attribute.child("input_type")?.trimmed ?? "text", isMutable: ["True", "true", "1"].contains(attribute.child("mutable")?.trimmed),
                fallback: attribute.child("default_value")?.trimmed ?? "", values: (attribute.child("values")?.text ?? "").split(whereSeparator: \.isNewline).map { XMLElement(name: "", text: String($0)).trimmed })
        }
    }

    func write(to xml: inout XMLWriter) {
        xml.open("label")
        xml.element("name", name)
        if let colour { xml.element("color", colour) }
        xml.element("type", type ?? "any")
        xml.open("attributes")
        for attribute in attributes {
            xml.open("attribute")
            xml.element("name", attribute.name)
            xml.element("mutable", attribute.isMutable ? "True" : "False")
            xml.element("input_type", attribute.input)
            xml.element("default_value", attribute.fallback)
            xml.element("values", attribute.values.joined(separator: "\n"))
            xml.close("attribute")
        }
        xml.close("attributes")
        if let svg { xml.element("svg", svg) }
        if let parent { xml.element("parent", parent) }
        xml.close("label")
    }

    // MARK: In the header of a dataset

    var json: JSONValue {
        var object: JSONObject = ["name": .string(name)]
        object["color"] = colour.map(JSONValue.string)
        object["type"] = type.map(JSONValue.string)
        object["parent"] = parent.map(JSONValue.string)
        object["svg"] = svg.map(JSONValue.string)
        if !attributes.isEmpty {
            object["attributes"] = .array(attributes.map { attribute in
                ["name": .string(attribute.name), "input_type": .string(attribute.input), "mutable": .bool(attribute.isMutable), "default_value": .string(attribute.fallback), "values": .array(attribute.values.map(JSONValue.string))]
            })
        }
        return .object(object)
    }

    init?(json: JSONValue) {
        guard let name = json["name"]?.string else { return nil }
        self.init(name: name, type: json["type"]?.string, parent: json["parent"]?.string)
        (colour, svg) = (json["color"]?.string, json["svg"]?.string)
        attributes = (json["attributes"]?.array ?? []).compactMap { attribute in
            guard let name = attribute["name"]?.string else { return nil }
            return Attribute(
                name: name, input: attribute["input_type"]?.string ?? "text", isMutable: attribute["mutable"]?.bool ?? false,
                fallback: attribute["default_value"]?.string ?? "", values: attribute["values"]?.array?.compactMap(\.string) ?? [])
        }
    }
}

extension CVATLabel.Attribute {
    var definition: AttributeDefinition {
        switch input {
        case "checkbox": AttributeDefinition(name: name, kind: .boolean)
        case "number": AttributeDefinition(name: name, kind: .number)
        case "select", "radio": AttributeDefinition(name: name, kind: .choice, options: values)
        default: AttributeDefinition(name: name, kind: .text)
        }
    }

    init(_ definition: AttributeDefinition) {
        switch definition.kind {
        case .boolean: self.init(name: definition.name, input: "checkbox", fallback: "false", values: ["false"])
        case .number: self.init(name: definition.name, input: "number")
        case .choice: self.init(name: definition.name, input: "select", fallback: definition.options.first ?? "", values: definition.options)
        case .text: self.init(name: definition.name, input: "text")
        }
        if let value = definition.default { fallback = CVATText.text(value) }
    }
}
