import Records

/// One job's label and its metadata as an answer. `rest` is what of the metadata the answer does not say.
struct SageMakerDecoder {
    private let name: String
    private let metadata: JSONObject
    private let classes: [Int: String]
    private let options: DatasetReadOptions
    var rest: JSONObject
    /// Of the value, beside what is understood.
    var valueRest: JSONValue?
    /// The colour map of a raster, and how many colours of it nothing names.
    var colours: JSONObject = [:]
    var strangers = 0
    var trouble: String?

    init(_ name: String, _ metadata: JSONObject, _ classes: [Int: String], _ options: DatasetReadOptions) {
        (self.name, self.metadata, self.classes, self.options, rest) = (name, metadata, classes, options, metadata)
        rest["class-map"] = nil
    }

    func label(_ value: JSONValue?) -> String? {
        let number = value?.int.flatMap { Int(exactly: $0) } ?? value?.string.flatMap { Int($0) }
        if let number { return metadata["class-map"]?[String(number)]?.string ?? classes[number] ?? String(number) }
        return value?.string
    }

    mutating func answer(_ value: JSONValue, _ kind: QuestionKind, _ item: inout LabelledItem) -> Answer? {
        switch kind {
        case .choice:
            guard let label = metadata["class-name"]?.string ?? label(value) else { return nil }
            rest["class-name"] = nil
            return .choice(label)
        case .choices:
            guard let labels = value.array?.map({ label($0) }), labels.allSatisfy({ $0 != nil }) else { return nil }
            return .choices(labels.compactMap(\.self))
        case .boxes: return boxes(value, &item)
        case .spans: return spans(value)
        default: return nil
        }
    }

    // MARK: Boxes and spans

    private mutating func boxes(_ value: JSONValue, _ item: inout LabelledItem) -> Answer? {
        guard let list = value["annotations"]?.array else { return nil }
        if let size = value["image_size"]?[0], let width = size["width"]?.int.flatMap({ Int(exactly: $0) }), let height = size["height"]?.int.flatMap({ Int(exactly: $0) }), item.size == nil {
            item.size = PixelSize(width: width, height: height)
        }
        let objects = metadata["objects"]?.array ?? []
        var parts: [Part] = []
        for (place, box) in list.enumerated() {
            guard let left = box["left"]?.double, let top = box["top"]?.double, let width = box["width"]?.double, let height = box["height"]?.double, width > 0, height > 0, let label = label(box["class_id"]) else {
                trouble = "annotation \(place + 1) lacks a number or has no area"
                return nil
            }
            let id = "b\(place + 1)"
            parts.append(Part(id: id, labels: [label], shape: .box([left, top, left + width, top + height]), attributes: attributes(box), score: score(objects, place), origin: .imported))
        }
        takeObjects("objects", objects)
        keepValue(value, list, known: ["class_id", "left", "top", "width", "height"])
        return .parts(parts)
    }

    /// Those that the project knows, or all plain ones where nobody asked.
    func attributes(_ object: JSONValue) -> JSONObject {
        var known: JSONObject = [:]
        for (name, value) in object[SageMaker.attributes]?.object?.members ?? [] { known[name] = options.attribute(name, value) }
        return known
    }

    /// What an object says beyond what is understood; attributes that nobody asked for among it.
    func others(_ object: JSONValue, known: Set<String>) -> JSONObject {
        var others = object.object?.without(known.union([SageMaker.attributes])) ?? [:]
        let left = object[SageMaker.attributes]?.object?.without(Set(attributes(object).keys)) ?? [:]
        if !left.isEmpty { others[SageMaker.attributes] = .object(left) }
        return others
    }

    /// Ground Truth writes 0 where one person alone was asked.
    private func score(_ list: [JSONValue], _ place: Int) -> Double? {
        guard place < list.count, let score = list[place]["confidence"]?.double, score != 0 else { return nil }
        return score
    }

    private mutating func takeObjects(_ key: String, _ objects: [JSONValue]) {
        if objects.allSatisfy({ $0.object?.keys == ["confidence"] }) { rest[key] = nil }
    }

    private mutating func keepValue(_ value: JSONValue, _ list: [JSONValue], known: Set<String>) {
        var more: JSONObject = [:]
        for (key, member) in value.object?.members ?? [] where key != "annotations" && key != "image_size" { more[key] = member }
        if let depth = value["image_size"]?[0]?["depth"], depth != 3 { more["depth"] = depth }
        let others = list.map { self.others($0, known: known) }
        if others.contains(where: { !$0.isEmpty }) { more["annotations"] = .array(others.map { .object($0) }) }
        if !more.isEmpty { valueRest = .object(more) }
    }

    private mutating func spans(_ value: JSONValue) -> Answer? {
        guard let list = value["annotations"]?["entities"]?.array else { return nil }
        let entities = metadata["entities"]?.array ?? []
        var parts: [Part] = []
        for (place, entity) in list.enumerated() {
            guard let start = entity["startOffset"]?.int.flatMap({ Int(exactly: $0) }), let end = entity["endOffset"]?.int.flatMap({ Int(exactly: $0) }), start >= 0, start < end, let label = entity["label"]?.string else {
                trouble = "entity \(place + 1) has no offsets or no label"
                return nil
            }
            parts.append(Part(id: "s\(place + 1)", labels: [label], shape: .ranges([[start, end]]), attributes: attributes(entity), score: score(entities, place), origin: .imported))
        }
        takeObjects("entities", entities)
        var more: JSONObject = [:]
        if let labels = value["annotations"]?["labels"], labels.array?.contains(where: { $0["shortDisplayName"] != $0["label"] }) == true { more["labels"] = labels }
        let others = list.map { self.others($0, known: ["startOffset", "endOffset", "label"]) }
        if others.contains(where: { !$0.isEmpty }) { more["entities"] = .array(others.map { .object($0) }) }
        if !more.isEmpty { valueRest = .object(more) }
        return .parts(parts)
    }
}
