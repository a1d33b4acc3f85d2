import Records

/// One object or classification of any of the three files, as parts and answers of a sheet.
struct LabelboxObject {
    /// `bounding_box` and `bbox`, and so on, are the same.
    static func shape(_ object: JSONValue) -> Shape? {
        if let box = object["bbox"] ?? object["bounding_box"] { return VendorShapes.box(box) }
        if let polygon = object["polygon"] { return VendorShapes.ring(VendorShapes.points(polygon)) }
        if let line = object["line"] { return VendorShapes.line(VendorShapes.points(line)) }
        if let point = object["point"] { return VendorShapes.point(point).map(Shape.point) }
        if let location = object["location"] ?? object["data"]?["location"] {
            guard let start = location["start"]?.int.flatMap({ Int(exactly: $0) }), let end = location["end"]?.int.flatMap({ Int(exactly: $0) }), start >= 0, end >= start, end < Int.max else { return nil }
            return .ranges([[start, end + 1]])
        }
        return nil
    }

    static let shapeKeys: Set<String> = ["bbox", "bounding_box", "polygon", "line", "point", "location"]

    /// Whether it is drawn at all; classifications are not.
    static func isDrawn(_ object: JSONValue) -> Bool {
        object.object?.keys.contains { shapeKeys.contains($0) || ["mask", "instanceURI", "segments", "textSelections", "composite_mask"].contains($0) } == true || object["data"]?["location"] != nil
    }

    static func name(_ object: JSONValue) -> String? { (object["name"] ?? object["title"] ?? object["value"] ?? object["schemaId"])?.string }

    static func id(_ object: JSONValue, _ number: Int) -> String { (object["uuid"] ?? object["feature_id"] ?? object["featureId"])?.string ?? "o\(number)" }

    /// The answer of a classification: one option, several, or text.
    static func answer(_ said: JSONValue) -> (answer: Answer, kind: QuestionKind)? {
        if let text = (said["text_answer"]?["content"] ?? said["answer"])?.string { return (.text(text), .text) }
        if let option = said["radio_answer"] ?? said["answer"], option.object != nil { return name(option).map { (.choice($0), .choice) } }
        if let options = (said["checklist_answers"] ?? said["answers"] ?? said["answer"])?.array { return (.choices(options.compactMap(name)), .choices) }
        return nil
    }

    private static func plain(_ answer: Answer) -> JSONValue {
        switch answer {
        case .choice(let text), .text(let text): .string(text)
        case .choices(let texts): .array(texts.map(JSONValue.string))
        default: .null
        }
    }

    /// Classifications of an object, as attributes where they are wanted, the rest as extras.
    static func classify(_ object: JSONValue, _ part: inout Part, _ extras: inout JSONObject, _ options: DatasetReadOptions) {
        for said in object["classifications"]?.array ?? [] {
            guard let name = name(said), let answer = answer(said) else { continue }
            if let value = options.attribute(name, plain(answer.answer)) { part.attributes[name] = value } else { extras[name] = plain(answer.answer) }
        }
    }

    /// Adds an object to a sheet; what it is that cannot be held otherwise.
    static func add(_ object: JSONValue, number: Int, to sheet: inout AnswerSheet, _ options: DatasetReadOptions) -> String? {
        guard let shape = shape(object), let kind = VendorShapes.kind(of: shape) else { return object["mask"] != nil || object["instanceURI"] != nil || object["composite_mask"] != nil ? "mask" : "shape" }
        var part = Part(id: id(object, number), labels: name(object).map { [$0] } ?? [], shape: shape, score: object["confidence"]?.double, origin: .imported)
        var extras = JSONObject()
        classify(object, &part, &extras, options)
        sheet.add(part, kind, extras: extras)
        return nil
    }

    static func relation(_ said: JSONValue) -> Relation? {
        guard let link = said["relationship"] ?? said["unidirectional_relationship"] ?? said["bidirectional_relationship"], let from = link["source"]?.string, let to = link["target"]?.string else { return nil }
        return Relation(from: from, to: to, labels: name(said).map { [$0] } ?? [])
    }
}
