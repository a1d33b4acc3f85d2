import Records

/// Writes label tracks with six decimals, as Audacity does, ordered by start.
final class AudacityWriter: TimedWriter {
    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        super.init(folder, layout: layout, format: "audacity", ending: ".txt", hasTiers: false)
    }

    /// A label is the rest of its line.
    override func fit(_ piece: TimedPiece, _ kind: QuestionKind, _ example: LossExample) throws -> TimedPiece? {
        var piece = try withSpeaker(piece, example)
        guard piece.text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) else { return piece }
        try adapt(Self.textChanged, example)
        piece.text = String(String.UnicodeScalarView(piece.text.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : $0 }))
        return piece
    }

    override func bytes(_ document: TimedDocument, of item: LabelledItem) throws -> String {
        var text = ""
        for piece in document.layers.flatMap(\.inOrder) {
            text += "\(FixedDecimals.text(piece.from, 6))\t\(FixedDecimals.text(piece.to, 6))\t\(piece.text)\n"
            if let range = piece.extras["frequencies"]?.array?.compactMap(\.double), range.count == 2 {
                text += "\\\t\(FixedDecimals.text(range[0], 6))\t\(FixedDecimals.text(range[1], 6))\n"
            }
        }
        return text
    }
}
