import Records

/// One element of `annotations` as parts. Each annotation becomes one part, in the most exact shape that is wanted: its
/// runs, its polygons, or its box; keypoints become a second part named after the first (`a7.joints`). A box that is no more
/// than the extent of the keypoints, as writers put it in, is no answer of its own where skeletons are wanted.
///
/// Keys that are not understood, and those that cannot be told from the shape (an `area` or a `bbox` of its own), are kept
/// under the part's name and written back as long as nobody changed the part.
struct COCOAnnotation {
    let options: DatasetReadOptions
    /// Category id -> label.
    let labels: [COCOElement.ID: String]

    struct Outcome {
        var parts: [(question: String, part: Part)] = []
        var extras: JSONObject = [:]
        var faults: [Fault] = []
        /// What shapes were there and not asked for.
        var unwanted: String?
        /// Kept in the metadata, because no part came of it.
        var isLeftOut: Bool { parts.isEmpty && unwanted == nil }
    }

    struct Fault {
        var severity: Finding.Severity
        var code: String
        var message: String
    }

    private enum Attempt {
        case shape(Shape)
        case absent
        case bad(Fault)
    }

    func read(_ object: JSONObject, id: String, size: PixelSize?) -> Outcome {
        var outcome = Outcome()
        guard let category = object["category_id"].flatMap(Self.id) else {
            outcome.faults.append(Fault(severity: .error, code: "coco.annotation.no-category", message: "has no `category_id`"))
            return outcome
        }
        guard let label = labels[category] else {
            outcome.faults.append(Fault(severity: .error, code: "coco.annotation.unknown-category", message: "is of category \(category.shown), which is not in the file"))
            return outcome
        }
        let joints = joints(object, &outcome)
        if !isExtent(object, of: joints) { addShape(object, id, label, size, &outcome) }
        if let joints { addJoints(joints, outcome.parts.isEmpty ? id : "\(id).joints", label, &outcome) }
        guard !outcome.parts.isEmpty else { return outcome }
        keepRest(object, size, &outcome)
        return outcome
    }

    static func id(_ value: JSONValue) -> COCOElement.ID? {
        switch value {
        case .int(let number): .number(number)
        case .string(let text): .text(text)
        case .double(let number): Int64(exactly: number).map { .number($0) }
        default: nil
        }
    }

    // MARK: Shapes

    private func addShape(_ object: JSONObject, _ id: String, _ label: String, _ size: PixelSize?, _ outcome: inout Outcome) {
        let questions = options.questions
        let attempts: [(String?, String, () -> Attempt)] = [
            (questions.masks, "mask", { Self.mask(object["segmentation"], size) }),
            (questions.polygons, "polygon", { Self.polygons(object["segmentation"]) }),
            (questions.boxes, "box", { Self.box(object["bbox"]) }),
        ]
        for (question, name, attempt) in attempts {
            switch attempt() {
            case .absent: continue
            case .bad(let fault): if question != nil { outcome.faults.append(fault) }
            case .shape(let shape):
                guard let question else { outcome.unwanted = outcome.unwanted ?? name; continue }
                let part = Part(id: id, labels: [label], shape: shape, score: object["score"]?.double, origin: .imported)
                checkOutside(shape, size, &outcome)
                outcome.parts.append((question, part))
                return
            }
        }
        if outcome.faults.isEmpty, outcome.unwanted == nil, object["keypoints"] == nil {
            outcome.faults.append(Fault(severity: .error, code: "coco.annotation.no-shape", message: "has neither `bbox` nor `segmentation`"))
        }
    }

    private func checkOutside(_ shape: Shape, _ size: PixelSize?, _ outcome: inout Outcome) {
        guard let size, let box = ShapeBounds.box(of: shape), ShapeBounds.isOutside(box, size) else { return }
        outcome.faults.append(Fault(severity: .warning, code: "coco.shape.outside", message: "reaches beyond the picture of \(size.width) x \(size.height) pixels: \(box.map(DecimalText.text).joined(separator: ", "))"))
    }

