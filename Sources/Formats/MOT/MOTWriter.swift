import Records

/// Writes `<split>/<sequence>/gt/gt.txt` by frame, `seqinfo.ini`, and the names of the classes in `gt/labels.txt` as CVAT does.
///
/// The number of a track is that of its place; frames and pixels count from 1. Frames in which a track is outside have no
/// row.
final class MOTWriter: DatasetWriter {
    static let nameChanged = "mot.name-changed"
    static let labelChanged = "mot.label-changed"

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private var names = ImageNames()
    private var labels: [String] = []
    private var sequences: [String] = []
    private var numbers: [String: Int] = [:]

    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        self.folder = folder
        losses = LossLedger(format: "mot", policy: layout.onLoss)
        for label in layout.labels(of: layout.questions) { _ = number(of: Self.line(label)) }
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        let split = item.split.map { SafeNames.safe($0) } ?? ""
        let name = names.name(for: item.key, below: split, flat: true)
        if !name.isKept { try losses.adapt(Self.nameChanged, LossExample(item: item.key)) }
        let sequence = ImageFiles.join(split, name.stem + name.ending)
        let mot = item.metadata["mot"]?.object ?? [:]
        try folder.write(info(item, name.stem + name.ending, mot), to: "\(sequence)/seqinfo.ini")
        var rows: [(frame: Int, id: Int, text: String)] = []
        for answer in item.answers.values {
            guard case .parts(let parts) = answer else { continue }
            for (part, id) in zip(parts, BoxTracks.numbers(of: parts)) { rows += try self.rows(part, id, mot["parts"]?[part.id]?["frames"], item.key) }
        }
        rows.sort { ($0.frame, $0.id) < ($1.frame, $1.id) }
        if !item.answers.isEmpty {
            try folder.write(rows.map(\.text).joined(), to: "\(sequence)/gt/gt.txt")
            sequences.append(sequence)
        }
        return ["video": "\(sequence)/\(name.stem)\(name.ending)"]
    }

    func finish() throws {
        for sequence in sequences { try folder.write(labels.map { $0 + "\n" }.joined(), to: "\(sequence)/gt/labels.txt") }
    }

    private func info(_ item: LabelledItem, _ name: String, _ mot: JSONObject) -> String {
        let file = item.files["video"]
        var info = MOTSequence()
        info["name"] = name
        info["imDir"] = "img1"
        if let rate = file?.rate { info["frameRate"] = DecimalText.text(rate) }
        if let frames = file?.frames { info["seqLength"] = String(frames) }
        info["imWidth"] = file?.width.map { String($0) }
        info["imHeight"] = file?.height.map { String($0) }
        info["imExt"] = ".jpg"
        for (key, value) in mot["seqinfo"]?.object?.members ?? [] { info[Self.line(key)] = value.string.map(Self.line) }
        return info.text
    }

    private func rows(_ part: Part, _ id: Int, _ extras: JSONValue?, _ item: String) throws -> [(frame: Int, id: Int, text: String)] {
        guard case .track(let frames) = part.shape, let label = part.labels.first else { return [] }
        let plain = Self.line(label)
        if plain != label { try losses.adapt(Self.labelChanged, LossExample(item: item, part: part.id)) }
        let number = number(of: plain)
        return frames.compactMap { frame in
            guard !frame.isOutside, case .box(let box) = frame.shape, box.count == 4 else { return nil }
            let own = extras?[String(frame.frame)]
            let values = [Double(frame.frame + 1), Double(id), box[0] + 1, box[1] + 1, box[2] - box[0], box[3] - box[1], own?["conf"]?.double ?? 1, Double(number), own?["visibility"]?.double ?? 1]
            let rest = own?["rest"]?.array?.compactMap(\.string).map { "," + Self.line($0) }.joined() ?? ""
            return (frame.frame, id, values.map { DecimalText.text(DecimalText.rounded($0, to: MOT.decimals)) }.joined(separator: ",") + rest + "\n")
        }
    }

    private func number(of label: String) -> Int {
        if let known = numbers[label] { return known }
        labels.append(label)
        numbers[label] = labels.count
        return labels.count
    }

    /// One line without commas and space at its ends; `_` for nothing.
    private static func line(_ text: String) -> String {
        let plain = XMLElement(name: "", text: String(text.map { $0.isNewline || $0 == "," ? " " : $0 })).trimmed
        return plain.isEmpty ? "_" : plain
    }
}
