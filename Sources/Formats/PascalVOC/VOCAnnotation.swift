import Records

/// One `<annotation>` element as an image with its boxes; what is not understood stays in the metadata under `voc`.
///
/// Parts are named `o1`, `o2`, ... by the place of their object in the file, bad ones counted, so mending one does not
/// rename the others. What an object says beyond name and box is an attribute where the question has one of that
/// name, and otherwise kept under `objects` by the part's name.
struct VOCAnnotation {
    /// What the writer puts in without being told; kept only when it differs.
    static let usual: [(name: String, value: String)] = [("pose", "Unspecified"), ("truncated", "0"), ("difficult", "0")]

    private let file: String
    private let options: DatasetReadOptions
    private let question: String
    private var parts: [Part] = []
    private var extras = JSONObject()
    private var leftOut: [JSONValue] = []

    init(_ file: String, _ options: DatasetReadOptions, named question: String) {
        self.file = file
        self.options = options
        self.question = question
    }

    mutating func image(from element: XMLElement, _ findings: inout [Finding], _ base: inout VOCReader.BaseEvidence) -> LabelledItem {
        let size = Self.size(element.child("size"), file, &findings)
        var number = 0
        for object in element.children where object.name == "object" {
            number += 1
            read(object, "o\(number)", size, &findings, &base)
        }
        var voc = Self.rest(of: element, size)
        if !extras.isEmpty { voc["objects"] = .object(extras) }
        if !leftOut.isEmpty { voc["left_out"] = .array(leftOut) }
        return LabelledItem(picture: "", size: size, answers: [question: .parts(parts)], metadata: voc.isEmpty ? [:] : ["voc": .object(voc)])
    }

    private static func size(_ element: XMLElement?, _ file: String, _ findings: inout [Finding]) -> PixelSize? {
        guard let element else { return nil }
        let width = element.child("width")?.trimmed ?? "", height = element.child("height")?.trimmed ?? ""
        if let width = DecimalText.number(width), let height = DecimalText.number(height), let w = Int(exactly: width), let h = Int(exactly: height) {
            if let size = PixelSize(width: w, height: h) { return size }
            if w == 0, h == 0 { return nil }
        }
        findings.append(Finding(.warning, "voc.size.bad", "`\(file)` states the size `\(width)` x `\(height)`", at: Place(file: file, line: element.line)))
        return nil
    }

    /// Everything but the objects, the file's name and the size (its depth is kept).
    private static func rest(of element: XMLElement, _ size: PixelSize?) -> JSONObject {
        var rest = JSONObject()
        for attribute in element.attributes { rest["@" + attribute.name] = .string(attribute.value) }
        for child in element.children {
            switch child.name {
            case "object", "filename": break
            case "size":
                if size == nil { XMLElement.add("size", child.json, to: &rest) }
                else if let depth = child.child("depth")?.trimmed, depth != "3" { rest["depth"] = .string(depth) }
            default: XMLElement.add(child.name, child.json, to: &rest)
            }
        }
        return rest
    }

    private mutating func read(_ object: XMLElement, _ id: String, _ size: PixelSize?, _ findings: inout [Finding], _ base: inout VOCReader.BaseEvidence) {
        func leaveOut(_ severity: Finding.Severity, _ code: String, _ message: String, hint: String? = nil) {
            findings.append(Finding(severity, code, "\(message) in `\(file)`", at: Place(file: file, line: object.line, record: id), hint: hint))
            leftOut.append(object.json)
        }
        guard let label = object.child("name")?.trimmed, !label.isEmpty else { return leaveOut(.error, "voc.object.no-name", "object \(id.dropFirst()) has no name") }
        guard let element = object.child("bndbox") else { return leaveOut(.error, "voc.object.no-box", "object \(id.dropFirst()) (`\(label)`) has no `bndbox`") }
        var box: [Double] = []
        for name in ["xmin", "ymin", "xmax", "ymax"] {
            let text = element.child(name)?.trimmed ?? ""
            guard let value = DecimalText.number(text) else {
                return leaveOut(.error, "voc.box.not-a-number", "object \(id.dropFirst()) (`\(label)`) has `\(text)` as its \(name)")
            }
            box.append(value)
        }
        base.see(box, size)
        if options.vocBase == .one { box = [box[0] - 1, box[1] - 1, box[2], box[3]] }
        guard box[0] < box[2], box[1] < box[3] else {
            return leaveOut(.warning, "voc.box.no-area", "object \(id.dropFirst()) (`\(label)`) has a box without area: \(box.map(DecimalText.text).joined(separator: ", "))", hint: "Mend it in the source; it is kept in the item's metadata")
        }
        var part = Part(id: id, labels: [label], shape: .box(box), origin: .imported)
        takeExtras(of: object, &part)
        parts.append(part)
    }

    private mutating func takeExtras(of object: XMLElement, _ part: inout Part) {
        var rest = JSONObject()
        for attribute in object.attributes { rest["@" + attribute.name] = .string(attribute.value) }
        for child in object.children where child.name != "name" && child.name != "bndbox" {
            if child.name == "attributes" {
                takeAttributes(child, &part, &rest)
            } else if let value = attribute(child.name, child) {
                part.attributes[child.name] = value
            } else if !Self.usual.contains(where: { $0.name == child.name && $0.value == child.trimmed && child.children.isEmpty }) {
                XMLElement.add(child.name, child.json, to: &rest)
            }
        }
        if !rest.isEmpty { extras[part.id] = .object(rest) }
    }

    /// `<attributes><attribute><name>..</name><value>..</value></attribute></attributes>`, as CVAT and datumaro write.
    private func takeAttributes(_ element: XMLElement, _ part: inout Part, _ rest: inout JSONObject) {
        var others: [JSONValue] = []
        for child in element.children {
            if let name = child.child("name")?.trimmed, let value = child.child("value"), let taken = attribute(name, value) {
                part.attributes[name] = taken
            } else {
                others.append(child.json)
            }
        }
        if !others.isEmpty { rest["attributes"] = .object(["attribute": .array(others)]) }
    }

    private func attribute(_ name: String, _ element: XMLElement) -> JSONValue? {
        guard element.children.isEmpty, let definition = options.attributes.first(where: { $0.name == name }) else { return nil }
        return AttributeText.value(element.trimmed, of: definition)
    }

    static func checkOutside(_ image: LabelledItem, _ file: String, _ findings: inout [Finding]) {
        guard let size = image.size else { return }
        for case .parts(let parts) in image.answers.values {
            for part in parts {
                guard case .box(let box) = part.shape, ShapeBounds.isOutside(box, size) else { continue }
                findings.append(Finding(
                    .warning, "voc.box.outside", "object \(part.id.dropFirst()) (`\(part.labels.first ?? "")`) reaches beyond the picture of \(size.width) x \(size.height) pixels: \(box.map(DecimalText.text).joined(separator: ", "))",
                    at: Place(file: file, record: part.id)))
            }
        }
    }
}
