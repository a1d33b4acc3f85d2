import Records

/// Images and annotations as the bytes of their elements, and what is lost on the way.
struct COCOEncoder {
    var losses: LossLedger
    private var bytes: [UInt8] = []

    struct Numbers {
        var annotation: Int64
        var image: COCOElement.ID
        var category: Int64
    }

    private enum Form {
        case box, polygons([PolygonRings]), runs(Mask)
    }

    private static let ownMembers: Set<String> = ["bbox", "area", "iscrowd", "attributes", "score", "id", "image_id", "category_id", "segmentation", "keypoints", "num_keypoints"]
    private static let ownImageMembers: Set<String> = ["id", "file_name", "width", "height"]

    init(policy: LossPolicy) { losses = LossLedger(format: "coco", policy: policy) }

    mutating func image(_ image: LabelledItem, id: COCOElement.ID, path: String) throws -> [UInt8] {
        bytes.removeAll(keepingCapacity: true)
        text("{\"id\":")
        append(id)
        text(",\"file_name\":")
        bytes += JSONValue.string(path).bytes()
        if let size = image.size {
            text(",\"width\":")
            DecimalText.append(Int64(size.width), to: &bytes)
            text(",\"height\":")
            DecimalText.append(Int64(size.height), to: &bytes)
        } else {
            try losses.drop(COCOWriter.noSize, LossExample(item: image.key))
        }
        if let others = image.metadata["coco"]?["image"]?.object { members(others, without: Self.ownImageMembers) }
        text("}")
        return bytes
    }

    /// nil when nothing of the part can be held.
    mutating func annotation(
        _ part: Part, _ joints: [[Double]]?, _ numbers: Numbers, _ extras: JSONObject, _ size: PixelSize?, _ example: LossExample
    ) throws -> [UInt8]? {
        guard let (shape, form) = try form(of: part, size, example) else { return nil }
        try countLosses(of: part, example)
        bytes.removeAll(keepingCapacity: true)
        text("{\"id\":")
        DecimalText.append(numbers.annotation, to: &bytes)
        text(",\"image_id\":")
        append(numbers.image)
        text(",\"category_id\":")
        DecimalText.append(numbers.category, to: &bytes)
        try box(of: shape, extras, example)
        segmentation(form)
        text(",\"iscrowd\":")
        if part.attributes.isEmpty, extras.isEmpty { text("0") } else { bytes += (part.attributes["iscrowd"].map { $0 == true || $0 == 1 ? 1 : 0 } ?? extras["iscrowd"] ?? 0).bytes() }
        if case .joints(let own) = part.shape { keypoints(own) } else if let joints { keypoints(joints) }
        rest(of: part, extras)
        text("}")
        return bytes
    }

    // MARK: Which form

    /// The shape that is written and how; nil when nothing is.
    private mutating func form(of part: Part, _ size: PixelSize?, _ example: LossExample) throws -> (Shape, Form)? {
        switch part.shape {
        case .box(let box) where box.count == 4 && ShapeBounds.isFinite(box): return (part.shape, .box)
        case .polygons(let polygons) where polygons.allSatisfy({ ShapeBounds.isFinite($0.outer) && $0.outer.count >= 6 }) && !polygons.isEmpty:
            return try self.polygons(polygons, size, example)
        case .mask(let mask): return try self.mask(mask, size, example)
        case .rotated(let values) where values.count == 5 && ShapeBounds.isFinite(values):
            guard try losses.mayAdapt(COCOWriter.rotatedAsPolygon, example) else { return nil }
            let polygons = [PolygonRings(outer: ShapeBounds.corners(ofRotated: values))]
            return (.polygons(polygons), .polygons(polygons))
        case .joints(let joints) where joints.allSatisfy({ $0.count == 3 && ShapeBounds.isFinite($0) }): return (part.shape, .box)
        case .ellipse, .cuboid:
            guard let box = ShapeBounds.box(of: part.shape), ShapeBounds.isFinite(box) else { break }
            guard try losses.mayAdapt(COCOWriter.shapeAsBox, example) else { return nil }
            return (.box(box), .box)
        default: break
        }
        try losses.drop(COCOWriter.shapeLeftOut, example)
        return nil
    }

    /// COCO's polygons are unions without holes, so what has holes goes as a mask.
    private mutating func polygons(_ polygons: [PolygonRings], _ size: PixelSize?, _ example: LossExample) throws -> (Shape, Form)? {
        guard polygons.contains(where: { !$0.holes.isEmpty }) else { return (.polygons(polygons), .polygons(polygons)) }
        guard let size else {
            try losses.drop(COCOWriter.shapeLeftOut, example)
            return nil
        }
        guard try losses.mayAdapt(COCOWriter.holesAsMask, example) else { return nil }
        let mask = Mask(size: [size.height, size.width], runs: PolygonRaster.runs(polygons, over: size))
        return (.mask(mask), .runs(mask))
    }

