import Records

/// The configuration that asks what questions ask, and its XML.
///
/// Tags are told apart by what they are asked about, so a configuration is made for a medium: that of the first item.
/// `winnow-kind` says what a tag means where Label Studio has one tag for two kinds; the editor passes it over.
struct LabelStudioConfigWriter {
    static let kindAttribute = "winnow-kind"
    static let transcript = "transcript"
    static let nameAttribute = "winnow-name"
    private(set) var config = LabelStudioConfig()
    private let taken: Set<String>

    init(_ questions: [Question], media: Media?) {
        taken = Set(questions.map(\.name))
        let shown = media ?? Self.media(of: questions)
        _ = object(for: shown)
        for question in questions { add(question, shown) }
        for question in questions where question.kind.hasParts { addAttributes(of: question, shown) }
    }

    private static func media(of questions: [Question]) -> Media {
        for question in questions { if let media = question.kind.media?.first { return media } }
        return .text
    }

    /// The object for a medium, made when it is not there: named after its role, as long as no question is.
    mutating func object(for media: Media) -> LabelStudioConfig.Object {
        let tag = LabelStudioTag.object(for: media)
        if let known = config.objects.first(where: { $0.tag == tag }) { return known }
        let field = LabelStudioTag.objects[tag]?.role ?? "text"
        let object = LabelStudioConfig.Object(name: taken.contains(field) ? field + "-shown" : field, tag: tag, field: field)
        config.objects.append(object)
        return object
    }

    /// The medium a question is asked about in a dataset of another.
    private static func asked(_ kind: QuestionKind, _ media: Media) -> Media {
        guard let own = kind.media, !own.contains(media) else { return media }
        return own.first ?? media
    }

    private mutating func add(_ question: Question, _ media: Media) {
        let object = object(for: Self.asked(question.kind, media))
        guard let tag = Self.tag(question.kind, object) else {
            if question.kind == .relations {
                config.relationsName = config.relations == nil ? question.name : config.relationsName
                config.relations = (config.relations ?? []) + question.labelNames
            }
            return
        }
        var control = LabelStudioConfig.Control(name: question.name, tag: tag, objects: [object.name], labels: question.labels, prompt: question.prompt)
        if question.isRequired, !question.kind.hasParts { control.attributes["required"] = "true" }
        switch question.kind {
        case .boxes, .rotatedBoxes, .segments, .transcripts, .text, .texts, .date: control.attributes[Self.kindAttribute] = question.kind.rawValue
        default: break
        }
        if question.kind == .boxes { control.attributes["canRotate"] = "false" }
        if question.kind == .choices { control.attributes["choice"] = "multiple" }
        if question.kind == .text { control.attributes["maxSubmissions"] = "1" }
        if question.kind == .date { (control.attributes["only"], control.attributes["format"]) = ("date", "%Y-%m-%d") }
        if question.kind.hasParts, question.allowsMultiple { control.attributes["choice"] = "multiple" }
        if question.kind == .rating {
            control.labels = []
            if let most = question.labelNames.compactMap(Int.init).max(), most > 0 { control.attributes["maxRating"] = String(most) }
        }
        if question.kind == .tracks {
            // Labels of regions on videos are a control of their own.
            config.controls.append(.init(name: question.name + "-labels", tag: "Labels", objects: [object.name], labels: control.labels))
            control.labels = []
        }
        config.controls.append(control)
        if question.kind == .transcripts {
            let name = question.name + "-text"
            config.controls.append(.init(name: name, tag: "TextArea", objects: [object.name], attributes: ["perRegion": "true", "maxSubmissions": "1", Self.kindAttribute: Self.transcript]))
        }
    }

    private static func tag(_ kind: QuestionKind, _ object: LabelStudioConfig.Object) -> String? {
        switch kind {
        case .tracks: "VideoRectangle"
        case .spans: "Labels"
        case .segments, .transcripts: object.tag == "TimeSeries" ? "TimeSeriesLabels" : object.tag == "Video" ? "TimelineLabels" : "Labels"
        case .choice, .choices: "Choices"
        case .tree: "Taxonomy"
        case .rating: "Rating"
        case .number: "Number"
        case .date: "DateTime"
        case .text, .texts: "TextArea"
        case .pairwise: "Pairwise"
        case .ranking: "Ranker"
        default: LabelStudioTag.labelled(kind)
        }
    }

    private mutating func addAttributes(of question: Question, _ media: Media) {
        guard let target = config.control(question.name)?.objects.first else { return }
        for attribute in question.attributes where config.control(attribute.name) == nil && !config.objects.contains(where: { $0.name == attribute.name }) {
            var control = LabelStudioConfig.Control(name: attribute.name, tag: "TextArea", objects: [target], attributes: ["perRegion": "true", "visibleWhen": "region-selected"])
            switch attribute.kind {
            case .boolean: (control.tag, control.labels) = ("Choices", [LabelDefinition(name: "true"), LabelDefinition(name: "false")])
            case .choice: (control.tag, control.labels) = ("Choices", attribute.options.map { LabelDefinition(name: $0) })
            case .number: control.tag = "Number"
            case .text: control.attributes["maxSubmissions"] = "1"
            }
            config.controls.append(control)
        }
    }

