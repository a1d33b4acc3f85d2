import Records

/// One COCO file: its categories, and its pictures with their annotations one after another.
final class COCOFile {
    let name: String
    let labels: [String]
    let split: String?
    var imageCount: Int { index.images.count }
    private var index: COCOIndex
    private let imageBytes: FileBytes
    private let annotationBytes: COCOAnnotationBytes
    private let annotation: COCOAnnotation
    private let categories: [JSONValue]
    private var findings = FindingLog()
    private var image = 0
    private var unwanted: [String: Int] = [:]
    private let plain: PlainCopy

    init(_ path: String, shownAs name: String, _ options: DatasetReadOptions) throws {
        self.name = name
        split = COCO.split(ofFile: name)
        plain = try PlainCopy(path, shownAs: name)
        index = try COCOIndex(ByteSource(path: plain.path, shownAs: name), shownAs: name)
        imageBytes = try FileBytes(path: plain.path, shownAs: name)
        annotationBytes = try COCOAnnotationBytes(path: plain.path, shownAs: name, index)
        var found = Categories()
        for (number, category) in index.categories.enumerated() { found.add(category, Place(file: name, record: "categories[\(number)]")) }
        labels = found.names
        categories = index.categories
        annotation = COCOAnnotation(options: options, labels: found.labels)
        findings.add(index.findings.take())
        findings.add(found.findings)
    }

    /// `info`, `licenses`, `categories` and whatever else stands beside images and annotations.
    var header: JSONObject {
        var header = index.others
        if !categories.isEmpty { header["categories"] = .array(categories) }
        return header
    }

    func takeFindings() -> [Finding] { findings.take() }

    /// The key is the `file_name` as it stands. An `id` is kept unless counting pictures from 1 gives it: `place` is that count.
    func next(place counted: Int) throws -> LabelledItem? {
        while image < index.images.count {
            defer { image += 1 }
            let place = Place(file: name, line: Int(index.images.lines[image]), record: "images[\(image)]")
            guard let object = try imageObject() else { continue }
            guard let file = object["file_name"]?.string, !file.isEmpty else {
                findings.add(Finding(.error, "coco.image.no-name", "image \(image + 1) has no `file_name`; it is left out", at: place))
                continue
            }
            return try read(object, file, place, counted)
        }
        closeUnwanted()
        return nil
    }

    private func read(_ object: JSONObject, _ file: String, _ place: Place, _ counted: Int) throws -> LabelledItem {
        var result = LabelledItem(picture: file, place: Place(file: name, line: place.line, record: file))
        if let width = object["width"]?.int, let height = object["height"]?.int { result.size = PixelSize(width: Int(width), height: Int(height)) }
        var coco = JSONObject()
        let known: Set<String> = ["file_name", "width", "height"]
        let rest = object.members.filter { !known.contains($0.key) && ($0.key != "id" || $0.value != .int(Int64(counted))) }
        if !rest.isEmpty { coco["image"] = .object(JSONObject(uniqueMembers: rest)) }
        try addAnnotations(to: &result, &coco)
        if !coco.isEmpty { result.metadata = ["coco": .object(coco)] }
        return result
    }

    private func addAnnotations(to result: inout LabelledItem, _ coco: inout JSONObject) throws {
        let questions = annotation.options.questions
        var parts: [String: [Part]] = [:]
        var extras = JSONObject()
        var leftOut: [JSONValue] = []
        var ids: Set<String> = []
        for place in Int(index.starts[image])..<Int(index.starts[image + 1]) {
            let number = Int(index.order[place])
            if let question = questions.boxes, let part = try plainPart(place, result.size, &ids) {
                parts[question, default: []].append(part)
                continue
            }
            guard let object = try annotationObject(place) else { continue }
            let id = self.id(of: object, number, &ids)
            let outcome = annotation.read(object, id: id, size: result.size)
            report(outcome, object, number, result.key)
            if outcome.isLeftOut { leftOut.append(.object(object)) }
            if let unwanted = outcome.unwanted, outcome.parts.isEmpty { self.unwanted[unwanted, default: 0] += 1 }
            if !outcome.extras.isEmpty { extras[id] = .object(outcome.extras) }
            for (question, part) in outcome.parts { parts[question, default: []].append(part) }
        }
        if !extras.isEmpty { coco["annotations"] = .object(extras) }
        if !leftOut.isEmpty { coco["left_out"] = .array(leftOut) }
        // Nothing is there: that is an answer to the first question, and says nothing of the others.
        if parts.isEmpty, let first = questions.boxes ?? questions.polygons ?? questions.masks ?? questions.skeletons { parts[first] = [] }
        result.answers = parts.mapValues(Answer.parts)
    }

