import Records

/// Writes SubRip, numbered from 1 in the order of the starts.
final class SRTWriter: TimedWriter {
    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        super.init(folder, layout: layout, format: "srt", ending: ".srt", hasTiers: false)
    }

    override func fit(_ piece: TimedPiece, _ kind: QuestionKind, _ example: LossExample) throws -> TimedPiece? {
        try fitCue(withSpeaker(piece, example), example)
    }

    override func bytes(_ document: TimedDocument, of item: LabelledItem) throws -> String {
        var text = ""
        for (place, cue) in document.layers.flatMap(\.inOrder).enumerated() {
            let settings = cue.extras["settings"]?.string.map { " " + $0 } ?? ""
            let times = "\(ClockText.text(cue.from, decimalSign: ",")) --> \(ClockText.text(cue.to, decimalSign: ","))\(settings)"
            text += "\(place + 1)\n\(times)\n\(cue.text.isEmpty ? "" : cue.text + "\n")\n"
        }
        return text
    }
}