    // MARK: What comes with the items

    /// Objects a `Pairwise` compares, once an item says which fields.
    mutating func compare(_ fields: [String], in question: String) {
        guard let place = config.controls.firstIndex(where: { $0.name == question && $0.tag == "Pairwise" && $0.objects.count < 2 }) else { return }
        config.controls[place].objects = fields.map { field in
            if let known = config.objects.first(where: { $0.field == field }) { return known.name }
            let name = taken.contains(field) ? field + "-shown" : field
            config.objects.append(.init(name: name, tag: "Text", field: field))
            return name
        }
    }

    /// Labels nobody declared, in the order they come.
    mutating func add(labels: [String], to control: String) {
        guard let place = config.controls.firstIndex(where: { $0.name == control }) else { return }
        for label in labels where !config.controls[place].labels.contains(where: { $0.name == label }) { config.controls[place].labels.append(LabelDefinition(name: label)) }
    }

    mutating func add(relations labels: [String]) {
        for label in labels where config.relations?.contains(label) == false { config.relations?.append(label) }
    }

    mutating func rank(_ count: Int, in control: String) {
        guard let place = config.controls.firstIndex(where: { $0.name == control }) else { return }
        while config.controls[place].buckets.count < count { config.controls[place].buckets.append(String(config.controls[place].buckets.count + 1)) }
    }
}

extension LabelStudioConfig {
    /// The XML of a configuration that was made here, or that had to be added to.
    func made() -> [UInt8] {
        var xml = XMLWriter()
        xml.open("View")
        for object in objects {
            let value = object.tag == "Image" && object.attributes["valueList"] != nil ? "valueList" : "value"
            xml.open(object.tag, attributes: [XMLAttribute(name: "name", value: object.name), XMLAttribute(name: value, value: object.field.map { "$" + $0 } ?? object.attributes["value"] ?? "")]
                + Self.sorted(object.attributes, without: ["name", "value", "valueList"]))
            xml.close(object.tag)
        }
        for control in controls { write(control, &xml) }
        if let relations {
            xml.open("Relations", attributes: relationsName == Self.usualRelations ? [] : [XMLAttribute(name: LabelStudioConfigWriter.nameAttribute, value: relationsName)])
            for label in relations { Self.empty("Relation", [XMLAttribute(name: "value", value: label)], &xml) }
            xml.close("Relations")
        }
        xml.close("View")
        return xml.bytes
    }

    private func write(_ control: Control, _ xml: inout XMLWriter) {
        if !control.prompt.isEmpty { Self.empty("Header", [XMLAttribute(name: "value", value: control.prompt)], &xml) }
        let names = [XMLAttribute(name: "name", value: control.name), XMLAttribute(name: "toName", value: control.objects.joined(separator: ","))]
        xml.open(control.tag, attributes: names + Self.sorted(control.attributes, without: ["name", "toName"]))
        let child = ["Choices", "Taxonomy"].contains(control.tag) ? "Choice" : "Label"
        if control.tag == "Taxonomy" || control.attributes["allowNested"] == "true" {
            Self.write(tree: control.labels.map { $0.name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)[...] }, &xml)
        } else {
            for label in control.labels { Self.empty(child, Self.attributes(label), &xml) }
        }
        for bucket in control.buckets { Self.empty("Bucket", [XMLAttribute(name: "name", value: bucket)], &xml) }
        xml.close(control.tag)
    }

    private static func attributes(_ label: LabelDefinition) -> [XMLAttribute] {
        [XMLAttribute(name: "value", value: label.name)] + (label.key.map { [XMLAttribute(name: "hotkey", value: $0)] } ?? []) + (label.about.map { [XMLAttribute(name: "hint", value: $0)] } ?? [])
    }

    /// Choices within choices; paths beyond sixteen steps are cut there.
    private static func write(tree paths: [ArraySlice<String>], _ xml: inout XMLWriter, depth: Int = 0) {
        var seen: Set<String> = []
        for path in paths {
            guard let first = path.first, seen.insert(first).inserted else { continue }
            let below = paths.filter { $0.first == first && $0.count > 1 }.map { $0.dropFirst() }
            xml.open("Choice", attributes: [XMLAttribute(name: "value", value: first)])
            if depth < 16 { write(tree: below, &xml, depth: depth + 1) }
            xml.close("Choice")
        }
    }

    private static func empty(_ name: String, _ attributes: [XMLAttribute], _ xml: inout XMLWriter) {
        xml.open(name, attributes: attributes)
        xml.close(name)
    }

    private static func sorted(_ attributes: [String: String], without names: [String]) -> [XMLAttribute] {
        attributes.keys.filter { !names.contains($0) }.sorted().map { XMLAttribute(name: $0, value: attributes[$0] ?? "") }
    }
}
