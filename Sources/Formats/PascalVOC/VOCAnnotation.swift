import Records

/// One `<annotation>` element as an image with its boxes; what is not understood stays in the metadata under `voc`.
///
/// Parts are named `o1`, `o2`, ... by the place of their object in the file, bad ones counted, so mending one does not
/// rename the others. What an object says beyond name and box is an attribute where the question has one of that
/// name, and otherwise kept under `objects` by the part's name.
struct VOCAnnotation {
    /// What the writer puts in without being told; kept only when it differs.
    static let usual: [(name: StaticString, value: StaticString)] = [("pose", "Unspecified"), ("truncated", "0"), ("difficult", "0")]
    static let usualOfPicture: [(name: StaticString, value: StaticString)] = [("folder", "JPEGImages"), ("segmented", "0")]

    /// The same for whoever writes.
    static let written: [(name: String, value: String)] = usual.map { ("\($0.name)", "\($0.value)") }
    private static let sides: [StaticString] = ["xmin", "ymin", "xmax", "ymax"]

    private let tree: XMLTree
    private let file: String
    private let options: DatasetReadOptions
    private let question: String
    private var parts: [Part] = []
    private var extras = JSONObject()
    private var leftOut: [JSONValue] = []

    init(_ tree: XMLTree, _ file: String, _ options: DatasetReadOptions, named question: String) {
        self.tree = tree
        self.file = file
        self.options = options
        self.question = question
    }

    mutating func image(_ findings: inout [Finding], _ base: inout VOCReader.BaseEvidence) -> LabelledItem {
        let size = size(&findings)
        var number = 0
        for object in tree.children(of: XMLTree.root) where tree.isNamed(object, "object") {
            number += 1
            read(object, "o\(number)", size, &findings, &base)
        }
        var voc = rest(size)
        if !extras.isEmpty { voc["objects"] = .object(extras) }
        if !leftOut.isEmpty { voc["left_out"] = .array(leftOut) }
        return LabelledItem(picture: "", size: size, answers: [question: .parts(parts)], metadata: voc.isEmpty ? [:] : ["voc": .object(voc)])
    }

    private func size(_ findings: inout [Finding]) -> PixelSize? {
        guard let element = tree.child("size", of: XMLTree.root) else { return nil }
        let width = tree.child("width", of: element), height = tree.child("height", of: element)
        if let w = width.flatMap(tree.number).flatMap(Int.init(exactly:)), let h = height.flatMap(tree.number).flatMap(Int.init(exactly:)) {
            if let size = PixelSize(width: w, height: h) { return size }
            if w == 0, h == 0 { return nil }
        }
        findings.append(Finding(.warning, "voc.size.bad", "`\(file)` states the size `\(width.map(tree.trimmed) ?? "")` x `\(height.map(tree.trimmed) ?? "")`", at: Place(file: file, line: tree.line(of: element))))
        return nil
    }

    /// Everything but the objects, the file's name and the size (its depth is kept).
    private func rest(_ size: PixelSize?) -> JSONObject {
        var rest = JSONObject()
        for attribute in tree.attributes(of: XMLTree.root) { rest["@" + attribute.name] = .string(attribute.value) }
        for child in tree.children(of: XMLTree.root) where !tree.isNamed(child, "object") && !tree.isNamed(child, "filename") && !isOne(of: Self.usualOfPicture, child) {
            if !tree.isNamed(child, "size") || size == nil { XMLElement.add(tree.name(of: child), tree.element(child).json, to: &rest) }
            else if let depth = tree.child("depth", of: child), !tree.says(depth, "3") { rest["depth"] = .string(tree.trimmed(depth)) }
        }
        return rest
    }

    private func isOne(of usual: [(name: StaticString, value: StaticString)], _ element: XMLTree.Element) -> Bool {
        !tree.hasChildren(element) && tree.attributes(of: element).isEmpty && usual.contains { tree.isNamed(element, $0.name) && tree.says(element, $0.value) }
    }

    private mutating func read(_ object: XMLTree.Element, _ id: String, _ size: PixelSize?, _ findings: inout [Finding], _ base: inout VOCReader.BaseEvidence) {
        func leaveOut(_ severity: Finding.Severity, _ code: String, _ message: String, hint: String? = nil) {
            findings.append(Finding(severity, code, "\(message) in `\(file)`", at: Place(file: file, line: tree.line(of: object), record: id), hint: hint))
            leftOut.append(tree.element(object).json)
        }
        guard let label = tree.child("name", of: object).map(tree.trimmed), !label.isEmpty else { return leaveOut(.error, "voc.object.no-name", "object \(id.dropFirst()) has no name") }
        guard let element = tree.child("bndbox", of: object) else { return leaveOut(.error, "voc.object.no-box", "object \(id.dropFirst()) (`\(label)`) has no `bndbox`") }
        var box: [Double] = []
        box.reserveCapacity(4)
        for name in Self.sides {
            let side = tree.child(name, of: element)
            guard let value = side.flatMap(tree.number) else {
                return leaveOut(.error, "voc.box.not-a-number", "object \(id.dropFirst()) (`\(label)`) has `\(side.map(tree.trimmed) ?? "")` as its \(name)")
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

    private mutating func takeExtras(of object: XMLTree.Element, _ part: inout Part) {
        var rest = JSONObject()
        for attribute in tree.attributes(of: object) { rest["@" + attribute.name] = .string(attribute.value) }
        for child in tree.children(of: object) where !tree.isNamed(child, "name") && !tree.isNamed(child, "bndbox") {
            if tree.isNamed(child, "attributes") {
                takeAttributes(child, &part, &rest)
            } else if !options.attributes.isEmpty, case let name = tree.name(of: child), let value = attribute(name, child) {
                part.attributes[name] = value
            } else if !isOne(of: Self.usual, child) {
                XMLElement.add(tree.name(of: child), tree.element(child).json, to: &rest)
            }
        }
        if !rest.isEmpty { extras[part.id] = .object(rest) }
    }

    /// `<attributes><attribute><name>..</name><value>..</value></attribute></attributes>`, as CVAT and datumaro write.
    private func takeAttributes(_ element: XMLTree.Element, _ part: inout Part, _ rest: inout JSONObject) {
        var others: [JSONValue] = []
        for child in tree.children(of: element) {
            if let name = tree.child("name", of: child).map(tree.trimmed), let value = tree.child("value", of: child), let taken = attribute(name, value) {
                part.attributes[name] = taken
            } else {
                others.append(tree.element(child).json)
            }
        }
        if !others.isEmpty { rest["attributes"] = .object(["attribute": .array(others)]) }
    }

    private func attribute(_ name: String, _ element: XMLTree.Element) -> JSONValue? {
        guard !tree.hasChildren(element), let definition = options.attributes.first(where: { $0.name == name }) else { return nil }
        return AttributeText.value(tree.trimmed(element), of: definition)
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
