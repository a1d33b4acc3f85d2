import Records

/// Reads YOLO datasets (v5, v8: detection, segmentation, pose) split by split, pictures in the order of their paths.
///
/// Rows have no pixels in them: the size of each picture is asked of `options.probe`. A picture without a text file has no
/// answer; one with an empty file has an empty one. Rows that cannot be used are findings and stay in the metadata.
public final class YOLOReader: DatasetReader {
    public var questions: [Question] { options.questions.questions(task == .obb ? [.rotatedBoxes, .polygons] : [.boxes, .polygons, .skeletons], labels: known) }
    public var header: JSONObject {
        var yolo = JSONObject()
        if !known.isEmpty { yolo["names"] = .array(known.map(JSONValue.string)) }
        if let joints { yolo["joints"] = .int(Int64(joints.count)) }
        if !flips.isEmpty { yolo["flip_idx"] = .array(flips.map { .int(Int64($0)) }) }
        return yolo.isEmpty ? [:] : ["yolo": .object(yolo)]
    }
    public var filesFolder: String { listing.folder }
    public var progress: (done: Int, total: Int?) { (place, pictures.count) }
    private let listing: FolderListing
    private let options: DatasetReadOptions
    private let pictures: [YOLOPictures.Picture]
    private let names: [String?]
    private let known: [String]
    private let joints: (count: Int, numbers: Int)?
    private let flips: [Int]
    private let task: YOLO.Task
    private var findings = FindingLog()
    private var keys = KeyBook()
    private var place = 0

    /// `input`: the dataset's folder, or its `data.yaml`.
    public init(_ input: DatasetInput, options: DatasetReadOptions = DatasetReadOptions(), task: YOLO.Task = .detect) throws {
        let (given, isFile, path) = (input.listing, input.isFile, input.path)
        listing = isFile ? try FolderListing(given.folder) : given
        self.options = options
        self.task = task
        let file = isFile ? given.paths[0] : YOLO.dataFile(in: listing) ?? YOLO.darknetFile(in: listing)
        let data = try Self.data(file, listing)
        let found = YOLOPictures(listing, data, file: file)
        pictures = found.pictures
        joints = data.jointShape
        flips = data.flips
        let stated = data.names
        names = stated.isEmpty ? Self.classList(listing) : stated
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
        var parts: [String: [Part]] = [:]
        var leftOut: [JSONValue] = []
        var extras = JSONObject()
        var seen: Set<Substring> = []
        let isPlaceable = image.size != nil
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            guard let row = YOLORow(line, joints: joints, task: task) else { continue }
            let place = Place(file: file, line: number + 1, record: image.key)
            guard let size = image.size else { leftOut.append(.string(String(line))); continue }
            if !seen.insert(line).inserted { findings.add(Finding(.warning, "yolo.row.twice", "row \(number + 1) of `\(file)` is the same as one before", at: place)) }
            let outcome = row.parts("r\(number + 1)", names, size, options.questions)
            for fault in outcome.faults { findings.add(Finding(fault.severity, fault.code, "row \(number + 1) of `\(file)` \(fault.message)", at: place)) }
            if outcome.parts.isEmpty { leftOut.append(.string(String(line))) }
            if let extra = row.extra { extras["r\(number + 1)"] = .string(extra) }
            for (question, part) in outcome.parts { parts[question, default: []].append(part) }
        }
        if !isPlaceable, !leftOut.isEmpty {
            findings.add(Finding(.error, "yolo.size.unknown", "the size of `\(image.key)` is not known, so the rows of `\(file)` cannot be placed", at: image.place, hint: "Look whether the picture can be read"))
        }
        if isPlaceable {
            if parts.isEmpty, let first = options.questions.boxes ?? options.questions.polygons ?? options.questions.skeletons { parts[first] = [] }
            image.answers = parts.mapValues(Answer.parts)
        }
        var yolo = JSONObject()
        if !extras.isEmpty { yolo["rows"] = .object(extras) }
        if !leftOut.isEmpty { yolo["left_out"] = .array(leftOut) }
        if !yolo.isEmpty { image.metadata = ["yolo": .object(yolo)] }
    }
}
