import Records

/// Writes cues in the order of their starts, with the notes, styles and settings that were read.
final class WebVTTWriter: TimedWriter {
    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        super.init(folder, layout: layout, format: "webvtt", ending: ".vtt", hasTiers: false)
    }

    override func fit(_ piece: TimedPiece, _ kind: QuestionKind, _ example: LossExample) throws -> TimedPiece? { try fitCue(piece, example) }

    override func bytes(_ document: TimedDocument, of item: LabelledItem) throws -> String {
        let header = document.own["header"]?.string ?? ""
        var text = "WEBVTT\(header.contains("-->") || header.contains("\n\n") ? "" : header)\n"
        var blocks = (document.own["blocks"]?.array ?? [])[...]
        let cues = document.layers.flatMap(\.inOrder)
        for place in 0...cues.count {
            while let block = blocks.first, place == cues.count || (block["before"]?.int ?? 0) <= Int64(place) {
                if let note = block["text"]?.string, !note.contains("-->") { text += "\n\(note)\n" }
                blocks.removeFirst()
            }
            if place < cues.count { text += "\n\(Self.block(cues[place]))" }
        }
        return text
    }

    private static func block(_ cue: TimedPiece) -> String {
        var text = ""
        if let id = cue.extras["id"]?.string, !id.isEmpty, !id.contains("-->"), !id.contains("\n") { text += "\(id)\n" }
        let settings = cue.extras["settings"]?.string.map { " " + $0 } ?? ""
        text += "\(ClockText.text(cue.from, decimalSign: ".")) --> \(ClockText.text(cue.to, decimalSign: "."))\(settings)\n"
        let payload = WebVTTText.cue(cue.text, voice: cue.label)
        return text + (payload.isEmpty ? "" : "\(payload)\n")
    }
}
