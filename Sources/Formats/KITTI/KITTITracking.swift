import Records

/// Reads KITTI tracking: `label_02/<sequence>.txt`, each a video with a box track per number; rows of number -1 (`DontCare`)
/// are tracks of one frame. What rows say beside boxes stays in the metadata by frame.
final class KITTITrackingReader: QueuedReader {
    private static let folders: Set<String> = ["label_02", "video"]
    private let files: [String]
    private let names: [String: String]
    private var keys = KeyBook()
    private var place = 0

    init(_ input: DatasetInput, _ options: DatasetReadOptions) throws {
        files = KITTI.files(input, "label_02")
        let known = LabelTokens.names(in: input.listing, format: "kitti-tracking")
        names = known.names
        super.init(input, options: options)
        findings.add(known.findings)
        total = files.count
        questions = options.questions.questions([.tracks], labels: [])
        if files.isEmpty { throw ImageFormatError.noFiles(format: "kitti-tracking", folder: input.path, expected: "text file in `label_02/`") }
    }

    override func produce() throws -> [LabelledItem]? {
        guard place < files.count else { return nil }
        defer { (place, done) = (place + 1, done + 1) }
        return read(files[place]).map { [$0] } ?? []
    }

    private func read(_ file: String) -> LabelledItem? {
        let parts = file.split(separator: "/").map(String.init)
        let folder = parts.dropLast().lastIndex(of: "label_02").map { parts[..<$0].joined(separator: "/") } ?? ""
        let split = KITTI.split(of: folder)
        guard let key = keys.key(for: ImageFiles.stem(file), split: split) else { return nil }
        var item = LabelledItem(key: key, split: split)
        item.media = .video
        item.place = Place(file: file, record: key)
        item.files["video"] = LabelledFile(path: input.listing.paths.first { $0 == ImageFiles.join(folder, "video/\(key)") })
        switch TextFileReader.read(path: input.listing.fullPath(file), shownAs: file, maximumBytes: 1 << 30) {
        case .failure(let finding): findings.add(finding)
        case .success(let text): addRows(text, file, &item)
        }
        return item
    }

    private func addRows(_ text: String, _ file: String, _ item: inout LabelledItem) {
        var tracks = BoxTracks(last: nil)
        var leftOut: [JSONValue] = []
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() where !line.allSatisfy(\.isWhitespace) {
            var fault: KITTIRow.Fault?
            switch KITTIRow.parseTracked(line) {
            case .failure(let found): fault = found
            case .success(let found):
                let (frame, id, row) = (found.frame, found.id, found.row)
                let isNew = row.hasBox && tracks.add(id < 0 ? "d\(number + 1)" : "t\(id)", label: names[row.type] ?? row.type, frame: frame, box: row.box, score: row.score, row.extras(with: true))
                if !row.hasBox { fault = KITTIRow.Fault(code: "kitti.row.no-area", message: "has no box with an area") } else if !isNew { fault = KITTIRow.Fault(code: "kitti.row.twice", message: "has track \(id) in frame \(frame) a second time") }
            }
            guard let fault else { continue }
            findings.add(Finding(.error, fault.code, "row \(number + 1) of `\(file)` \(fault.message)", at: Place(file: file, line: number + 1, record: item.key)))
            leftOut.append(.string(String(line)))
        }
        let (parts, extras) = tracks.finish()
        if let question = options.questions.name(.tracks) { item.answers[question] = .parts(parts) }
        var own = JSONObject()
        if !extras.isEmpty { own["parts"] = .object(extras) }
        if !leftOut.isEmpty { own["left_out"] = .array(leftOut) }
        if !own.isEmpty { item.metadata["kitti-tracking"] = .object(own) }
    }
}

/// Writes `label_02/<sequence>.txt` by frame, below a folder per split.
final class KITTITrackingWriter: DatasetWriter {
    static let nameChanged = "kitti-tracking.name-changed"
    static let labelChanged = "kitti-tracking.label-changed"

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private var names = ImageNames()
    private var labels = LabelTokens()

    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        self.folder = folder
        losses = LossLedger(format: "kitti-tracking", policy: layout.onLoss)
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        let dataset = KITTI.folder(of: item.split)
        let name = names.name(for: item.key, below: dataset, flat: true)
        if !name.isKept { try losses.adapt(Self.nameChanged, LossExample(item: item.key)) }
        var rows: [(frame: Int, id: Int, text: String)] = []
        for answer in item.answers.values {
            guard case .parts(let parts) = answer else { continue }
            for (part, id) in zip(parts, BoxTracks.numbers(of: parts)) { rows += try self.rows(part, part.id.hasPrefix("d") && part.labels == ["DontCare"] ? -1 : id, item) }
        }
        rows.sort { ($0.frame, $0.id) < ($1.frame, $1.id) }
        try folder.write(rows.map(\.text).joined(), to: ImageFiles.join(dataset, "label_02/\(name.stem)\(name.ending).txt"))
        return ["video": ImageFiles.join(dataset, "video/\(name.stem)\(name.ending)")]
    }

    func finish() throws {
        if let text = labels.file { try folder.write(text, to: LabelTokens.fileName) }
    }

    private func rows(_ part: Part, _ id: Int, _ item: LabelledItem) throws -> [(frame: Int, id: Int, text: String)] {
        guard case .track(let frames) = part.shape else { return [] }
        let label = labels.token(for: part.labels.first ?? "")
        if !label.isKept { try losses.adapt(Self.labelChanged, LossExample(item: item.key, part: part.id)) }
        let extras = item.metadata["kitti-tracking"]?["parts"]?[part.id]?["frames"]
        return frames.compactMap { frame in
            guard !frame.isOutside, case .box(let box) = frame.shape else { return nil }
            var row = KITTIRow(type: label.token)
            row.take(extras?[String(frame.frame)])
            row.box = box
            row.score = part.score
            return (frame.frame, id, "\(frame.frame) \(id) \(row.text)\n")
        }
    }
}
