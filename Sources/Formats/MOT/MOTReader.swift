import Records

/// Reads MOT Challenge sequences, each as one video with a track per id; frames and pixels are counted from 0.
///
/// A track is outside where it has no row. Confidence and visibility by frame stay in the metadata where they are not 1.
/// Detections (id -1, or `det/det.txt` where there is no ground truth) are tracks of one frame with a score.
final class MOTReader: QueuedReader {
    private let sequences: [String]
    /// Names of classes by sequence, where there is a `labels.txt`.
    private let lists: [String: ClassList]
    private var list: ClassList?
    private var unnamed: Set<Int> = []
    private var keys = KeyBook()
    private var place = 0

    init(_ input: DatasetInput, _ options: DatasetReadOptions) throws {
        sequences = MOT.sequences(input.listing)
        var faults: [String: Finding] = [:]
        lists = Dictionary(uniqueKeysWithValues: sequences.compactMap { sequence in Self.list(sequence, input.listing, &faults).map { (sequence, $0) } })
        super.init(input, options: options)
        total = sequences.count
        findings.add(faults.sorted { $0.key < $1.key }.map(\.value))
        var seen: Set<String> = []
        questions = options.questions.questions([.tracks], labels: sequences.flatMap { lists[$0]?.names ?? [] }.filter { seen.insert($0).inserted })
        if sequences.isEmpty { throw ImageFormatError.noFiles(format: "mot", folder: input.path, expected: "`gt/gt.txt`, `det/det.txt` or `seqinfo.ini`") }
    }

    private struct ClassList {
        var file: String
        var names: [String]
    }

    /// nil where there is no such file. One that cannot be read lists nothing.
    private static func list(_ sequence: String, _ listing: FolderListing, _ faults: inout [String: Finding]) -> ClassList? {
        let places = ["gt/labels.txt", "labels.txt"].map { ImageFiles.join(sequence, $0) } + ["labels.txt"]
        guard let file = places.first(where: { listing.paths.contains($0) }) else { return nil }
        switch TextFileReader.read(path: listing.fullPath(file), shownAs: file) {
        case .success(let text): return ClassList(file: file, names: text.split(whereSeparator: \.isNewline).map { XMLElement(name: "", text: String($0)).trimmed }.filter { !$0.isEmpty })
        case .failure(let finding):
            faults[file] = finding
            return ClassList(file: file, names: [])
        }
    }

    override func produce() throws -> [LabelledItem]? {
        guard place < sequences.count else { return nil }
        defer { (place, done) = (place + 1, done + 1) }
        return read(sequences[place]).map { [$0] } ?? []
    }

    private func text(_ file: String) -> String? {
        guard input.listing.paths.contains(file) else { return nil }
        switch TextFileReader.read(path: input.listing.fullPath(file), shownAs: file, maximumBytes: 1 << 30) {
        case .success(let text): return text
        case .failure(let finding): findings.add(finding)
        }
        return ""
    }

    private func read(_ folder: String) -> LabelledItem? {
        (list, unnamed) = (lists[folder], [])
        let parts = folder.split(separator: "/").map(String.init)
        let split = parts.count > 1 ? parts[parts.count - 2] : nil
        var info = MOTSequence(text(ImageFiles.join(folder, "seqinfo.ini")) ?? "")
        let named = info["name"].flatMap { $0.isEmpty ? nil : $0 } ?? parts.last ?? String(ImageFiles.fileName(input.listing.folder))
        guard let key = keys.key(for: named, split: split) ?? keys.key(for: folder, split: nil) else { return nil }
        var item = LabelledItem(key: key, split: split)
        item.media = .video
        item.files["video"] = info.file
        item.files["video"]?.path = input.listing.paths.first { $0 == ImageFiles.join(folder, key) }
        for name in MOTSequence.usual where name != "imDir" && name != "imExt" { info[name] = nil }
        var mot = JSONObject()
        if !info.values.isEmpty { mot["seqinfo"] = .object(JSONObject(info.values.map { (key: $0.name, value: .string($0.value)) })) }
        for file in [ImageFiles.join(folder, "gt/gt.txt"), ImageFiles.join(folder, "det/det.txt")] {
            guard let text = text(file) else { continue }
            item.place = Place(file: file, record: key)
            rows(text, file, &item, &mot)
            break
        }
        if !mot.isEmpty { item.metadata["mot"] = .object(mot) }
        return item
    }

    private func rows(_ text: String, _ file: String, _ item: inout LabelledItem, _ mot: inout JSONObject) {
        var tracks = BoxTracks(last: item.files["video"]?.frames.map { $0 - 1 })
        var leftOut: [JSONValue] = []
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.allSatisfy(\.isWhitespace) { continue }
            let place = Place(file: file, line: number + 1, record: item.key)
            switch MOTRow.parse(line) {
            case .failure(let fault):
                findings.add(Finding(.error, fault.code, "row \(number + 1) of `\(file)` \(fault.message)", at: place))
                leftOut.append(.string(String(line)))
            case .success(let row):
                var own = JSONObject()
                if row.id >= 0, row.confidence != 1 { own["conf"] = .double(row.confidence) }
                if let visibility = row.visibility, visibility != 1 { own["visibility"] = .double(visibility) }
                if !row.rest.isEmpty { own["rest"] = .array(row.rest.map(JSONValue.string)) }
                let isNew = tracks.add(row.id < 0 ? "d\(number + 1)" : "t\(row.id)", label: name(row.label, place), frame: row.frame, box: row.box, score: row.id < 0 ? row.confidence : nil, own)
                if !isNew {
                    findings.add(Finding(.error, "mot.row.twice", "row \(number + 1) of `\(file)` has the id \(row.id) in frame \(row.frame + 1) a second time", at: place))
                    leftOut.append(.string(String(line)))
                }
            }
        }
        let (parts, extras) = tracks.finish()
        if let question = options.questions.name(.tracks) { item.answers[question] = .parts(parts) }
        if !extras.isEmpty { mot["parts"] = .object(extras) }
        if !leftOut.isEmpty { mot["left_out"] = .array(leftOut) }
    }

    /// Of a class by number; -1 and rows without one are people on foot, which is all the first challenges had. A class that
    /// the list beside the rows does not name keeps its number: the challenge's own names count only where there is no list.
    private func name(_ number: Int?, _ place: Place) -> String {
        let names = list?.names ?? MOT.classes
        guard let number, number != -1 else { return names.first ?? MOT.classes[0] }
        if names.indices.contains(number - 1) { return names[number - 1] }
        if let list, unnamed.insert(number).inserted {
            findings.add(Finding(
                .error, "mot.class.unnamed", "class \(number) is not among the \(list.names.count) names of `\(list.file)`; its number stands for its name", at: place,
                hint: "The list may be cut: add the missing lines"))
        }
        return String(number)
    }
}