    private static func box(_ value: JSONValue?) -> Attempt {
        guard let value, value != .array([]), !value.isNull else { return .absent }
        guard let numbers = numbers(value), numbers.count == 4 else {
            return .bad(Fault(severity: .error, code: "coco.box.not-numbers", message: "has the `bbox` \(String(value.text().prefix(120))), which is not four finite numbers"))
        }
        let box = [numbers[0], numbers[1], numbers[0] + numbers[2], numbers[1] + numbers[3]]
        if numbers[2] < 0 || numbers[3] < 0 {
            return .bad(Fault(severity: .error, code: "coco.box.negative-size", message: "has a box of size \(DecimalText.text(numbers[2])) x \(DecimalText.text(numbers[3]))"))
        }
        guard box[0] < box[2], box[1] < box[3], ShapeBounds.isFinite(box) else {
            return .bad(Fault(severity: .warning, code: "coco.box.no-area", message: "has a box without area: \(numbers.map(DecimalText.text).joined(separator: ", "))"))
        }
        return .shape(.box(box))
    }

    private static func polygons(_ value: JSONValue?) -> Attempt {
        guard let values = value?.array, let first = values.first else { return .absent }
        // One ring without the list around it, as some tools write.
        let rings = first.array == nil ? [value ?? .null] : values
        var polygons: [PolygonRings] = []
        for ring in rings {
            guard let points = numbers(ring), points.count >= 6, points.count % 2 == 0 else {
                return .bad(Fault(severity: .error, code: "coco.polygon.bad-ring", message: "has a ring that is not three or more pairs of finite numbers: \(String(ring.text().prefix(120)))"))
            }
            if ShapeBounds.area(points) == 0 {
                return .bad(Fault(severity: .warning, code: "coco.polygon.no-area", message: "has a ring without area"))
            }
            polygons.append(PolygonRings(outer: points))
        }
        return .shape(.polygons(polygons))
    }

    private static func mask(_ value: JSONValue?, _ image: PixelSize?) -> Attempt {
        guard let object = value?.object else { return .absent }
        guard let size = object["size"]?.array?.compactMap(\.int), size.count == 2, size[0] > 0, size[1] > 0, size[0] <= 1 << 30, size[1] <= 1 << 30 else {
            return .bad(Fault(severity: .error, code: "coco.mask.no-size", message: "has runs without a `size` of height and width"))
        }
        let (height, width) = (Int(size[0]), Int(size[1]))
        if let image, image.height != height || image.width != width {
            return .bad(Fault(severity: .error, code: "coco.mask.other-size", message: "has a mask of \(width) x \(height) pixels on a picture of \(image.width) x \(image.height)"))
        }
        let runs = object["counts"]?.string.map(COCORuns.decode) ?? object["counts"]?.array.flatMap { list in
            let runs = list.compactMap { $0.int.map { Int(truncatingIfNeeded: $0) } }
            return runs.count == list.count ? runs : nil
        }
        guard let runs, MaskRuns.fits(runs, height: height, width: width) else {
            return .bad(Fault(severity: .error, code: "coco.mask.bad-runs", message: "has runs that do not fill \(width) x \(height) pixels"))
        }
        let isEmpty = stride(from: 1, to: runs.count, by: 2).allSatisfy { runs[$0] == 0 }
        if isEmpty { return .bad(Fault(severity: .warning, code: "coco.mask.empty", message: "has a mask without a pixel")) }
        return .shape(.mask(Mask(size: [height, width], runs: runs)))
    }

