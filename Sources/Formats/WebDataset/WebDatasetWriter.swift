import Records

/// Writes `<split>-000000.tar`, `<split>-000001.tar`, ...: a new shard after 10,000 samples or a gigabyte.
public final class WebDatasetWriter: DatasetWriter {
    static let fileMissing = "webdataset.file-not-at-hand"
    static let samplesPerShard = 10_000
    static let bytesPerShard: Int64 = 1 << 30

    private struct Shard {
        var sink: ByteSink
        var name: String
        var tar: TarWriter
        var samples = 0
    }

    public private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let files: (any ItemFiles)?
    private let compression: Compression
    private var questions: [Question]
    private let order: [String]
    /// Whose labels are written as numbers.
    private let classes: Question?
    private var labels: [String]
    private var shards: [String: Shard] = [:]
    private var shardCounts: [String: Int] = [:]
    private var splitNames: [String: String] = [:]
    private var names = SafeNames()
    private var safeSplits = SafeNames()

    public init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        files = layout.files
        compression = layout.compression
        questions = layout.questions
        order = layout.questions.map(\.name)
        classes = layout.questions.first { $0.kind == .choice && $0.of == nil }
        labels = classes?.labelNames ?? []
        losses = LossLedger(format: "webdataset", policy: layout.onLoss)
    }

    @discardableResult
    public func write(_ item: LabelledItem) throws -> [String: String] {
        let split = item.splitName
        let stem = sampleName(item.key, split)
        var members: [(name: String, bytes: [UInt8])] = []
        var whole = item
        for (role, file) in item.files.sorted(by: { $0.key < $1.key }) {
            whole.files[role]?.path = nil
            guard let bytes = try files?.bytes(of: role, in: item) else {
                if file.path != nil { try losses.drop(Self.fileMissing, LossExample(item: item.key)) }
                continue
            }
            let name = "\(stem).\(Self.member(role, item.name(ofFile: role), file.type, bytes))"
            whole.files[role]?.path = String(ImageFiles.fileName(name))
            members.append((name, bytes))
        }
        if let text = item.text { members.append(("\(stem).txt", Array(text.utf8))) }
        if let classes, case .choice(let label)? = item.answers[classes.name] { members.append(("\(stem).cls", Array(String(number(of: label)).utf8))) }
        let json = JSONValue.object(JSONLinesDatasetWriter.object(whole, order: order)).bytes()
        try put([("\(stem).json", json)] + members, split)
        return [:]
    }

    public func finish() throws {
        for split in shards.keys.sorted() { try close(split) }
        if let classes, let place = questions.firstIndex(where: { $0.name == classes.name }) {
            questions[place].labels += labels.dropFirst(classes.labels.count).map { LabelDefinition(name: $0) }
        }
        try folder.write(JSONValue.object(["format": .string(WebDataset.formatName), "questions": JSONValue(encoding: questions)]).text() + "\n", to: WebDataset.infoFile)
    }

    private func number(of label: String) -> Int {
        if let known = labels.firstIndex(of: label) { return known }
        labels.append(label)
        return labels.count - 1
    }

    /// Without the ending, and without a dot in the last part, where the name of a sample ends.
    private func sampleName(_ key: String, _ split: String) -> String {
        let stem = ImageFiles.isImage(key) ? ImageFiles.withoutEnding(key) : key
        let parts = stem.split(separator: "/").map { SafeNames.safe(String($0)) }
        let last = (parts.last ?? "_").replacing(".", with: "_")
        let path = names.name(for: last, in: ([split] + parts.dropLast()).joined(separator: "/"), ending: "")
        return String(path.dropFirst(split.count + 1))
    }

    /// `jpg` and the like for the picture, `seg.png` for what has another role.
    private static func member(_ role: String, _ name: String, _ type: String?, _ bytes: [UInt8]) -> String {
        let dotted = ImageFiles.fileName(name).split(separator: ".").dropFirst().last.map { $0.lowercased() }
        let safe = dotted.flatMap { ending in ending.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) } && ending.count <= 8 ? ending : nil }
        let ending = safe ?? PictureType.name(bytes).map { $0 == "jpeg" ? "jpg" : $0 } ?? "bin"
        let isTaken = ["json", "txt", "cls"].contains(ending)
        return role == LabelledItem.picture && !isTaken ? ending : "\(SafeNames.safe(role).replacing(".", with: "_")).\(ending)"
    }

    // MARK: Shards

    private func put(_ members: [(name: String, bytes: [UInt8])], _ split: String) throws {
        var shard = try shards[split] ?? open(split)
        for (name, bytes) in members { try shard.tar.add(name, bytes) }
        shard.samples += 1
        shards[split] = shard
        if shard.samples >= Self.samplesPerShard || shard.tar.bytes >= Self.bytesPerShard { try close(split) }
    }

    private func open(_ split: String) throws -> Shard {
        let safe = splitNames[split] ?? safeSplits.name(for: split, in: "", ending: "")
        splitNames[split] = safe
        let number = shardCounts[split, default: 0]
        shardCounts[split] = number + 1
        let digits = String(number)
        let name = "\(safe)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).tar\(compression.fileExtension)"
        let sink = try folder.sink(name, compression: compression)
        return Shard(sink: sink, name: name, tar: TarWriter(sink))
    }

    private func close(_ split: String) throws {
        guard var shard = shards.removeValue(forKey: split) else { return }
        try shard.tar.finish()
        try folder.close(shard.sink, as: shard.name)
    }
}