    private mutating func mask(_ mask: Mask, _ size: PixelSize?, _ example: LossExample) throws -> (Shape, Form)? {
        guard let runs = MaskRuns(mask), let size = size ?? PixelSize(width: runs.width, height: runs.height) else {
            try losses.drop(COCOWriter.shapeLeftOut, example)
            return nil
        }
        let whole = runs.runs(over: size)
        if whole.isCut { try losses.round(COCOWriter.maskCut, example) }
        let mask = Mask(size: [size.height, size.width], runs: whole.runs)
        return (.mask(mask), .runs(mask))
    }

    private mutating func countLosses(of part: Part, _ example: LossExample) throws {
        if part.labels.count > 1 { try losses.drop(COCOWriter.labelsLeftOut, example, count: part.labels.count - 1) }
        if part.note != nil { try losses.drop(COCOWriter.noteLeftOut, example) }
    }

    // MARK: Members

    private mutating func box(of shape: Shape, _ extras: JSONObject, _ example: LossExample) throws {
        if case .box(let box) = shape, extras.isEmpty { return try plainBox(box, example) }
        if let own = extras["bbox"].flatMap(COCOAnnotation.numbers), own.count == 4 {
            text(",\"bbox\":")
            list(own)
        } else if let bounds = ShapeBounds.box(of: shape), let box = COCOShape.bbox(shape) {
            if case .box = shape, !COCOShape.extent(bounds[0], bounds[2]).isExact || !COCOShape.extent(bounds[1], bounds[3]).isExact {
                try losses.round(COCOWriter.coordinateRounded, example)
            }
            text(",\"bbox\":")
            list(box)
        }
        text(",\"area\":")
        if let own = extras["area"]?.double { DecimalText.append(own, to: &bytes) } else { DecimalText.append(COCOShape.area(shape) ?? 0, to: &bytes) }
    }

    private mutating func plainBox(_ box: [Double], _ example: LossExample) throws {
        let (width, height) = (COCOShape.extent(box[0], box[2]), COCOShape.extent(box[1], box[3]))
        if !width.isExact || !height.isExact { try losses.round(COCOWriter.coordinateRounded, example) }
        text(",\"bbox\":[")
        DecimalText.append(box[0], to: &bytes)
        text(",")
        DecimalText.append(box[1], to: &bytes)
        text(",")
        DecimalText.append(width.size, to: &bytes)
        text(",")
        DecimalText.append(height.size, to: &bytes)
        text("],\"area\":")
        DecimalText.append(width.size * height.size, to: &bytes)
    }

    private mutating func segmentation(_ form: Form) {
        switch form {
        case .box: text(",\"segmentation\":[]")
        case .polygons(let polygons):
            text(",\"segmentation\":[")
            for (place, polygon) in polygons.enumerated() {
                if place > 0 { text(",") }
                list(polygon.outer)
            }
            text("]")
        case .runs(let mask):
            text(",\"segmentation\":{\"size\":[")
            for (place, value) in mask.size.enumerated() {
                if place > 0 { text(",") }
                DecimalText.append(Int64(value), to: &bytes)
            }
            text("],\"counts\":")
            bytes += JSONValue.string(COCORuns.encode(mask.runs)).bytes()
            text("}")
        }
    }

    private mutating func keypoints(_ joints: [[Double]]) {
        text(",\"keypoints\":")
        list(joints.flatMap(\.self))
        text(",\"num_keypoints\":")
        DecimalText.append(Int64(joints.count { $0.last ?? 0 > 0 }), to: &bytes)
    }

    private mutating func rest(of part: Part, _ extras: JSONObject) {
        if let score = part.score {
            text(",\"score\":")
            DecimalText.append(score, to: &bytes)
        }
        if part.attributes.isEmpty, extras.isEmpty { return }
        var attributes = extras["attributes"]?.object ?? [:]
        for (name, value) in part.attributes.members where name != "iscrowd" { attributes[name] = value }
        if !attributes.isEmpty {
            text(",\"attributes\":")
            bytes += JSONValue.object(attributes).bytes()
        }
        members(extras, without: Self.ownMembers)
    }

    private mutating func append(_ id: COCOElement.ID) {
        if case .number(let number) = id { DecimalText.append(number, to: &bytes) } else { bytes += id.json.bytes() }
    }

    private mutating func members(_ object: JSONObject, without known: Set<String>) {
        for (key, value) in object.members where !known.contains(key) {
            text(",")
            bytes += JSONValue.string(key).bytes()
            text(":")
            bytes += value.bytes()
        }
    }

    private mutating func list(_ values: [Double]) {
        text("[")
        for (place, value) in values.enumerated() {
            if place > 0 { text(",") }
            DecimalText.append(value, to: &bytes)
        }
        text("]")
    }

    private mutating func text(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
