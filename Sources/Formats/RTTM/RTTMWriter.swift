import Records

/// Writes `<split>.rttm` and `<split>.uem`, recordings in the order in which they come.
final class RTTMWriter: DatasetWriter {
    static let channelLeftOut = "rttm.only-channel-left-out"

    private let lines: SplitSinks
    private let extents: SplitSinks
    private let question: String?
    private var names = ImageNames()
    private var taken: Set<String> = []
    private(set) var losses: LossLedger

    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        lines = SplitSinks(folder, ending: ".rttm", compression: layout.compression)
        extents = SplitSinks(folder, ending: ".uem", compression: layout.compression)
        question = layout.questions.first { $0.kind == .segments }?.name
        losses = LossLedger(format: "rttm", policy: layout.onLoss)
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        var places: [String: String] = [:]
        for role in ["audio", "video"] where item.files[role]?.path != nil {
            let name = names.name(for: Recordings.name(of: item, role), below: "", flat: false)
            places[role] = name.stem + name.ending
        }
        let recording = name(of: item, places)
        var text = ""
        for line in item.metadata["rttm"]?["lines"]?.array ?? [] { text += (line.string ?? "") + "\n" }
        var end = 0.0
        for (_, answer) in item.answers.sorted(by: { $0.key < $1.key }) {
            guard case .parts(let parts) = answer else { continue }
            for line in try self.lines(of: parts, recording, item) {
                text += line.text + "\n"
                end = max(end, line.to)
            }
        }
        try lines.sink(for: item.splitName).sink.write(text)
        let from = item.metadata["rttm"]?["from"]?.double ?? 0
        let to = max(from, item.files[Recordings.role(of: item.media)]?.duration ?? end)
        try extents.sink(for: item.splitName).sink.write("\(RTTM.field(recording)) 1 \(DecimalText.text(from)) \(DecimalText.text(to))\n")
        return places
    }

    func finish() throws {
        try lines.finish()
        try extents.finish()
    }

    /// The name tools know it by: without its ending, while no other is called so.
    private func name(of item: LabelledItem, _ places: [String: String]) -> String {
        guard let path = places[Recordings.role(of: item.media)], Recordings.media(ofFile: path) != nil else { return item.key }
        let short = ImageFiles.withoutEnding(path)
        return taken.insert(short).inserted ? short : path
    }

    private func lines(of parts: [Part], _ recording: String, _ item: LabelledItem) throws -> [RTTMLine] {
        let extras = item.metadata["rttm"]?["parts"]?.object ?? [:]
        var channels: Set<Int> = []
        for part in parts { if case .segment(let segment) = part.shape, let channel = segment.channel { channels.insert(channel) } }
        let isMixed = parts.contains { if case .segment(let segment) = $0.shape { segment.channel == nil } else { false } }
        if channels == [0], !isMixed { try losses.drop(Self.channelLeftOut, LossExample(item: item.key, question: question)) }
        return try parts.compactMap { part in
            guard case .segment(let segment) = part.shape, segment.from <= segment.to else {
                try losses.drop("rttm.\(TimedWriter.backwards)", LossExample(item: item.key, question: question, part: part.id))
                return nil
            }
            let channel = segment.channel.map { String($0 + 1) } ?? (channels.isEmpty ? "1" : RTTM.absent)
            return RTTMLine(
                recording: recording, channel: channel, from: segment.from, to: segment.to, label: part.labels.first, score: part.score,
                extras: extras[part.id]?.object ?? [:])
        }
    }
}
