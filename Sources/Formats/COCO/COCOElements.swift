import Records

/// The pictures of one COCO file with their annotations, as JSON: what panoptic segmentation, captions and lists of images
/// have in common. Two passes, as in `COCOFile`: places first, then picture by picture; the file is never held.
final class COCOElements {
    struct Element {
        var image: JSONObject
        var place: Place
        var annotations: [(object: JSONObject, place: Place)]
    }

    let name: String
    let split: String?
    private var index: COCOIndex
    private let imageBytes: FileBytes
    private let annotationBytes: COCOAnnotationBytes
    private let plain: PlainCopy
    private var findings = FindingLog()
    private var image = 0

    init(_ path: String, shownAs name: String, needsIDs: Bool = true) throws {
        self.name = name
        split = COCO.split(ofFile: name)
        plain = try PlainCopy(path, shownAs: name)
        index = try COCOIndex(ByteSource(path: plain.path, shownAs: name), shownAs: name, needsIDs: needsIDs)
        imageBytes = try FileBytes(path: plain.path, shownAs: name)
        annotationBytes = try COCOAnnotationBytes(path: plain.path, shownAs: name, index)
        findings.add(index.findings.take())
    }

    var imageCount: Int { index.images.count }
    var categories: [JSONValue] { index.categories }

    /// Everything beside images and annotations.
    var header: JSONObject {
        var header = index.others
        if !categories.isEmpty { header["categories"] = .array(categories) }
        return header
    }

    func takeFindings() -> [Finding] { findings.take() }

    func next(withAnnotations: Bool = true) throws -> Element? {
        while image < index.images.count {
            defer { image += 1 }
            let place = Place(file: name, line: Int(index.images.lines[image]), record: "images[\(image)]")
            let bytes = try imageBytes.bytes(at: index.images.offsets[image], count: Int(index.images.lengths[image]))
            guard let object = findings.object(in: bytes, at: place) else { continue }
            var found = Element(image: object, place: place, annotations: [])
            guard withAnnotations else { return found }
            for place in Int(index.starts[image])..<Int(index.starts[image + 1]) {
                let number = Int(index.order[place])
                let shown = Place(file: name, line: Int(index.annotations.lines[number]), record: "annotations[\(number)]")
                guard let object = try annotationBytes.withBytes(at: place, { findings.object(in: $0, at: shown) }) else { continue }
                found.annotations.append((object, shown))
            }
            return found
        }
        return nil
    }
}

extension FindingLog {
    /// An element of COCO, parsed strictly; nil and a finding when it is not JSON.
    mutating func object(in bytes: UnsafeRawBufferPointer, at place: Place) -> JSONObject? {
        do {
            if case .object(let object) = try JSONParser.parse(bytes) { return object }
        } catch {
            var place = place
            place.line = (place.line ?? 1) + error.line - 1
            add(Finding(.error, "coco.element.not-json", "\(error.message); the element is left out", at: place, hint: error.hint))
        }
        return nil
    }
}