    /// nil unless all are finite numbers.
    static func numbers(_ value: JSONValue) -> [Double]? {
        guard let array = value.array else { return nil }
        var numbers: [Double] = []
        numbers.reserveCapacity(array.count)
        for element in array {
            guard let number = element.double, number.isFinite else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private func joints(_ object: JSONObject, _ outcome: inout Outcome) -> [[Double]]? {
        guard let value = object["keypoints"], value != .array([]), !value.isNull else { return nil }
        guard let numbers = Self.numbers(value), numbers.count % 3 == 0,
              stride(from: 2, to: numbers.count, by: 3).allSatisfy({ [0, 1, 2].contains(numbers[$0]) }) else {
            outcome.faults.append(Fault(severity: .error, code: "coco.keypoints.bad", message: "has `keypoints` that are not triples of x, y and 0, 1 or 2"))
            return nil
        }
        return stride(from: 0, to: numbers.count, by: 3).map { Array(numbers[$0..<($0 + 3)]) }
    }

    /// Whether there is no more than the keypoints and the box around those that are labelled.
    private func isExtent(_ object: JSONObject, of joints: [[Double]]?) -> Bool {
        guard let joints, options.questions.skeletons != nil, (object["segmentation"] ?? .null).isNull || object["segmentation"] == .array([]) else { return false }
        return object["bbox"].flatMap(Self.numbers).map { $0 == COCOShape.bbox(.joints(joints)) } ?? false
    }

    private func addJoints(_ joints: [[Double]], _ id: String, _ label: String, _ outcome: inout Outcome) {
        guard let question = options.questions.skeletons else { outcome.unwanted = outcome.unwanted ?? "skeleton"; return }
        outcome.parts.append((question, Part(id: id, labels: [label], shape: .joints(joints), origin: .imported)))
    }

    // MARK: The rest

    private func keepRest(_ object: JSONObject, _ size: PixelSize?, _ outcome: inout Outcome) {
        let main = outcome.parts[0].part
        var rest = JSONObject()
        for (key, value) in object.members {
            switch key {
            case "id", "image_id", "category_id", "segmentation", "num_keypoints", "keypoints": break
            case "score" where value.double == main.score: break
            case "bbox": if !Self.tells(value, main.shape) { rest[key] = value }
            case "area": if !Self.isArea(value, of: main.shape) { rest[key] = value }
            case "attributes":
                if let others = takeAttributes(value, &outcome) { rest[key] = others }
            default:
                if let taken = attribute(key, value) { outcome.parts[0].part.attributes[key] = taken }
                else if key != "iscrowd" || value != 0 { rest[key] = value }
            }
        }
        outcome.extras = rest
    }

    /// Whether the area of the file is that of the shape but for the last digits: tools multiply rounded sides.
    private static func isArea(_ value: JSONValue, of shape: Shape) -> Bool {
        guard let stated = value.double else { return false }
        guard let area = COCOShape.area(shape) else { return stated == 0 }
        return (stated - area).magnitude <= 1e-9 * max(stated.magnitude, area.magnitude)
    }

    /// Whether the box of the file is what the writer would put in for the shape.
    private static func tells(_ value: JSONValue, _ shape: Shape) -> Bool {
        if case .box = shape { return true }
        guard let box = numbers(value) else { return false }
        return box == COCOShape.bbox(shape)
    }

    private func takeAttributes(_ value: JSONValue, _ outcome: inout Outcome) -> JSONValue? {
        guard let object = value.object else { return value }
        var rest = JSONObject()
        for (name, value) in object.members {
            if let taken = attribute(name, value) { outcome.parts[0].part.attributes[name] = taken } else { rest[name] = value }
        }
        return rest.isEmpty ? nil : .object(rest)
    }

    private func attribute(_ name: String, _ value: JSONValue) -> JSONValue? {
        guard let definition = options.attributes.first(where: { $0.name == name }) else { return nil }
        if case .string(let text) = value { return AttributeText.value(text, of: definition) }
        switch (definition.kind, value) {
        case (.boolean, .bool), (.number, .int), (.number, .double): return value
        case (.boolean, .int(let flag)) where flag == 0 || flag == 1: return .bool(flag == 1)
        default: return AttributeText.value(AttributeText.text(value), of: definition)
        }
    }
}
