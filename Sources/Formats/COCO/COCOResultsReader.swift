import Records

/// Reads results picture by picture: in the order of the instances or `image_info` files beside them, or, where there are none, as
/// the results name them, with ids in the place of names.
///
/// `settings["instances"]` names such a file elsewhere. Of a file whose images have no results at all nothing is given.
final class COCOResultsReader: QueuedReader {
    private struct Image {
        var id: COCOElement.ID
        var object: JSONObject
        var split: String?
        var place: Place
        var folder: String
    }

    private let listing: FolderListing
    private var pictures: COCOPictures
    private let files: [String]
    private var bytes: [FileBytes] = []
    private var plains: [PlainCopy] = []
    private var index = COCOResultsIndex()
    private var images: [Image] = []
    private var labels: [COCOElement.ID: String] = [:]
    private var hasNames = false
    private var keys = KeyBook()

    init(of input: DatasetInput, options: DatasetReadOptions) throws {
        files = input.isFile ? input.listing.paths : COCOTask.files(in: input, .results)
        listing = input.listing
        pictures = COCOPictures(listing)
        super.init(input, options: options)
        if files.isEmpty { throw ImageFormatError.noFiles(format: COCOResults.name, folder: input.path, expected: "JSON list of results") }
        for file in files { try open(file) }
        findings.add(index.takeFindings())
        var names: [String] = [], categories: [JSONValue] = []
        for path in try infoFiles() { try readInfo(path, &names, &categories) }
        let known = Set(images.map(\.id))
        let strays = index.images.filter { !known.contains($0) }
        if hasNames, !strays.isEmpty {
            findings.add(Finding(.error, "coco-results.unknown-image", "\(strays.count) images of the results, such as \(strays[0].shown), are in no instances file; their results are left out", at: Place(file: files[0])))
        } else if !hasNames {
            findings.add(Finding(.warning, "coco-results.no-names", "there is no instances file beside the results: ids stand for the names of pictures and labels", at: Place(file: files[0]), hint: "Put `instances_*.json` or `image_info_*.json` into the folder"))
            images = strays.map { Image(id: $0, object: ["id": $0.json, "file_name": .string($0.shown)], split: nil, place: Place(file: files[0]), folder: "") }
        }
        header = [COCOResults.name: ["categories": .array(categories)]]
        total = images.count
        questions = options.questions.questions([.boxes, .polygons, .masks, .skeletons], labels: names, attributes: options.attributes)
    }

    private func open(_ file: String) throws {
        let plain = try PlainCopy(listing.fullPath(file), shownAs: file)
        plains.append(plain)
        try index.add(ByteSource(path: plain.path, shownAs: file), bytes.count, named: file)
        bytes.append(try FileBytes(path: plain.path, shownAs: file, wholeUpTo: 32 << 20))
    }

    // MARK: Names of pictures and labels

    private func infoFiles() throws -> [(full: String, shown: String)] {
        if let given = options.settings["instances"] { return [(given, given)] }
        let folder = input.isFile ? DatasetInput(input.path, listing: try FolderListing(listing.folder)) : input
        return COCOTask.files(in: folder, .instances).map { (listing.fullPath($0), $0) }
    }

    private func readInfo(_ path: (full: String, shown: String), _ names: inout [String], _ categories: inout [JSONValue]) throws {
        let file = try COCOElements(path.full, shownAs: path.shown)
        var found: [Image] = []
        var hasResults = false
        while let element = try file.next(withAnnotations: false) {
            guard let id = element.image["id"].flatMap(COCOAnnotation.id) else { continue }
            if !index.entries(of: id).isEmpty { hasResults = true }
            found.append(Image(id: id, object: element.image, split: file.split, place: element.place, folder: path.shown))
        }
        findings.add(file.takeFindings())
        guard hasResults || ImageFiles.stem(path.shown).hasPrefix("image_info") else { return }
        hasNames = true
        images += found
        for category in file.categories {
            guard let id = category["id"].flatMap(COCOAnnotation.id), let name = category["name"]?.string, labels[id] == nil else { continue }
            labels[id] = name
            categories.append(category)
            if !names.contains(name) { names.append(name) }
        }
    }

    // MARK: One picture

    override func produce() throws -> [LabelledItem]? {
        guard done < images.count else { return nil }
        defer { done += 1 }
        let image = images[done]
        let name = image.object["file_name"]?.string ?? image.id.shown
        guard let key = keys.key(for: name, split: image.split) else {
            findings.add(Finding(.error, "coco.image.twice", "the picture `\(name)` comes a second time; it and its results are left out", at: image.place))
            return []
        }
        var item = LabelledItem(picture: key, split: image.split, place: image.place)
        item.picturePath = pictures.path(of: name, split: image.split, namedIn: image.folder)
        if let width = image.object["width"]?.int, let height = image.object["height"]?.int { item.size = PixelSize(width: Int(clamping: width), height: Int(clamping: height)) }
        if item.size == nil { item.size = item.picturePath.flatMap { options.probe?(listing.fullPath($0)) } }
        if item.picturePath == nil, options.needsFiles { findings.add(Finding(.warning, "coco.image.missing", "the picture `\(name)` is not there", at: image.place)) }
        let known: Set<String> = ["file_name", "width", "height"]
        var own: JSONObject = ["image": .object(JSONObject(uniqueMembers: image.object.members.filter { !known.contains($0.key) }))]
        try addResults(to: &item, image.id, &own)
        item.metadata[COCOResults.name] = .object(own)
        return [item]
    }

    private func addResults(to item: inout LabelledItem, _ id: COCOElement.ID, _ own: inout JSONObject) throws {
        var parts: [String: [Part]] = [:]
        var extras: JSONObject = [:]
        for (number, entry) in index.entries(of: id).enumerated() {
            let place = Place(file: files[Int(entry.file)], line: Int(entry.line), record: item.key)
            guard let object = try? JSONParser.parse(bytes[Int(entry.file)].bytes(at: entry.offset, count: Int(entry.length))).object else {
                findings.add(Finding(.error, "coco.element.not-json", "a result of `\(item.key)` is no JSON; it is left out", at: place))
                continue
            }
            let outcome = read(object, "r\(number + 1)", item.size)
            for fault in outcome.faults { findings.add(Finding(fault.severity, fault.code, "result \(number + 1) of `\(item.key)` \(fault.message)", at: place)) }
            let score = object[COCOResults.scoreStated] == false ? nil : object["score"]?.double
            for (question, var part) in outcome.parts {
                part.score = score
                parts[question, default: []].append(part)
                var rest = outcome.extras
                for key in [COCOResults.scoreStated, "score"] { rest[key] = nil }
                if !rest.isEmpty { extras[part.id] = .object(rest) }
            }
        }
        if !extras.isEmpty { own["parts"] = .object(extras) }
        item.answers = parts.mapValues(Answer.parts)
    }

    /// Results that have keypoints may have no other shape, which is then no fault.
    private func read(_ object: JSONObject, _ id: String, _ size: PixelSize?) -> COCOAnnotation.Outcome {
        if !hasNames, let category = object["category_id"].flatMap(COCOAnnotation.id) { labels[category] = category.shown }
        return COCOAnnotation(options: options, labels: labels).read(object, id: id, size: size)
    }
}

extension COCOElement.ID {
    var json: JSONValue {
        switch self {
        case .number(let number): .int(number)
        case .text(let text): .string(text)
        }
    }
}
