import Records

/// The boxes of a COCO instances file image by image, and those that a detector's results file sees in the same images.
///
/// Results are COCO's own: a JSON list of `image_id`, `category_id`, `bbox` and `score`. Numbers only are kept, some sixty
/// bytes a box; shapes and pictures are passed over. What cannot be a box is a finding and left out, and so are crowds
/// (`iscrowd`), which no single box stands for.
public struct COCODetections {
    public struct Box: Sendable, Hashable {
        /// Of the annotation, as the file has it; nil of a result.
        public var id: String?
        /// Left, top, right, bottom in pixels.
        public var corners: [Double]
        /// Place in `labels`.
        public var label: Int
        /// nil of an annotation.
        public var score: Double?
    }

    public struct Image: Sendable, Hashable {
        public var id: String
        /// `file_name`, where there is one.
        public var name: String?
        public var given: [Box] = []
        public var predicted: [Box] = []
    }

    public private(set) var labels: [String] = []
    /// In the order of the file.
    public private(set) var images: [Image] = []
    private var places: [COCOElement.ID: Int] = [:]
    private var categories: [COCOElement.ID: Int] = [:]
    private var log = FindingLog()
    private static let maximumBytes = 64 << 20

    /// Both as `ByteSource`, packed or not; annotations are opened again for a second look.
    public init(annotations: () throws -> ByteSource, results: () throws -> ByteSource) throws {
        try readImages(try annotations())
        try readAnnotations(try annotations())
        try readResults(try results())
    }

    public mutating func takeFindings() -> [Finding] { log.take() }

    // MARK: The file of annotations, whose lists come in any order

    private mutating func readImages(_ source: ByteSource) throws {
        let file = source.name
        var walk = try COCOWalk(source, file: file)
        var found: [(JSONValue, Int)] = []
        var categories: [JSONValue] = []
        while let member = try walk.nextMember() {
            switch member {
            case "images": try walk.elements(of: member, maximumBytes: Self.maximumBytes) { bytes, _, line in
                if let value = try? JSONParser.parse(bytes) { found.append((.object(["id": value["id"] ?? .null, "file_name": value["file_name"] ?? .null]), line)) }
            }
            case "categories": categories = try walk.value(of: member)?.array ?? []
            default: try Self.pass(member, &walk)
            }
        }
        guard walk.seen.isSuperset(of: ["images", "annotations", "categories"]) else { throw ImageFormatError.notCOCO(file: file) }
        log.add(walk.takeFindings())
        for category in categories {
            guard let id = category["id"].flatMap(COCOAnnotation.id), let name = category["name"]?.string, self.categories[id] == nil else { continue }
            self.categories[id] = labels.count
            labels.append(name)
        }
        for (value, line) in found {
            guard let id = value["id"].flatMap(COCOAnnotation.id), places[id] == nil else {
                log.add(Finding(.warning, "coco.image.no-id", "an image has no `id` of its own; it is left out", at: Place(file: file, line: line)))
                continue
            }
            places[id] = images.count
            images.append(Image(id: id.shown, name: value["file_name"]?.string))
        }
    }

    private mutating func readAnnotations(_ source: ByteSource) throws {
        let file = source.name
        var walk = try COCOWalk(source, file: file)
        var boxes: [(Int, Box)] = []
        var log = FindingLog()
        let (places, categories) = (places, categories)
        while let member = try walk.nextMember() {
            guard member == "annotations" else { try Self.pass(member, &walk); continue }
            try walk.elements(of: member, maximumBytes: Self.maximumBytes) { bytes, _, line in
                let place = Place(file: file, line: line)
                guard let value = try? JSONParser.parse(bytes) else { return log.add(Finding(.error, "coco.element.not-json", "an annotation is no JSON; it is left out", at: place)) }
                if value["iscrowd"]?.int == 1 { return log.add(Finding(.note, "coco.annotation.crowd", "a crowd has no single box; it is left out", at: place)) }
                switch Self.box(value, places, categories) {
                case .success(let found): boxes.append(found)
                case .failure(let fault): log.add(Finding(.warning, fault.code, "an annotation\(value["id"].map { " (id \($0.text()))" } ?? "") \(fault.words); it is left out", at: place))
                }
            }
        }
        self.log.add(log.take())
        for (image, box) in boxes { images[image].given.append(box) }
    }

    private static func pass(_ member: String, _ walk: inout COCOWalk) throws {
        if ["images", "annotations"].contains(member) { try walk.elements(of: member, maximumBytes: maximumBytes) { _, _, _ in } } else { _ = try walk.value(of: member) }
    }

    // MARK: The file of results

    private mutating func readResults(_ source: ByteSource) throws {
        let reader = try JSONListReader(source)
        while let record = try reader.next() {
            log.add(reader.takeFindings())
            let place = Place(file: source.name, line: record.line)
            guard let score = record.fields["score"]?.double, score >= 0, score <= 1 else {
                log.add(Finding(.error, "coco.result.score", "result \(record.number) has no `score` in 0...1; it is left out", at: place))
                continue
            }
            switch Self.box(.object(record.fields), places, categories) {
            case .success(let (image, found)):
                var box = found
                (box.id, box.score) = (nil, score)
                images[image].predicted.append(box)
            case .failure(let fault): log.add(Finding(.warning, fault.code, "result \(record.number) \(fault.words); it is left out", at: place))
            }
        }
        log.add(reader.takeFindings())
    }

    private struct Fault: Error {
        let code: String
        let words: String
    }

    private static func box(_ value: JSONValue, _ places: [COCOElement.ID: Int], _ categories: [COCOElement.ID: Int]) -> Result<(Int, Box), Fault> {
        guard let id = value["image_id"].flatMap(COCOAnnotation.id) else { return .failure(Fault(code: "coco.annotation.no-image-id", words: "has no `image_id`")) }
        guard let image = places[id] else { return .failure(Fault(code: "coco.annotation.unknown-image", words: "is of the image \(id.shown), which is not in the file")) }
        guard let category = value["category_id"].flatMap(COCOAnnotation.id) else { return .failure(Fault(code: "coco.annotation.no-category", words: "has no `category_id`")) }
        guard let label = categories[category] else { return .failure(Fault(code: "coco.annotation.unknown-category", words: "is of category \(category.shown), which is not in the file")) }
        guard let numbers = value["bbox"]?.array?.compactMap(\.double), numbers.count == 4, numbers.allSatisfy({ $0.isFinite }), numbers[2] >= 0, numbers[3] >= 0 else {
            return .failure(Fault(code: "coco.box.not-numbers", words: "has no `bbox` of left, top, width and height"))
        }
        let corners = [numbers[0], numbers[1], numbers[0] + numbers[2], numbers[1] + numbers[3]]
        return .success((image, Box(id: value["id"].flatMap(COCOAnnotation.id)?.shown, corners: corners, label: label)))
    }
}
