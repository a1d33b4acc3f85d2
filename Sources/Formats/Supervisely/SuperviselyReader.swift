import Records

/// Reads Supervisely's files one at a time. Tags of objects are attributes; tags of the item without a value are `choices`,
/// those with one are questions of their own. Figures of a video are tracks by their object.
final class SuperviselyReader: JSONFilesReader {
    private let meta: SuperviselyMeta
    private let datasets: Set<String>

    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        let files = input.isFile ? input.listing.paths : Supervisely.files(input)
        let metaFile = input.listing.paths.first { ImageFiles.fileName($0) == "meta.json" }
        let bytes = metaFile.flatMap { try? input.source($0).readAll(maximumBytes: 64 << 20) } ?? []
        let value = try? JSONParser.parse(bytes)
        meta = SuperviselyMeta(value)
        datasets = Set(files.map(SuperviselyReader.dataset))
        try super.init(
            input, options: options, format: "supervisely", files: files, expected: "folder `ann` with a JSON file per picture, video or point cloud",
            kinds: [.boxes, .rotatedBoxes, .polygons, .polylines, .points, .skeletons, .masks, .tracks, .cuboids3D, .choices])
        if let value { header = ["supervisely": ["meta": value]] }
        try survey()
        for place in questions.indices where questions[place].kind.hasParts {
            let names = meta.labels + questions[place].labelNames.filter { !meta.labels.contains($0) }
            questions[place].labels = names.map { LabelDefinition(name: $0) }
        }
    }

    /// `p/ds1/ann/a.jpg.json` -> `p/ds1`.
    private static func dataset(_ file: String) -> String {
        let folder = ImageFiles.parent(file)
        return ImageFiles.fileName(folder) == "ann" ? ImageFiles.parent(folder) : folder
    }

    override func items(of file: String) throws -> [LabelledItem] {
        guard let value = try json(file), let object = value.object else { return [] }
        guard let objects = object["objects"]?.array else {
            say(.error, "not-supervisely", "`\(file)` has no `objects`", Place(file: file))
            return []
        }
        var sheet = AnswerSheet(options.questions)
        var own = object.without(["size", "objects", "tags", "frames", "figures", "framesCount", "name"])
        if own["description"]?.string == "" { own["description"] = nil }
        let at = Place(file: file)
        let content = SuperviselyContent(self, meta, at)
        content.readTags(object["tags"]?.array ?? [], &sheet, &own)
        if let frames = object["frames"]?.array {
            content.readVideo(objects, frames, object["framesCount"]?.int.flatMap { Int(exactly: $0) }, &sheet, &own)
        } else if let figures = object["figures"]?.array {
            content.readFigures(objects, figures, &sheet, &own)
        } else {
            content.readPicture(objects, &sheet, &own)
            if objects.isEmpty { sheet.looked(for: questions.first { $0.kind.isDrawn }?.kind ?? .polygons) }
        }
        return [item(file, object, sheet, own, at)].compactMap(\.self)
    }

    private func item(_ file: String, _ object: JSONObject, _ sheet: AnswerSheet, _ own: JSONObject, _ at: Place) -> LabelledItem? {
        let dataset = Self.dataset(file)
        let name = ImageFiles.fileName(file).hasSuffix(".json") ? String(ImageFiles.fileName(file).dropLast(5)) : String(ImageFiles.fileName(file))
        let split = Self.split(ofFolder: dataset)
        let short = String(ImageFiles.fileName(dataset))
        let key = split == nil && datasets.count > 1 && !short.isEmpty ? "\(short)/\(name)" : name
        let metadata = sheet.metadata("supervisely", own: own)
        let size = PixelSize(json: object["size"]?["width"], object["size"]?["height"])
        guard object["frames"] != nil || object["figures"] != nil else {
            let item = LabelledItem(picture: key, size: size, split: split, answers: sheet.answers, metadata: metadata, place: at)
            return placed(item, sheet, lookingIn: [ImageFiles.join(dataset, "img"), dataset])
        }
        var item = LabelledItem(key: key, metadata: metadata, answers: sheet.answers, split: split)
        let isVideo = object["frames"] != nil
        item.media = isVideo ? .video : .pointcloud
        let path = ImageFiles.join(ImageFiles.join(dataset, isVideo ? "video" : "pointcloud"), name)
        let found = input.listing.paths.contains(path) ? path : nil
        item.files[isVideo ? "video" : "points"] = LabelledFile(path: found, width: size?.width, height: size?.height, frames: object["framesCount"]?.int.flatMap { Int(exactly: $0) })
        item.place = at
        return placed(item, sheet, lookingIn: [])
    }
}
