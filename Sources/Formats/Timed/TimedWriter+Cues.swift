import Records

extension TimedWriter {
    /// What no cue can be is changed: without length, before the start, or with a blank line in its text.
    func fitCue(_ piece: TimedPiece, _ example: LossExample) throws -> TimedPiece? {
        var piece = piece
        if piece.from < 0 || ClockText.milliseconds(piece.to) <= ClockText.milliseconds(piece.from) {
            try adapt(Self.pointWidened, example)
            piece.from = max(0, piece.from)
            piece.to = max(piece.to, Double(ClockText.milliseconds(piece.from) + 1) / 1000)
        }
        let kept = TimedText.lines(piece.text).lines.filter { !$0.isEmpty }.joined(separator: "\n")
        if kept != piece.text {
            try adapt(Self.textChanged, example)
            piece.text = kept
        }
        return piece
    }
}
