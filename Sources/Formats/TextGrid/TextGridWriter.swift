import Records

/// Writes long TextGrid files as Praat does, in UTF-8. Moments (segments without length) get a point tier.
final class TextGridWriter: TimedWriter {
    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        super.init(folder, layout: layout, format: "textgrid", ending: ".TextGrid", hasTiers: true, separatesMoments: true)
    }

    /// An empty text would be silence.
    override func fit(_ piece: TimedPiece, _ kind: QuestionKind, _ example: LossExample) throws -> TimedPiece? {
        guard piece.text.isEmpty else { return piece }
        if kind == .transcripts {
            try drop(Self.emptyText, example)
            return nil
        }
        var piece = piece
        piece.text = TimedSidecar.noLabel
        return piece
    }

    override func bytes(_ document: TimedDocument, of item: LabelledItem) throws -> String {
        let pieces = document.layers.flatMap(\.pieces)
        let start = min(document.own["xmin"]?.double ?? 0, pieces.map(\.from).min() ?? 0)
        var end = max(document.duration ?? 0, pieces.map(\.to).max() ?? 0)
        if end <= start { end = start + 1 }
        let extent = "xmin = \(DecimalText.text(start)) \nINxmax = \(DecimalText.text(end)) \n"
        var text = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n\(extent.replacing("IN", with: ""))tiers? <exists> \nsize = \(document.layers.count) \nitem []: \n"
        for (place, layer) in document.layers.enumerated() {
            text += "    item [\(place + 1)]:\n        class = \"\(layer.isMoments ? "TextTier" : "IntervalTier")\" \n        name = \(Self.quoted(layer.name)) \n"
            text += "        \(extent.replacing("IN", with: "        "))"
            text += layer.isMoments ? Self.moments(layer.pieces) : Self.intervals(layer.pieces, from: start, to: end)
        }
        return text
    }

    private static func moments(_ pieces: [TimedPiece]) -> String {
        var text = "        points: size = \(pieces.count) \n"
        for (place, piece) in pieces.enumerated() {
            text += "        points [\(place + 1)]:\n            number = \(DecimalText.text(piece.from)) \n            mark = \(quoted(piece.text)) \n"
        }
        return text
    }

    /// With the silence between them: intervals touch.
    private static func intervals(_ pieces: [TimedPiece], from start: Double, to end: Double) -> String {
        var tiles: [TimedPiece] = []
        var reached = start
        for piece in pieces {
            if piece.from > reached { tiles.append(TimedPiece(reached, piece.from, "")) }
            tiles.append(piece)
            reached = piece.to
        }
        if reached < end || tiles.isEmpty { tiles.append(TimedPiece(reached, end, "")) }
        var text = "        intervals: size = \(tiles.count) \n"
        for (place, tile) in tiles.enumerated() {
            text += "        intervals [\(place + 1)]:\n            xmin = \(DecimalText.text(tile.from)) \n            xmax = \(DecimalText.text(tile.to)) \n            text = \(quoted(tile.text)) \n"
        }
        return text
    }

    private static func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
}
