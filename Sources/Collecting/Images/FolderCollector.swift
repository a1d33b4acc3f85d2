import Records
import Formats

/// Pictures of a folder or an archive (zip, tar, tar.gz, tar.zst), with the answers that files of a dataset format beside them hold.
///
/// Which format it is, is found out from the files when the declaration does not say; two that fit equally are a
/// question to the person, not a guess. Archives are unpacked first (see `ArchiveUnpacker` for what is refused).
public struct FolderCollector: ImageCollector {
    public static let name = "folder"
    public static let summary = "Pictures of a folder or an archive, with the answers that VOC, COCO, YOLO or any other dataset format of pictures holds"
    public static let settings = [
        SettingCard("path", isRequired: true, "Folder, archive, COCO file or `data.yaml`, relative to `winnow.yaml`"),
        SettingCard("format", "A dataset format of pictures such as `voc`, `coco`, `yolo`, `cvat` (`winnow formats`), or `plain` for pictures alone; found out when it is not given"),
        SettingCard("voc-base", "`0` or `1`: what the least coordinate of Pascal VOC is; default 0"),
    ]

    private let source: String
    private let path: String
    private let format: String?
    private let vocBase: VOCBase
    private let known: [(question: String, field: String)]
    private let questions: [Question]
    private let context: ImageContext

    public init(_ declaration: SourceDeclaration, questions: [Question], in context: ImageContext) throws {
        source = declaration.name
        guard let path = declaration.settings["path"]?.string else { throw CollectError.missingSetting("path", source: source) }
        self.path = path
        format = declaration.settings["format"]?.string
        let names = Self.formatNames
        if let format, !names.contains(format) {
            throw CollectError.badSetting("format", source: source, reason: "`\(format)` is none of \(names.map { "`\($0)`" }.joined(separator: ", "))")
        }
        let base = declaration.settings["voc-base"]
        guard let vocBase = base == nil ? .zero : (base?.int.map(Int.init) ?? base?.string.flatMap { Int($0) }).flatMap(VOCBase.init(rawValue:)) else {
            throw CollectError.badSetting("voc-base", source: source, reason: "`\(base?.text() ?? "")` is neither 0 nor 1")
        }
        self.vocBase = vocBase
        known = declaration.known.sorted { $0.key < $1.key }.map { (question: $0.key, field: $0.value) }
        self.questions = questions
        self.context = context
    }

    private static var formatNames: [String] { FormatCatalog.datasets.filter { $0.makeReader != nil && $0.media?.contains(.image) == true }.map(\.card.name) + ["plain"] }

    public func collect(from cursor: CollectCursor?, batchSize: Int, _ body: (CollectedImageBatch) throws -> Void) throws {
        var findings: [Finding] = []
        let opened = try open(&findings)
        let start = cursor?.record ?? 0
        var batch: [CollectedImage] = []
        var given = 0
        if start > 0 { findings.removeAll() }
        func flush() throws {
            guard !batch.isEmpty || !findings.isEmpty else { return }
            try body(CollectedImageBatch(images: batch, findings: findings, cursor: CollectCursor(offset: 0, line: 0, record: given), done: given, total: opened.reader.progress.total))
            batch.removeAll(keepingCapacity: true)
            findings.removeAll(keepingCapacity: true)
        }
        while let image = try opened.reader.next() {
            given += 1
            let found = opened.reader.takeFindings()
            if given <= start { continue }
            findings += found
            batch.append(record(image, below: opened.folder))
            if batch.count >= max(1, batchSize) || findings.count >= 10 * batchSize { try flush() }
        }
        findings += opened.reader.takeFindings()
        try flush()
    }

    // MARK: Opening

    private func open(_ findings: inout [Finding]) throws -> (reader: any DatasetReader, folder: String) {
        let full = path.hasPrefix("/") ? path : FolderCollector.join(context.folder, path)
        var listing = try FolderListing(full)
        let isFile = listing.paths.count == 1 && listing.fullPath(listing.paths[0]) == full
        var root = full
        if isFile, Archive.kind(of: full) != nil || Archive.isNamed(full) {
            root = FolderCollector.join(context.scratch, "unpacked")
            findings += try ArchiveUnpacker(limits: context.limits).unpack(full, shownAs: path, into: root).findings
            listing = try FolderListing(root)
        }
        let options = DatasetReadOptions(
            questions: QuestionNames(questions), attributes: questions.flatMap(\.attributes), vocBase: vocBase, probe: context.probe)
        let input = DatasetInput(root, listing: listing)
        let reader = try chosen(input)?.makeReader?(input, options) ?? PlainImageReader(listing, options: options, shownAs: path)
        return (reader, reader.filesFolder)
    }

    /// nil for pictures alone.
    private func chosen(_ input: DatasetInput) throws -> DatasetFormat? {
        if let format { return FormatCatalog.dataset(named: format) }
        let candidates = FormatCatalog.candidates(for: input).filter { $0.format.makeReader != nil && $0.format.media?.contains(.image) == true }
        guard let first = candidates.first else { return nil }
        if candidates.count > 1, first.recognition.confidence - candidates[1].recognition.confidence < 0.2 {
            let list = candidates.map { "`\($0.format.card.name)` (\($0.recognition.reason))" }.joined(separator: ", ")
            throw CollectError.badSetting("format", source: source, reason: "it is not given, and the files look like \(list)")
        }
        return first.format
    }

    private func record(_ image: LabelledItem, below folder: String) -> CollectedImage {
        var place = image.place ?? Place(file: path)
        place.record = image.key
        var record = CollectedImage(
            key: image.key, path: image.picturePath.map { Self.join(folder, $0) }, size: image.size, split: image.split, answers: image.answers,
            metadata: image.metadata, place: place)
        for (question, field) in known {
            let path = record.metadata[field] == nil ? field.split(separator: ".").map(String.init) : [field]
            if let value = Self.take(path[...], from: &record.metadata)?.string { record.answers[question] = .choice(value) }
        }
        return record
    }

    /// What stands at a path of keys, and removes it, so that a known answer is nowhere else.
    private static func take(_ path: ArraySlice<String>, from object: inout JSONObject) -> JSONValue? {
        guard let key = path.first else { return nil }
        guard path.count > 1 else {
            defer { object[key] = nil }
            return object[key]
        }
        guard case .object(var inner)? = object[key] else { return nil }
        let found = take(path.dropFirst(), from: &inner)
        object[key] = inner.isEmpty ? nil : .object(inner)
        return found
    }

    private static func join(_ folder: String, _ name: String) -> String {
        folder.isEmpty || folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
