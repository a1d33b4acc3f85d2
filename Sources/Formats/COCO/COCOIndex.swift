import Records

/// Where everything is in one COCO file: found in one pass, whatever the order of its lists, so that pictures can then be
/// given one after another with their annotations and nothing is held but places.
///
/// Memory: about 32 bytes per annotation and 60 per picture, and one window; the file itself is never held.
struct COCOIndex {
    struct Extents {
        var offsets: [Int64] = []
        var lengths: [UInt32] = []
        var lines: [UInt32] = []
        var count: Int { offsets.count }

        mutating func add(_ offset: Int64, _ length: Int, _ line: Int) {
            offsets.append(offset)
            lengths.append(UInt32(length))
            lines.append(UInt32(clamping: line))
        }
    }

    private(set) var images = Extents()
    private(set) var annotations = Extents()
    /// Annotations sorted by picture: those of picture i are `order[starts[i]..<starts[i + 1]]`.
    private(set) var order: [Int32] = []
    private(set) var starts: [Int32] = []
    private(set) var categories: [JSONValue] = []
    /// Top-level members other than the three lists.
    private(set) var others = JSONObject()
    /// Ids that several annotations have.
    private(set) var repeatedIDs: Set<Int64> = []
    var findings = FindingLog()

    private static let maximumElementBytes = 64 << 20
    private var imageNumbers: [COCOElement.ID: Int32] = [:]
    private var annotationImages: [COCOElement.ID] = []
    private var annotationImageNumbers: [Int32] = []
    private var annotationIDs: [Int64] = []
    private let file: String
    private let needsIDs: Bool

    /// Annotations of panoptic segmentation have no ids.
    init(_ source: ByteSource, shownAs file: String, needsIDs: Bool = true) throws {
        self.file = file
        self.needsIDs = needsIDs
        var walk = try COCOWalk(source, file: file)
        while let member = try walk.nextMember() {
            switch member {
            case "images": try walk.elements(of: member, maximumBytes: Self.maximumElementBytes) { addImage($0, $1, $2) }
            case "annotations": try walk.elements(of: member, maximumBytes: Self.maximumElementBytes) { addAnnotation($0, $1, $2) }
            case "categories":
                if case .array(let values)? = try walk.value(of: member) { categories = values }
            default:
                if let value = try walk.value(of: member) { others[member] = value }
            }
        }
        if walk.seen.isDisjoint(with: ["images", "annotations", "categories"]) { throw ImageFormatError.notCOCO(file: file) }
        findings.add(walk.takeFindings())
        sort()
    }

    // MARK: Elements

    private mutating func addImage(_ bytes: UnsafeRawBufferPointer, _ offset: Int64, _ line: Int) {
        let number = Int32(images.count)
        images.add(offset, bytes.count, line)
        guard let id = COCOElement.ids(in: bytes).id else {
            return fault("coco.image.no-id", "image \(number + 1) has no `id`", line, "images[\(number)]")
        }
        if imageNumbers[id] != nil {
            fault("coco.image.id-twice", "a second image has the id \(id.shown); annotations of that id go to the first", line, "images[\(number)]")
        } else {
            imageNumbers[id] = number
        }
    }

    private mutating func addAnnotation(_ bytes: UnsafeRawBufferPointer, _ offset: Int64, _ line: Int) {
        let number = annotations.count
        let ids = COCOElement.ids(in: bytes)
        guard let image = ids.image else {
            return fault("coco.annotation.no-image-id", "an annotation\(ids.id.map { " (id \($0.shown))" } ?? "") has no `image_id` that is a number or a text; it is left out", line, "annotations")
        }
        annotations.add(offset, bytes.count, line)
        // Mostly the images stand before the annotations and their number is known at once.
        if let known = imageNumbers[image] {
            annotationImageNumbers.append(known)
        } else {
            annotationImageNumbers.append(-Int32(annotationImages.count) - 1)
            annotationImages.append(image)
        }
        if case .number(let id)? = ids.id { annotationIDs.append(id) } else if needsIDs {
            fault("coco.annotation.no-id", "annotation \(number + 1) has no numeric `id`", line, "annotations[\(number)]")
        }
    }

    private mutating func fault(_ code: String, _ message: String, _ line: Int, _ record: String) {
        findings.add(Finding(.warning, code, message, at: Place(file: file, line: line, record: record)))
    }

    // MARK: Sorting

    private mutating func sort() {
        resolve()
        starts = [Int32](repeating: 0, count: images.count + 1)
        for image in annotationImageNumbers where image >= 0 { starts[Int(image) + 1] += 1 }
        for image in 0..<images.count { starts[image + 1] += starts[image] }
        var next = starts
        order = [Int32](repeating: 0, count: Int(starts[images.count]))
        for (annotation, image) in annotationImageNumbers.enumerated() where image >= 0 {
            order[Int(next[Int(image)])] = Int32(annotation)
            next[Int(image)] += 1
        }
        annotationIDs.sort()
        for (before, after) in zip(annotationIDs, annotationIDs.dropFirst()) where before == after { repeatedIDs.insert(after) }
        (annotationIDs, annotationImageNumbers, annotationImages, imageNumbers) = ([], [], [], [:])
    }

    /// Annotations that came before their image, and those whose image there is not.
    private mutating func resolve() {
        for place in annotationImageNumbers.indices where annotationImageNumbers[place] < 0 {
            let id = annotationImages[-Int(annotationImageNumbers[place]) - 1]
            if let known = imageNumbers[id] { annotationImageNumbers[place] = known; continue }
            fault("coco.annotation.unknown-image", "annotation \(place + 1) belongs to the image \(id.shown), which is not in the file; it is left out", Int(annotations.lines[place]), "annotations[\(place)]")
            annotationImageNumbers[place] = -1
        }
    }
}