    /// The annotation as a box where it is nothing but a good one; nil where it must be looked at more closely.
    private func plainPart(_ place: Int, _ size: PixelSize?, _ ids: inout Set<String>) throws -> Part? {
        guard let plain = try annotationBytes.withBytes(at: place, { COCOPlainBox($0) }), let label = annotation.labels[.number(plain.category)], !index.repeatedIDs.contains(plain.id) else { return nil }
        let box = [plain.x, plain.y, plain.x + plain.width, plain.y + plain.height]
        guard box[0] < box[2], box[1] < box[3], !ShapeBounds.isOutside(box, size) else { return nil }
        if let area = plain.area, let own = COCOShape.area(.box(box)), (area - own).magnitude > 1e-9 * own { return nil }
        let id = "a\(plain.id)"
        guard ids.insert(id).inserted else { return nil }
        return Part(id: id, labels: [label], shape: .box(box), origin: .imported)
    }

    /// `a` and the annotation's id; made unique within the picture.
    private func id(of object: JSONObject, _ number: Int, _ ids: inout Set<String>) -> String {
        let own = object["id"].flatMap(COCOAnnotation.id)
        if case .number(let value)? = own, index.repeatedIDs.contains(value) {
            findings.add(Finding(.warning, "coco.annotation.id-twice", "several annotations have the id \(value)", at: Place(file: name, line: Int(index.annotations.lines[number]), record: "annotations[\(number)]")))
        }
        var id = own.map { "a\($0.shown)" } ?? "n\(number)"
        while !ids.insert(id).inserted { id += "_\(number)" }
        return id
    }

    private func report(_ outcome: COCOAnnotation.Outcome, _ object: JSONObject, _ number: Int, _ key: String) {
        for fault in outcome.faults {
            let id = object["id"].flatMap(COCOAnnotation.id).map { " (id \($0.shown))" } ?? ""
            findings.add(Finding(
                fault.severity, fault.code, "annotation \(number + 1)\(id) of `\(key)` \(fault.message)",
                at: Place(file: name, line: Int(index.annotations.lines[number]), record: "annotations[\(number)]"),
                hint: outcome.isLeftOut ? "It is kept in the item's metadata; mend it in the source" : nil))
        }
    }

    private func imageObject() throws -> JSONObject? {
        let bytes = try imageBytes.bytes(at: index.images.offsets[image], count: Int(index.images.lengths[image]))
        return findings.object(in: bytes, at: Place(file: name, line: Int(index.images.lines[image]), record: "images[\(image)]"))
    }

    private func annotationObject(_ place: Int) throws -> JSONObject? {
        let number = Int(index.order[place])
        let shown = Place(file: name, line: Int(index.annotations.lines[number]), record: "annotations[\(number)]")
        return try annotationBytes.withBytes(at: place) { findings.object(in: $0, at: shown) }
    }

    private func closeUnwanted() {
        for (shape, count) in unwanted.sorted(by: { $0.key < $1.key }) {
            findings.add(Finding(.note, "coco.shape.not-wanted", "\(count) annotations have a \(shape) only, and no question asks for one", at: Place(file: name)))
        }
        unwanted.removeAll()
    }

    /// Categories by id; two of one name are one label.
    private struct Categories {
        var labels: [COCOElement.ID: String] = [:]
        var names: [String] = []
        var findings: [Finding] = []

        mutating func add(_ value: JSONValue, _ place: Place) {
            guard let id = value["id"].flatMap(COCOAnnotation.id), let name = value["name"]?.string, !name.isEmpty else {
                return findings.append(Finding(.error, "coco.category.incomplete", "a category has no `id` or no `name`: \(String(value.text().prefix(120)))", at: place))
            }
            if let first = labels[id] {
                return findings.append(Finding(.error, "coco.category.id-twice", "the categories `\(first)` and `\(name)` have the id \(id.shown); the first is taken", at: place))
            }
            labels[id] = name
            if names.contains(name) {
                findings.append(Finding(.warning, "coco.category.name-twice", "two categories are named `\(name)`; they become one label", at: place))
            } else {
                names.append(name)
            }
        }
    }
}
