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
    private let annotationBytes: FileBytes
    private let plain: PlainCopy
    private var findings = FindingLog()
    private var image = 0

    init(_ path: String, shownAs name: String, needsIDs: Bool = true) throws {
        self.name = name
        split = COCO.split(ofFile: name)
        plain = try PlainCopy(path, shownAs: name)
        index = try COCOIndex(ByteSource(path: plain.path, shownAs: name), shownAs: name, needsIDs: needsIDs)
        imageBytes = try FileBytes(path: plain.path, shownAs: name)
        annotationBytes = try FileBytes(path: plain.path, shownAs: name, wholeUpTo: 32 << 20)
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
            guard let object = try element(index.images, image, "images", imageBytes) else { continue }
            var found = Element(image: object, place: Place(file: name, line: Int(index.images.lines[image]), record: "images[\(image)]"), annotations: [])
            guard withAnnotations else { return found }
            for place in Int(index.starts[image])..<Int(index.starts[image + 1]) {
                let number = Int(index.order[place])
                guard let object = try element(index.annotations, number, "annotations", annotationBytes) else { continue }
                found.annotations.append((object, Place(file: name, line: Int(index.annotations.lines[number]), record: "annotations[\(number)]")))
            }
            return found
        }
        return nil
    }

    /// Parsed strictly; nil and a finding when it is not JSON.
    private func element(_ extents: COCOIndex.Extents, _ number: Int, _ list: String, _ bytes: FileBytes) throws -> JSONObject? {
        let raw = try bytes.bytes(at: extents.offsets[number], count: Int(extents.lengths[number]))
        do {
            if case .object(let object) = try JSONParser.parse(raw) { return object }
        } catch {
            findings.add(Finding(
                .error, "coco.element.not-json", "\(error.message); the element is left out",
                at: Place(file: name, line: Int(extents.lines[number]) + error.line - 1, record: "\(list)[\(number)]"), hint: error.hint))
        }
        return nil
    }
}
