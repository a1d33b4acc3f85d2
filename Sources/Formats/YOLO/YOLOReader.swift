import Records

/// Reads YOLO datasets (v5, v8: detection, segmentation, pose) split by split, pictures in the order of their paths.
///
/// Rows have no pixels in them: the size of each picture is asked of `options.probe`. A picture without a text file has no
/// answer; one with an empty file has an empty one. Rows that cannot be used are findings and stay in the metadata.
public final class YOLOReader: DatasetReader {
    public var questions: [Question] { options.questions.questions(meaning.task == .obb ? [.rotatedBoxes, .polygons] : [.boxes, .polygons, .skeletons], labels: known) }
    public var header: JSONObject {
        var yolo = JSONObject()
        if !known.isEmpty { yolo["names"] = .array(known.map(JSONValue.string)) }
        if let joints = meaning.joints { yolo["joints"] = .int(Int64(joints.count)) }
        if !flips.isEmpty { yolo["flip_idx"] = .array(flips.map { .int(Int64($0)) }) }
        return yolo.isEmpty ? [:] : ["yolo": .object(yolo)]
    }
    public var filesFolder: String { listing.folder }
    public var progress: (done: Int, total: Int?) { (place, pictures.count) }
    private let listing: FolderListing
    private let options: DatasetReadOptions
    private let pictures: [YOLOPictures.Picture]
    private let meaning: YOLOLabelFile.Meaning
    private let known: [String]
    private let flips: [Int]
    private var findings = FindingLog()
    private var keys = KeyBook()
    private var place = 0

    /// `input`: the dataset's folder, or its `data.yaml`.
    public init(_ input: DatasetInput, options: DatasetReadOptions = DatasetReadOptions(), task: YOLO.Task = .detect) throws {
        let (given, isFile, path) = (input.listing, input.isFile, input.path)
        listing = isFile ? try FolderListing(given.folder) : given
        self.options = options
        let file = isFile ? given.paths[0] : YOLO.dataFile(in: listing) ?? YOLO.darknetFile(in: listing)
        let data = try Self.data(file, listing)
        let found = YOLOPictures(listing, data, file: file)
        pictures = found.pictures
        flips = data.flips
        let stated = data.names
        let names = stated.isEmpty ? Self.classList(listing) : stated
        meaning = YOLOLabelFile.Meaning(names: names, joints: data.jointShape, task: task, questions: options.questions)
        known = names.enumerated().map { $0.element ?? String($0.offset) }
        findings.add(found.findings)
        if names.isEmpty { findings.add(Finding(.warning, "yolo.names.missing", "classes have no names; their numbers are taken", at: Place(file: file ?? path), hint: "Add `names:` to `data.yaml`")) }
        if pictures.isEmpty { throw ImageFormatError.noFiles(format: "yolo", folder: path, expected: "picture") }
    }

    private static func data(_ file: String?, _ listing: FolderListing) throws -> YOLOData {
        guard let file else { return YOLOData() }
        switch TextFileReader.read(path: listing.fullPath(file), shownAs: file, maximumBytes: YOLOData.maximumBytes) {
        case .success(let text): return file.hasSuffix(".data") ? YOLOData(darknet: text) : try YOLOData(text, file: file)
        case .failure(let finding): throw ImageFormatError.badDataFile(file: file, line: finding.place?.line ?? 1, reason: finding.message)
        }
    }

    /// `classes.txt` (labelImg) or `obj.names` (darknet): one name per line.
    private static func classList(_ listing: FolderListing) -> [String?] {
        let lists = listing.paths.filter { ["classes.txt", "obj.names"].contains(String(ImageFiles.fileName($0))) }
        guard let list = lists.first, case .success(let text) = TextFileReader.read(path: listing.fullPath(list), shownAs: list, maximumBytes: YOLOData.maximumBytes) else { return [] }
        return text.split(whereSeparator: \.isNewline).map { XMLElement(name: "", text: String($0)).trimmed }
    }

    public func takeFindings() -> [Finding] { findings.take() }

    public func next() throws -> LabelledItem? {
        while place < pictures.count {
            let picture = pictures[place]
            place += 1
            if let image = read(picture) {
                if place == pictures.count { findings.close(file: listing.folder) }
                return image
            }
        }
        findings.close(file: listing.folder)
        return nil
    }

    private func read(_ picture: YOLOPictures.Picture) -> LabelledItem? {
        guard let key = keys.key(for: picture.name, split: picture.split) ?? keys.key(for: picture.path, split: nil) else { return nil }
        var image = LabelledItem(picture: key, file: picture.path, size: options.probe?(listing.fullPath(picture.path)), split: picture.split, place: Place(file: picture.path, record: key))
        guard let file = picture.labels else { return image }
        switch TextFileReader.read(path: listing.fullPath(file), shownAs: file, maximumBytes: 64 << 20) {
        case .failure(let finding): findings.add(finding)
        case .success(let text): addRows(text, file, &image)
        }
        return image
    }

    private func addRows(_ text: String, _ file: String, _ image: inout LabelledItem) {
        let rows = YOLOLabelFile(text, file, of: image.key, image.size, meaning)
        for finding in rows.findings { findings.add(finding) }
        if image.size == nil, !rows.leftOut.isEmpty {
            findings.add(Finding(.error, "yolo.size.unknown", "the size of `\(image.key)` is not known, so the rows of `\(file)` cannot be placed", at: image.place, hint: "Look whether the picture can be read"))
        }
        if image.size != nil {
            var parts = rows.parts
            if parts.isEmpty, let first = options.questions.boxes ?? options.questions.polygons ?? options.questions.skeletons { parts[first] = [] }
            image.answers = parts.mapValues(Answer.parts)
        }
        var yolo = JSONObject()
        if !rows.extras.isEmpty { yolo["rows"] = .object(rows.extras) }
        if !rows.leftOut.isEmpty { yolo["left_out"] = .array(rows.leftOut) }
        if !yolo.isEmpty { image.metadata = ["yolo": .object(yolo)] }
    }
}
