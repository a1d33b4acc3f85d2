import Records

/// `Ada: Good morning`: who speaks, in formats that have only the text. Read back where the speakers are known.
enum SpeakerText {
    static func text(_ label: String, _ text: String) -> String { "\(label): \(text)" }

    static func split(_ text: String, labels: [String]) -> (label: String, text: String)? {
        for label in labels.sorted(by: { $0.count > $1.count }) where text.hasPrefix(label + ": ") { return (label, String(text.dropFirst(label.count + 2))) }
        return nil
    }
}

extension TimedLayer {
    /// As the files have them: by start, then end.
    var inOrder: [TimedPiece] {
        pieces.enumerated().sorted { ($0.element.from, $0.element.to, $0.offset) < ($1.element.from, $1.element.to, $1.offset) }.map(\.element)
    }
}

extension TimedWriter {
    static let speakerInText = "speaker-in-text"

    /// The speaker as the first word of the text; counted where a text would be taken for one with a speaker.
    func withSpeaker(_ piece: TimedPiece, _ example: LossExample) throws -> TimedPiece {
        guard let label = piece.label else {
            let labels = sidecar.question(named: example.question ?? "").map { $0.kind == .transcripts ? $0.labelNames : [] } ?? []
            if SpeakerText.split(piece.text, labels: labels) != nil { try adapt(Self.speakerInText, example) }
            return piece
        }
        var piece = piece
        piece.text = SpeakerText.text(label, piece.text)
        piece.label = nil
        return piece
    }
}

extension TimedReader {
    /// Those that texts may begin with.
    var speakers: [String] {
        guard let question = sidecar?.questions.first, question.kind == .transcripts else { return [] }
        return question.labelNames
    }
}
