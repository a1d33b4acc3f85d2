import Media
import Records

/// Each segment a mask with its category; what `segments_info` and the PNG do not share is told.
final class COCOPanopticReader: COCOTaskReader {
    private let known: Set<String>
    private var labels: [COCOElement.ID: String] = [:]

    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        known = Set(try FolderListing(input.isFile ? COCOPictures.dataset(of: input.listing.folder) : input.path).paths)
        try super.init(input, options: options, format: COCOPanoptic.name, task: .panoptic, needsIDs: false)
        var names: [String] = []
        for path in paths {
            for label in try COCO.labels(of: listing.fullPath(path), shownAs: path) where !names.contains(label) { names.append(label) }
        }
        questions = options.questions.questions([.masks], labels: names)
    }

    override func begin(_ file: COCOElements) {
        labels = [:]
        for (number, category) in file.categories.enumerated() {
            guard let id = category["id"].flatMap(COCOAnnotation.id), let name = category["name"]?.string, !name.isEmpty, labels[id] == nil else {
                findings.add(Finding(.error, "coco.category.incomplete", "a category has no `id` of its own or no `name`: \(String(category.text().prefix(120)))", at: Place(file: file.name, record: "categories[\(number)]")))
                continue
            }
            labels[id] = name
        }
    }

    override func read(_ element: COCOElements.Element, into item: inout LabelledItem, from file: COCOElements) throws {
        guard let annotation = element.annotations.first, let question = options.questions.masks else { return }
        if element.annotations.count > 1 {
            findings.add(Finding(.error, "coco-panoptic.twice", "`\(item.key)` has \(element.annotations.count) annotations; the first is taken", at: annotation.place))
        }
        guard let name = annotation.object["file_name"]?.string, let path = path(of: name, file) else {
            findings.add(Finding(.error, "coco-panoptic.png.missing", "the PNG `\(annotation.object["file_name"]?.string ?? "")` of `\(item.key)` is not there", at: annotation.place))
            return
        }
        guard let raster = try raster(path) else { return }
        if let size = item.size, size != raster.size {
            findings.add(Finding(.error, "coco-panoptic.other-size", "`\(path)` is \(raster.size.width) x \(raster.size.height) pixels, `\(item.key)` \(size.width) x \(size.height); it is left out", at: annotation.place))
            return
        }
        item.size = raster.size
        guard let masks = raster.masks() else {
            findings.add(Finding(.error, "coco-panoptic.too-many", "`\(path)` has more ids than a label raster has", at: Place(file: path)))
            return
        }
        item.answers[question] = .parts(parts(annotation, masks, &item, path))
        let rest = annotation.object.members.filter { !["id", "image_id", "file_name", "segments_info"].contains($0.key) }
        if !rest.isEmpty { keep("annotation", .object(JSONObject(uniqueMembers: rest)), in: &item) }
    }

    private func parts(_ annotation: (object: JSONObject, place: Place), _ masks: [(number: UInt32, mask: Mask)], _ item: inout LabelledItem, _ path: String) -> [Part] {
        var left = Dictionary(masks.map { ($0.number, $0.mask) }) { first, _ in first }
        var parts: [Part] = []
        var extras: JSONObject = [:]
        for segment in annotation.object["segments_info"]?.array ?? [] {
            func fault(_ code: String, _ words: String) { findings.add(Finding(.error, code, "segment \(segment["id"]?.text() ?? "without an id") of `\(item.key)` \(words); it is left out", at: annotation.place)) }
            guard let id = segment["id"]?.int.flatMap({ UInt32(exactly: $0) }), id > 0, let mask = left.removeValue(forKey: id) else { fault("coco-panoptic.segment.empty", "has no pixel in `\(path)`"); continue }
            guard let label = segment["category_id"].flatMap(COCOAnnotation.id).flatMap({ labels[$0] }) else { fault("coco.annotation.unknown-category", "is of no category of the file"); continue }
            guard let size = item.size, let whole = MaskRuns(mask)?.runs(over: size).runs else { continue }
            let part = Part(id: "s\(id)", labels: [label], shape: .mask(Mask(size: [size.height, size.width], runs: whole)), origin: .imported)
            let measures = COCOPanoptic.measures(mask)
            let rest = segment.object?.members.filter { key, value in
                switch key {
                case "id", "category_id": false
                case "area": value.int != Int64(measures.area)
                case "bbox": COCOAnnotation.numbers(value) != measures.box
                case "iscrowd": value != 0
                default: true
                }
            } ?? []
            if !rest.isEmpty { extras[part.id] = .object(JSONObject(uniqueMembers: rest)) }
            parts.append(part)
        }
        for id in left.keys.sorted() {
            findings.add(Finding(.error, "coco-panoptic.segment.unknown", "`\(path)` has pixels of segment \(id), which `segments_info` does not have; they are left out", at: annotation.place))
        }
        if !extras.isEmpty { keep("parts", .object(extras), in: &item) }
        return parts
    }

    /// `annotations/panoptic_val.json` -> `annotations/panoptic_val/<name>`, and where else people put them.
    private func path(of name: String, _ file: COCOElements) -> String? {
        let own = ImageFiles.withoutEnding(Compression.unpackedPath(file.name)), stem = ImageFiles.stem(own + ".json")
        let split = file.split ?? LabelledItem.wholeName
        let folders = [own, stem, "panoptic_\(split)", "panoptic/\(split)", "panoptic", ImageFiles.parent(own), ""]
        return folders.map { ImageFiles.join($0, name) }.first(where: known.contains)
    }

    private func raster(_ path: String) throws -> LabelRaster? {
        do {
            let png = try PNGSamples.decode(ByteSource(path: listing.fullPath(path), shownAs: path).readAll(maximumBytes: ImageLimits().maximumBytes))
            if let raster = LabelRaster(colours: png) ?? LabelRaster(indices: png) { return raster }
            findings.add(Finding(.error, "coco-panoptic.not-ids", "`\(path)` is a PNG of \(png.depth) bits \(png.colour), which holds no ids", at: Place(file: path)))
        } catch let error as ImageError { findings.add(error.finding(at: Place(file: path))) }
        return nil
    }
}
