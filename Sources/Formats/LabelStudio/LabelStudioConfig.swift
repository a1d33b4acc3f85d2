import Records

/// A labelling configuration: what is shown (objects) and what is asked about it (controls), as results refer to them.
struct LabelStudioConfig: Sendable, Hashable {
    /// A tag that shows data, such as `<Image name="img" value="$image"/>`.
    struct Object: Sendable, Hashable {
        var name: String
        var tag: String
        /// The member of a task's data it shows; nil when its value is no `$field`.
        var field: String?
        var attributes: [String: String] = [:]

        var media: Media? { LabelStudioTag.objects[tag]?.media }
        /// Role of the item's file; nil where the data itself is shown.
        var role: String? { LabelStudioTag.objects[tag]?.role }
        var frameRate: Double? { attributes["frameRate"].flatMap { DecimalText.number($0) } }
    }

    /// A tag that asks, such as `<Choices name="focus" toName="img">`.
    struct Control: Sendable, Hashable {
        var name: String
        var tag: String
        var objects: [String]
        var labels: [LabelDefinition] = []
        /// Of `Ranker`.
        var buckets: [String] = []
        var prompt: String = ""
        var attributes: [String: String] = [:]

        var isPerRegion: Bool { attributes["perRegion"] == "true" }
        var isRequired: Bool { attributes["required"] == "true" }
    }

    var objects: [Object] = []
    var controls: [Control] = []
    /// Names of the labels of `<Relations>`; nil without it.
    var relations: [String]?
    /// As it stands.
    var xml: String = ""

    func object(_ name: String) -> Object? { objects.first { $0.name == name } }
    func control(_ name: String) -> Control? { controls.first { $0.name == name } }
    func media(of control: Control) -> Media? { control.objects.first.flatMap(object)?.media }

    /// `<Relations>` has no name, and its results neither.
    static let usualRelations = "relations"
    var relationsName = usualRelations
    /// The field every item's text is in here.
    static let textField = "text"
}

extension LabelStudioConfig {
    /// Throws what is wrong with the XML, and nothing else: tags that are not known are passed over.
    init(_ bytes: [UInt8]) throws(XMLError) {
        let root = try XMLReader.element(bytes, maximumBytes: 16 << 20)
        xml = String(decoding: bytes, as: UTF8.self)
        var heading = ""
        // The tags that are open, the innermost last; children still to come in reverse.
        var open: [(element: XMLElement, path: [String], control: Int?)] = [(root, [], nil)]
        while let (element, path, parent) = open.popLast() {
            var (control, below) = (parent, path)
            if element.name == "Header", let text = element.attribute("value"), !text.hasPrefix("$") { heading = text }
            if let own = take(element, heading) {
                (control, below, heading) = (own, [], "")
            } else if let parent {
                take(child: element, of: parent, &below)
            } else if element.name == "Relation", let value = element.attribute("value") {
                relations?.append(value)
            }
            for child in element.children.reversed() { open.append((child, below, control)) }
        }
    }

    /// The number of the control that the element is.
    private mutating func take(_ element: XMLElement, _ heading: String) -> Int? {
        if element.name == "Relations" {
            relations = relations ?? []
            relationsName = element.attribute(LabelStudioConfigWriter.nameAttribute) ?? relationsName
        }
        guard let name = element.attribute("name") else { return nil }
        let attributes = Dictionary(element.attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        if let target = element.attribute("toName") {
            let names = target.split(separator: ",").map { XMLElement(name: "", text: String($0)).trimmed }
            controls.append(Control(name: name, tag: element.name, objects: names, prompt: heading, attributes: attributes))
            return controls.count - 1
        }
        guard let value = element.attribute("value") ?? element.attribute("valueList") else { return nil }
        objects.append(Object(name: name, tag: element.name, field: value.hasPrefix("$") ? String(value.dropFirst()) : nil, attributes: attributes))
        return nil
    }

    /// `<Label>`, `<Choice>` and `<Bucket>`; `path` gets the choice's own name for those within it.
    private mutating func take(child element: XMLElement, of control: Int, _ path: inout [String]) {
        guard let name = element.attribute("alias") ?? element.attribute("value") else {
            if element.name == "Bucket", let name = element.attribute("name") { controls[control].buckets.append(name) }
            return
        }
        guard element.name == "Label" || element.name == "Choice" else { return }
        if element.name == "Choice" { path.append(name) } else { path = [name] }
        let label = path.joined(separator: "/")
        let isBranch = element.name == "Choice" && element.children.contains { $0.name == "Choice" }
        guard !isBranch, !controls[control].labels.contains(where: { $0.name == label }) else { return }
        let key = element.attribute("hotkey").flatMap { $0.count == 1 ? $0 : nil }
        controls[control].labels.append(LabelDefinition(name: label, key: key, about: element.attribute("hint")))
    }
}
