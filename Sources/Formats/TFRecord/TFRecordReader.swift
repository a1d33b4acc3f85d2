import Records

/// Reads TFRecord files of object detection, shard by shard and record by record; checksums are compared.
///
/// The picture within a record is put among the reader's temporary files. Boxes come back in pixels of the stated size,
/// rounded to thousandths, which is what floats of 32 bits can tell. Features nobody knows stay in the metadata; those too
/// large for that are told.
public final class TFRecordReader: DatasetReader {
    public let questions: [Question]
    public let header: JSONObject
    public var filesFolder: String { embedded.folder }
    public private(set) var progress: (done: Int, total: Int?) = (0, nil)
    private let input: DatasetInput
    private let options: DatasetReadOptions
    private let files: [TFRecord.File]
    private let labels: TFLabelMap
    private let embedded: EmbeddedFiles
    private var place = 0
    private var frames: TFRecordFrames?
    private var keys = KeyBook()
    private var findings = FindingLog()

    public init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        self.input = input
        self.options = options
        files = TFRecord.files(input.listing)
        if files.isEmpty { throw ImageFormatError.noFiles(format: "tfrecord", folder: input.path, expected: "file that ends in `.tfrecord` or `.record`") }
        embedded = try EmbeddedFiles()
        (labels, findings) = Self.labelMap(input)
        questions = options.questions.questions([.boxes], labels: labels.entries.map(\.name))
        header = labels.entries.isEmpty ? [:] : ["tfrecord": ["labels": labels.json]]
    }

    private static func labelMap(_ input: DatasetInput) -> (TFLabelMap, FindingLog) {
        var log = FindingLog()
        guard let path = input.files("pbtxt").first else { return (TFLabelMap(), log) }
        switch TextFileReader.read(path: input.listing.fullPath(path), shownAs: path, maximumBytes: TFLabelMap.maximumBytes) {
        case .success(let text):
            if let map = TFLabelMap(text) { return (map, log) }
            log.add(Finding(.error, "tfrecord.label-map", "`\(path)` has braces or quotes that do not close", at: Place(file: path)))
        case .failure(let finding): log.add(finding)
        }
        return (TFLabelMap(), log)
    }

    public func takeFindings() -> [Finding] { findings.take() }

    public func next() throws -> LabelledItem? {
        while place < files.count {
            do {
                if frames == nil { frames = TFRecordFrames(try input.source(files[place].path)) }
                while let data = try frames?.next() { if let item = try item(data) { return item } }
            } catch let fault as Finding { findings.add(fault) } catch let error as ByteError { findings.add(error.finding) }
            frames = nil
            place += 1
        }
        findings.close(file: input.path)
        return nil
    }

    private func item(_ data: [UInt8]) throws -> LabelledItem? {
        let file = files[place]
        let number = frames?.number ?? 0
        var at = Place(file: file.path, record: String(number))
        func fault(_ code: String, _ message: String, _ severity: Finding.Severity = .error) { findings.add(Finding(severity, code, "record \(number) of `\(file.path)` \(message)", at: at)) }
        let example: TFExample
        do { example = try TFExample(data) } catch {
            fault("tfrecord.not-an-example", "is no `Example`: its byte \(error.place) does not fit")
            return nil
        }
        let name = example.text("image/filename") ?? example.text("image/source_id") ?? ""
        guard let key = keys.key(for: name.isEmpty ? "\(ImageFiles.stem(file.path))-\(number)" : name, split: file.split) else {
            fault("tfrecord.key.twice", "is called `\(name)` as one before", .warning)
            return nil
        }
        at.record = key
        let size = example.ints("image/width")?.first.flatMap { Int(exactly: $0) }.flatMap { width in
            example.ints("image/height")?.first.flatMap { Int(exactly: $0) }.flatMap { PixelSize(width: width, height: $0) }
        }
        var item = LabelledItem(picture: key, size: size, split: file.split, place: at)
        try keepPicture(example, &item)
        if item.size == nil, let path = item.picturePath { item.size = options.probe?("\(embedded.folder)/\(path)") }
        if let question = options.questions.boxes { TFObjects(example, labels).add(to: &item, question, options.attributes, fault) }
        keepRest(example, &item, fault)
        progress.done += 1
        return item
    }

    private func keepPicture(_ example: TFExample, _ item: inout LabelledItem) throws {
        guard case .bytes(let pictures)? = example["image/encoded"], let bytes = pictures.first, !bytes.isEmpty else { return }
        let type = example.text("image/format") ?? PictureType.name(Array(bytes.prefix(16)))
        item.files[LabelledItem.picture]?.type = type.map { "image/\($0 == "jpg" ? "jpeg" : $0)" }
        guard options.needsFiles else { return }
        let name = FileNames.named(item.key, type: item.files[LabelledItem.picture]?.type ?? "")
        item.picturePath = try embedded.keep(Array(bytes), as: name)
        if name != item.key { item.files[LabelledItem.picture]?.name = item.key }
    }

    /// Features that say more than is understood.
    private func keepRest(_ example: TFExample, _ item: inout LabelledItem, _ fault: (String, String, Finding.Severity) -> Void) {
        var rest = JSONObject()
        for (name, feature) in example.features.sorted(by: { $0.key < $1.key }) where !TFObjects.known.contains(name) {
            if feature.count > 0, let value = Self.json(feature) { rest[name] = value } else if feature.count > 0 {
                fault("tfrecord.feature-left-out", "has a feature `\(name)` that is neither text nor short", .warning)
            }
        }
        if let id = example.text("image/source_id"), id != item.key { rest["image/source_id"] = [.string(id)] }
        guard !rest.isEmpty else { return }
        var own = item.metadata["tfrecord"]?.object ?? [:]
        own["features"] = .object(rest)
        item.metadata["tfrecord"] = .object(own)
    }

    private static func json(_ feature: TFExample.Feature) -> JSONValue? {
        guard feature.count <= 10_000 else { return nil }
        switch feature {
        case .ints(let values): return .array(values.map(JSONValue.int))
        case .floats(let values): return values.allSatisfy(\.isFinite) ? .array(values.map { .double(Double($0)) }) : nil
        case .bytes(let values):
            guard values.allSatisfy({ $0.count <= 1 << 16 && $0.withUnsafeBytes { UTF8Check.firstFault(in: $0) } == nil }) else { return nil }
            return .array(values.map { .string(String(decoding: $0, as: UTF8.self)) })
        }
    }
}
