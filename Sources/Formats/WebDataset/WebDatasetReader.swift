import Records

/// Reads WebDataset shards sample by sample; files within a sample are put among the reader's temporary files.
///
/// A sample's JSON is the item when it has `key` and `answers`; the JSON of others becomes fields, `.txt` the text, `.cls`
/// the answer to a choice question `class` (its number, unless `classes.txt` beside the shards names it). Other members are
/// kept as files under their ending.
public final class WebDatasetReader: DatasetReader {
    public let questions: [Question]
    public let filesFolder: String
    public private(set) var progress: (done: Int, total: Int?) = (0, nil)
    private let input: DatasetInput
    private let options: DatasetReadOptions
    private let shards: [String]
    private let embedded: EmbeddedFiles
    private let classNames: [String]
    private var place = 0
    private var archive: (any ArchiveReader)?
    private var ahead: ArchiveEntry?
    private var keys = KeyBook()
    private var findings = FindingLog()
    private let buffer = ScratchBuffer(1 << 18)

    public init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        self.input = input
        self.options = options
        shards = input.files("tar", "tgz")
        if shards.isEmpty { throw ImageFormatError.noFiles(format: "webdataset", folder: input.path, expected: "tar file") }
        embedded = try EmbeddedFiles()
        filesFolder = embedded.folder
        var names: [String] = []
        if let path = input.listing.paths.first(where: { ["classes.txt", "labels.txt"].contains(String(ImageFiles.fileName($0))) }),
           case .success(let text) = TextFileReader.read(path: input.listing.fullPath(path), shownAs: path, maximumBytes: 4 << 20) {
            names = text.split(whereSeparator: \.isNewline).map(String.init)
        }
        classNames = names
        questions = Self.declared(input) ?? Self.survey(input, shards, options, names)
    }

    public func takeFindings() -> [Finding] { findings.take() }

    // MARK: Questions

    private static func declared(_ input: DatasetInput) -> [Question]? {
        guard let path = input.listing.paths.first(where: { ImageFiles.fileName($0) == WebDataset.infoFile }), input.listing.paths.count > 1,
              let bytes = try? input.source(path).readAll(maximumBytes: 16 << 20), let json = try? JSONParser.parse(bytes), let questions = json["questions"] else { return nil }
        return try? questions.decode([Question].self)
    }

    /// Without a list of questions the samples' small members are read once before.
    private static func survey(_ input: DatasetInput, _ shards: [String], _ options: DatasetReadOptions, _ classNames: [String]) -> [Question] {
        var survey = QuestionSurvey()
        let buffer = ScratchBuffer(1 << 16)
        for shard in shards {
            guard let archive = try? Archive.open(input.listing.fullPath(shard), shownAs: shard) else { continue }
            while let entry = try? archive.next() {
                guard let name = SampleName(entry.name), ["json", "cls"].contains(name.member), entry.bytes <= Sample.maximumTextBytes,
                      let bytes = try? Sample.bytes(archive, buffer) else { continue }
                var sample = Sample(name: name.key)
                sample.add(name.member, bytes)
                if case .success(let item) = sample.item(split: nil, options, classNames) { survey.add(item) }
            }
        }
        return survey.questions
    }

    // MARK: Samples

    public func next() throws -> LabelledItem? {
        while place < shards.count {
            do {
                if archive == nil {
                    archive = try Archive.open(input.listing.fullPath(shards[place]), shownAs: shards[place])
                    ahead = try archive?.next()
                }
                if let item = try sample() { return item }
                if ahead != nil { continue }
            } catch let error as ArchiveError { findings.add(error.finding) } catch let error as ByteError { findings.add(error.finding) }
            findings.add(archive?.takeFindings() ?? [])
            (archive, ahead) = (nil, nil)
            place += 1
        }
        findings.close(file: input.path)
        return nil
    }

    /// Entries up to the first of another sample; nil when they are no item.
    private func sample() throws -> LabelledItem? {
        guard let archive, let first = ahead else { return nil }
        guard let start = SampleName(first.name) else {
            findings.add(Finding(.warning, "webdataset.no-sample", "`\(first.name)` in `\(shards[place])` has no ending, so it belongs to no sample", at: Place(file: shards[place], record: first.name)))
            ahead = try archive.next()
            return nil
        }
        var sample = Sample(name: start.key)
        while let entry = ahead, let name = SampleName(entry.name), name.key == start.key {
            if Sample.isText(name.member), entry.bytes <= Sample.maximumTextBytes {
                sample.add(name.member, try Sample.bytes(archive, buffer))
            } else {
                sample.files.append((name.member, entry.name, options.needsFiles ? try keep(archive, entry.name) : nil))
            }
            findings.add(archive.takeFindings())
            ahead = try archive.next()
        }
        return finished(sample)
    }

    private func keep(_ archive: any ArchiveReader, _ name: String) throws -> String {
        let (sink, path) = try embedded.sink(as: "\(ImageFiles.stem(shards[place]))/\(name)")
        while case let count = try archive.read(into: buffer.bytes), count > 0 { try sink.write(UnsafeRawBufferPointer(rebasing: buffer.bytes[..<count])) }
        try sink.finish()
        return path
    }

    private func finished(_ sample: Sample) -> LabelledItem? {
        let split = Self.split(of: shards[place])
        switch sample.item(split: split, options, classNames) {
        case .failure(let fault):
            findings.add(Finding(fault.severity, fault.code, "sample `\(sample.name)` of `\(shards[place])`: \(fault.message)", at: Place(file: shards[place], record: sample.name), hint: fault.hint))
            return nil
        case .success(var item):
            guard let key = keys.key(for: item.key, split: split) else {
                findings.add(Finding(.warning, "webdataset.key.twice", "sample `\(item.key)` of `\(shards[place])` has the name of one before", at: Place(file: shards[place], record: item.key)))
                return nil
            }
            item.key = key
            item.place = Place(file: shards[place], record: sample.name)
            if item.size == nil, item.media == .image, let path = item.picturePath, let size = options.probe?("\(filesFolder)/\(path)") { item.size = size }
            progress.done += 1
            return item
        }
    }

    /// `a/train-000012.tar` -> `train`; nil for `all`.
    static func split(of shard: String) -> String? {
        var name = String(ImageFiles.fileName(Compression.unpackedPath(shard)).prefix { $0 != "." })
        if let dash = name.lastIndex(where: { $0 == "-" || $0 == "_" }), name.index(after: dash) < name.endIndex, name[name.index(after: dash)...].allSatisfy(\.isWholeNumber) { name = String(name[..<dash]) }
        if !name.isEmpty, name.allSatisfy(\.isWholeNumber) { return nil }
        return name == LabelledItem.wholeName ? nil : name
    }
}
